// What the lab's base model reads: kinds and their shares, what is learnt of each text, and whose problems they are.
#include "catalog/model_header.h"
#include "train/base_texts.h"
#include "train/reward.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <map>

using namespace deepscope;

class TestBaseTexts : public QObject {
    Q_OBJECT

    const ModelHeader m_model{DEEPSCOPE_RESOURCES "/default.gguf"};
    const ChatForm m_form{*m_model.tokenizer, *m_model.chatTemplate};

    // What is learnt of a conversation: everything behind the prompt, if nothing else is.
    std::vector<int32_t> reply(const BaseText &made, const QuestionPrompt &prompt) const
    {
        const TrainingText &text = made.text;
        const auto learnt = size_t(std::ranges::count(text.weights, 1.0F));
        const bool right = text.weights.size() == text.rows() &&
                           size_t(std::ranges::count(text.weights, 0.0F)) == prompt.tokens.size() - 1 &&
                           std::ranges::is_sorted(text.weights) &&
                           std::ranges::equal(prompt.tokens, std::span(text.tokens).first(prompt.tokens.size()));
        return right ? std::vector(text.tokens.end() - ptrdiff_t(learnt), text.tokens.end()) : std::vector<int32_t>();
    }

private slots:
    void notes();
    void conversations();
    void aPromptMayOpenTheThought();
    void shares();
    void sharesCanBeChosen();
    void sameSeedSameTexts();
};

void TestBaseTexts::notes()
{
    const BaseTexts texts(m_form, labTasks(), {.questions = 0});
    for (uint64_t number = 0; number < 300; ++number) {
        const BaseText made = texts.text(1, number);
        QCOMPARE(made.kind, BaseTextKind::Note);
        const std::vector<int32_t> &tokens = made.text.tokens;
        QCOMPARE(tokens.front(), m_model.tokenizer->bos());
        QCOMPARE(tokens.back(), m_form.markers().end);
        const std::vector<int32_t> within(tokens.begin() + 1, tokens.end() - 1);
        QCOMPARE(m_model.tokenizer->decode(within), made.problem.note);
        QVERIFY(std::ranges::none_of(within, [&](int32_t token) { return m_form.markers().isTag(token); }));
        QCOMPARE(made.text.weights, std::vector<float>(made.text.rows(), 1.0F));
    }
}

void TestBaseTexts::conversations()
{
    const BaseTexts texts(m_form, labTasks(), {.notes = 0});
    const AnswerMarkers &markers = m_form.markers();
    std::map<BaseTextKind, int> seen;
    for (uint64_t number = 0; number < 2000; ++number) {
        const BaseText made = texts.text(2, number);
        const QuestionPrompt prompt = m_form.prompt(made.problem.question);
        QCOMPARE(prompt.tokens,
                 m_model.tokenizer->encode("<s><|user|>" + made.problem.question + "<|end|><|assistant|>",
                                           {.addBos = false, .parseSpecial = true}));
        const std::vector<int32_t> said = reply(made, prompt);
        QCOMPARE(said.back(), markers.end);
        const AnswerForm form = readForm(markers, said, prompt.opensThought);
        const std::vector<int32_t> work = m_form.inside(made.problem.thought);
        const ThoughtKind kind = thoughtKind(markers, form, uint32_t(work.size()));
        const bool matches = rewardOf({}, form, m_form.inside(made.problem.answer), {}).match;
        switch (made.kind) {
        case BaseTextKind::NoThought:
            QVERIFY(matches && kind == ThoughtKind::None);
            break;
        case BaseTextKind::OneStep:
            QVERIFY(matches && kind == ThoughtKind::Short);
            QVERIFY(std::ranges::equal(form.thought, m_form.inside(made.problem.firstStep)));
            break;
        case BaseTextKind::FullThought:
            QVERIFY(matches && kind == ThoughtKind::Full && std::ranges::equal(form.thought, work));
            break;
        case BaseTextKind::NoTags:
        case BaseTextKind::AnswerAlone:
            QCOMPARE(form.fault, FormFault::NoThought);
            QCOMPARE(said.front() == markers.answer, made.kind == BaseTextKind::AnswerAlone);
            break;
        case BaseTextKind::NoAnswer:
            QCOMPARE(form.fault, FormFault::NoAnswer);
            break;
        case BaseTextKind::Note:
            QFAIL("there is to be none");
        }
        ++seen[made.kind];
    }
    QCOMPARE(seen.size(), size_t(6));
}

void TestBaseTexts::aPromptMayOpenTheThought()
{
    const auto chatTemplate = makeBuiltInTemplate("deepseek-r1", m_model.tokenizer->vocabulary());
    const ChatForm opening(*m_model.tokenizer, *chatTemplate);
    const BaseTexts texts(opening, labTasks(), {.notes = 0, .malformed = 0});
    for (uint64_t number = 0; number < 200; ++number) {
        const BaseText made = texts.text(3, number);
        const QuestionPrompt prompt = opening.prompt(made.problem.question);
        QVERIFY(prompt.opensThought);
        const std::vector<int32_t> said = reply(made, prompt);
        QVERIFY(!said.empty() && readForm(opening.markers(), said, true).right());
    }
}

void TestBaseTexts::shares()
{
    const BaseTexts texts(m_form, labTasks(), {});
    std::array<int, BaseTextKinds> kinds{};
    std::map<char, int> tasks;
    constexpr int Count = 20000;
    for (uint64_t number = 0; number < Count; ++number) {
        const BaseText made = texts.text(4, number);
        ++kinds[size_t(made.kind)];
        const std::string &question = made.problem.question;
        const char task = question.find('+') != std::string::npos ? '+' : question[5] == ':' ? ':' : ',';
        ++tasks[task];
        const char *name = task == '+' ? "sums" : task == ':' ? "cups" : "countdown";
        QCOMPARE(foldOf(name, made.problem.key), Fold::Training);
    }
    const double expected[] = {0.40, 0.42, 0.06, 0.06, 0.02, 0.02, 0.02};
    for (size_t kind = 0; kind < BaseTextKinds; ++kind)
        QVERIFY2(std::abs(kinds[kind] / double(Count) - expected[kind]) < 0.012, qPrintable(QString::number(kind)));
    for (const auto &[task, count] : tasks)
        QVERIFY(std::abs(count / double(Count) - 1.0 / 3) < 0.015);
}

void TestBaseTexts::sharesCanBeChosen()
{
    const BaseTexts texts(m_form, {labTasks()[0]}, {.notes = 3, .questions = 1, .fullThought = 0, .malformed = 0});
    int notes = 0;
    for (uint64_t number = 0; number < 4000; ++number) {
        const BaseTextKind kind = texts.text(5, number).kind;
        QVERIFY(kind <= BaseTextKind::OneStep);
        notes += kind == BaseTextKind::Note;
    }
    QVERIFY(std::abs(notes - 3000) < 150);
}

void TestBaseTexts::sameSeedSameTexts()
{
    const BaseTexts one(m_form, labTasks(), {}), two(m_form, labTasks(), {});
    int unlike = 0;
    for (uint64_t number = 100; number-- > 0;) { // in any order
        QCOMPARE(one.text(6, number).text.tokens, two.text(6, number).text.tokens);
        unlike += one.text(6, number).text.tokens != one.text(7, number).text.tokens;
    }
    QVERIFY(unlike > 95);
}

QTEST_APPLESS_MAIN(TestBaseTexts)
#include "tst_base_texts.moc"
