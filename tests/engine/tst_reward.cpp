// What an answer is worth, and what is wrong with it.
#include "catalog/model_header.h"
#include "support/expect_error.h"
#include "train/reward.h"

#include <QTest>

#include <set>
#include <sstream>

using namespace deepscope;

namespace {

const AnswerMarkers Markers{1, 2, 3, 4, 5, {6, 7}};

// "<think> 3 + 4 </think>": tags are 1 to 4, "end" is 5, "_" is blank, every other word a token of its own.
std::vector<int32_t> tokensOf(const QString &text)
{
    const QStringList words{"<think>", "</think>", "<answer>", "</answer>", "end", "_"};
    std::vector<int32_t> tokens;
    for (const QString &word : text.split(' ', Qt::SkipEmptyParts))
        tokens.push_back(words.contains(word) ? int32_t(words.indexOf(word)) + 1 : 100 + word[0].unicode());
    return tokens;
}

} // namespace

class TestReward : public QObject {
    Q_OBJECT

private slots:
    void forms_data();
    void forms();
    void everyFaultIsSaid();
    void rewards_data();
    void rewards();
    void randomRewardsAreByLot();
    void thoughts_data();
    void thoughts();
    void thoughtsWithoutWork();
    void marksOfAModel();
};

void TestReward::forms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("opened"); // the prompt ended in <think>
    QTest::addColumn<int>("fault");
    const auto row = [](const char *name, const char *text, FormFault fault, bool opened = false) {
        QTest::newRow(name) << text << opened << int(fault);
    };
    using enum FormFault;
    row("right", "<think> a b </think> <answer> 4 2 </answer> end", None);
    row("empty thought", "<think> </think> <answer> 4 2 </answer> end", None);
    row("opened by the prompt", "a b </think> <answer> 4 2 </answer> end", None, true);
    row("opened and closed at once", "</think> <answer> 4 </answer> end", None, true);
    row("blanks beside the answer", "<think> _ </think> <answer> _ 4 _ </answer> end", None);

    row("nothing", "", NoThought);
    row("the end alone", "end", NoThought);
    row("no tags", "4 2 end", NoThought);
    row("answer alone", "<answer> 4 2 </answer> end", NoThought);
    row("text before the thought", "a <think> b </think> <answer> 4 </answer> end", NoThought);
    row("blank before the thought", "_ <think> b </think> <answer> 4 </answer> end", NoThought);
    row("thought only closed", "a </think> <answer> 4 </answer> end", NoThought);

    row("opened twice", "<think> <think> a </think> <answer> 4 </answer> end", SecondThought);
    row("opened again", "<think> a <think> b </think> <answer> 4 </answer> end", SecondThought);
    row("prompt and model open", "<think> a </think> <answer> 4 </answer> end", SecondThought, true);
    row("two thoughts", "<think> a </think> <think> b </think> <answer> 4 </answer> end", SecondThought);

    row("only begun", "<think>", NoThoughtEnd);
    row("broken off in the thought", "<think> a b c", NoThoughtEnd);
    row("end in the thought", "<think> a end", NoThoughtEnd);
    row("end in the thought, then more", "<think> a end b </think> <answer> 4 </answer> end", NoThoughtEnd);
    row("answer inside the thought", "<think> a <answer> 4 </answer> </think> end", NoThoughtEnd);
    row("answer inside and behind", "<think> <answer> 4 </answer> </think> <answer> 4 </answer> end", NoThoughtEnd);
    row("thought closed as an answer", "<think> a </answer> <answer> 4 </answer> end", NoThoughtEnd);
    row("nothing, opened by the prompt", "", NoThoughtEnd, true);

    row("thought without answer", "<think> a </think> end", NoAnswer);
    row("broken off behind the thought", "<think> a </think>", NoAnswer);
    row("answer without its tag", "<think> a </think> 4 2 end", NoAnswer);
    row("answer only closed", "<think> a </think> 4 2 </answer> end", NoAnswer);
    row("thought closed twice", "<think> a </think> </think> <answer> 4 </answer> end", NoAnswer);
    row("end before the answer", "<think> a </think> end <answer> 4 </answer> end", NoAnswer);
    row("text between", "<think> a </think> so <answer> 4 </answer> end", TextBetween);
    row("blank between", "<think> a </think> _ <answer> 4 </answer> end", TextBetween);

    row("empty answer", "<think> a </think> <answer> </answer> end", EmptyAnswer);
    row("blank answer", "<think> a </think> <answer> _ _ </answer> end", EmptyAnswer);
    row("answer opened twice", "<think> a </think> <answer> <answer> 4 </answer> end", TagInAnswer);
    row("answer within the answer", "<think> a </think> <answer> 4 <answer> 5 </answer> </answer> end", TagInAnswer);
    row("thought within the answer", "<think> a </think> <answer> <think> b </think> 4 </answer> end", TagInAnswer);
    row("thought closed in the answer", "<think> a </think> <answer> 4 </think> end", TagInAnswer);
    row("broken off in the answer", "<think> a </think> <answer> 4", NoAnswerEnd);
    row("answer only begun", "<think> a </think> <answer>", NoAnswerEnd);
    row("answer never closed", "<think> a </think> <answer> 4 2 end", NoAnswerEnd);

    row("missing end", "<think> a </think> <answer> 4 </answer>", NoEnd);
    row("text after the answer", "<think> a </think> <answer> 4 </answer> b end", TextAfter);
    row("blank after the answer", "<think> a </think> <answer> 4 </answer> _ end", TextAfter);
    row("text after, no end", "<think> a </think> <answer> 4 </answer> b", TextAfter);
    row("two answers", "<think> a </think> <answer> 4 </answer> <answer> 5 </answer> end", TextAfter);
    row("answer closed twice", "<think> a </think> <answer> 4 </answer> </answer> end", TextAfter);
    row("a pair more", "<think> a </think> <answer> 4 </answer> <think> a </think> <answer> 4 </answer> end",
        TextAfter);
    row("text after the end", "<think> a </think> <answer> 4 </answer> end b", TextBehindEnd);
    row("two ends", "<think> a </think> <answer> 4 </answer> end end", TextBehindEnd);
    row("a turn more", "<think> a </think> <answer> 4 </answer> end <think> </think> <answer> 5 </answer> end",
        TextBehindEnd);
}

void TestReward::forms()
{
    QFETCH(QString, text);
    QFETCH(bool, opened);
    QFETCH(int, fault);
    const std::vector<int32_t> sampled = tokensOf(text);
    const AnswerForm form = readForm(Markers, sampled, opened);
    QCOMPARE(int(form.fault), fault);
    QCOMPARE(form.right(), fault == 0);
    if (!form.right())
        // Nothing that was expected makes up for it.
        for (const char *expected : {"4", "4 2", "5", ""})
            QCOMPARE(rewardOf({}, form, tokensOf(expected), {}).value, 0.0);
}

void TestReward::everyFaultIsSaid()
{
    std::set<std::string> sentences;
    for (int fault = int(FormFault::NoThought); fault <= int(FormFault::TextBehindEnd); ++fault) {
        sentences.insert(sentence(FormFault(fault)));
        QVERIFY(isSentence(sentence(FormFault(fault))));
    }
    QCOMPARE(sentences.size(), size_t(FormFault::TextBehindEnd));
    QVERIFY(std::string(sentence(FormFault::None)).empty());
}

void TestReward::rewards_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("match");
    QTest::addColumn<double>("both");
    QTest::addColumn<double>("formOnly");
    QTest::newRow("right") << "<think> a </think> <answer> 4 2 </answer> end" << true << 1.2 << 0.2;
    QTest::newRow("wrong") << "<think> a </think> <answer> 4 3 </answer> end" << false << 0.2 << 0.2;
    QTest::newRow("begins right") << "<think> a </think> <answer> 4 2 0 </answer> end" << false << 0.2 << 0.2;
    QTest::newRow("a part of it") << "<think> a </think> <answer> 4 </answer> end" << false << 0.2 << 0.2;
    QTest::newRow("holds it") << "<think> a </think> <answer> is 4 2 </answer> end" << false << 0.2 << 0.2;
    QTest::newRow("blank in front") << "<think> a </think> <answer> _ 4 2 </answer> end" << false << 0.2 << 0.2;
    QTest::newRow("right in the thought only")
        << "<think> 4 2 </think> <answer> 5 </answer> end" << false << 0.2 << 0.2;
    QTest::newRow("right without form") << "<answer> 4 2 </answer> end" << false << 0.0 << 0.0;
    QTest::newRow("right and broken off") << "<think> a </think> <answer> 4 2 </answer>" << false << 0.0 << 0.0;
}

void TestReward::rewards()
{
    QFETCH(QString, text);
    QFETCH(bool, match);
    QFETCH(double, both);
    QFETCH(double, formOnly);
    const std::vector<int32_t> sampled = tokensOf(text), expected = tokensOf("4 2");
    const AnswerForm form = readForm(Markers, sampled, false);
    const Reward reward = rewardOf({}, form, expected, {});
    QCOMPARE(reward.form, form.right());
    QCOMPARE(reward.match, match);
    QCOMPARE(reward.value, both);
    QCOMPARE(rewardOf({.kind = RewardKind::FormOnly}, form, expected, {}).value, formOnly);
    QCOMPARE(rewardOf({.kind = RewardKind::FormOnly}, form, expected, {}).match, match); // told, not paid
    QCOMPARE(rewardOf({.form = 0.5, .match = 3}, form, expected, {}).value, match ? 3.5 : form.right() ? 0.5 : 0);
}

// Whatever the answer is like: half of them, the same each time, other ones for another seed.
void TestReward::randomRewardsAreByLot()
{
    const std::vector<int32_t> right = tokensOf("<think> </think> <answer> 4 </answer> end"), wrong = tokensOf("b");
    const RewardRule rule{.kind = RewardKind::Random, .seed = 5}, other{.kind = RewardKind::Random, .seed = 6};
    const auto value = [&](const RewardRule &by, const std::vector<int32_t> &sampled, AnswerPlace place) {
        return rewardOf(by, readForm(Markers, sampled, false), tokensOf("4"), place).value;
    };
    int paid = 0, unlike = 0, besideUnlike = 0;
    for (uint64_t question = 0; question < 500; ++question)
        for (uint32_t answer = 0; answer < 8; ++answer) {
            const double drawn = value(rule, right, {question, answer});
            QVERIFY(drawn == 1.2 || drawn == 0.0);
            QCOMPARE(value(rule, wrong, {question, answer}), drawn);
            paid += drawn > 0;
            unlike += drawn != value(other, right, {question, answer});
            besideUnlike += drawn != value(rule, right, {question + 1, answer});
        }
    for (const int count : {paid, unlike, besideUnlike})
        QVERIFY2(count > 1850 && count < 2150, qPrintable(QString::number(count))); // 2000 +- 5 deviations
}

void TestReward::thoughts_data()
{
    QTest::addColumn<QString>("thought");
    QTest::addColumn<QString>("kind"); // where the worked thought has 8 tokens
    QTest::newRow("empty") << ""
                           << "none";
    QTest::newRow("blank") << "_ _ _ _ _ _ _ _"
                           << "none";
    QTest::newRow("a word") << "a"
                            << "short";
    QTest::newRow("five of eight") << "a b c d e"
                                   << "short";
    QTest::newRow("six of eight") << "a b c d e f"
                                  << "full";
    QTest::newRow("longer than the work") << "a b c d e f g h i j"
                                          << "full";
}

void TestReward::thoughts()
{
    QFETCH(QString, thought);
    QFETCH(QString, kind);
    const std::vector<int32_t> right = tokensOf("<think> " + thought + " </think> <answer> 4 </answer> end");
    QCOMPARE(thoughtKindName(thoughtKind(Markers, readForm(Markers, right, false), 8)), kind);
    const std::vector<int32_t> open = tokensOf("<think> " + thought + " </think> <answer> 4 </answer>");
    QCOMPARE(thoughtKindName(thoughtKind(Markers, readForm(Markers, open, false), 8)), QString("malformed"));
}

void TestReward::thoughtsWithoutWork()
{
    const auto kindOf = [](int words) {
        const std::vector<int32_t> sampled =
            tokensOf("<think> " + QString("a ").repeated(words) + "</think> <answer> 4 </answer> end");
        return thoughtKind(Markers, readForm(Markers, sampled, false), 0);
    };
    QCOMPARE(kindOf(0), ThoughtKind::None);
    QCOMPARE(kindOf(15), ThoughtKind::Short);
    QCOMPARE(kindOf(16), ThoughtKind::Full);
}

void TestReward::marksOfAModel()
{
    const ModelHeader model(DEEPSCOPE_RESOURCES "/default.gguf");
    const AnswerMarkers markers = findAnswerMarkers(*model.tokenizer);
    const auto piece = [&](int32_t token) { return model.tokenizer->piece(token); };
    QCOMPARE(piece(markers.think), std::string("<think>"));
    QCOMPARE(piece(markers.thinkEnd), std::string("</think>"));
    QCOMPARE(piece(markers.answer), std::string("<answer>"));
    QCOMPARE(piece(markers.answerEnd), std::string("</answer>"));
    QCOMPARE(piece(markers.end), std::string("<|end|>"));
    for (const char *blank : {"<0x20>", "<0x0A>", "▁"})
        QVERIFY(markers.isBlank(model.tokenizer->find(blank)));
    for (const char *shown : {"<0x21>", "4", "▁the", "<s>", "<think>", "<unk>"})
        QVERIFY(!markers.isBlank(model.tokenizer->find(shown)));

    const ModelHeader other(DEEPSCOPE_TEST_DATA "/golden/ds2lite_new_f16.gguf");
    const std::string refusal = fileErrorOf([&] { findAnswerMarkers(*other.tokenizer); });
    QVERIFY(refusal.find("no token <think>") != std::string::npos && isSentence(refusal));
}

QTEST_APPLESS_MAIN(TestReward)
#include "tst_reward.moc"
