// The marks of thoughts: which a model writes, by its file, and what they divide its text into, however it is cut into
// tokens.
#include "support/piece_reading.h"

#include <QTest>

#include <random>

using namespace deepscope;

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

// A text with {think}, {/think}, {answer}, {/answer} for the marks.
std::string with(const ThoughtMarks &marks, std::string text)
{
    text = replaced(replaced(std::move(text), "{think}", marks.open), "{/think}", marks.close);
    return replaced(replaced(std::move(text), "{answer}", marks.openAnswer), "{/answer}", marks.closeAnswer);
}

QByteArray nameOf(const ThoughtMarks &marks) { return QByteArray(marks.open.data(), qsizetype(marks.open.size())); }

// What a person sees of an answer and of a thought: the tokens that are no marks.
std::string shown(const PieceTexts &pieces, const Reading &reading, Phase phase)
{
    std::string text;
    for (size_t i = 0; i < pieces.size(); ++i)
        if (reading.steps[i].phase == phase && !reading.steps[i].tag)
            text += pieces[i];
    return text;
}

PieceTexts bytesOf(const std::string &text)
{
    PieceTexts pieces;
    for (const char byte : text)
        pieces.emplace_back(1, byte);
    return pieces;
}

} // namespace

class TestThoughtMarks : public QObject {
    Q_OBJECT

private slots:
    void chosenByTheFile_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("pieces");
        QTest::addColumn<QString>("open"); // empty: nothing is known
        const auto row = [](const char *name, const char *text, const QStringList &pieces, const char *open) {
            QTest::newRow(name) << QString::fromUtf8(text) << pieces << QString::fromUtf8(open);
        };
        const QStringList think{"<think>", "</think>"};
        row("nothing", "", {}, "");
        row("pieces", "", think, "<think>");
        row("half a pair of pieces", "", {"<think>"}, "");
        row("other pieces", "", {"[THINK]", "[/THINK]"}, "[THINK]");
        row("template", "x<reasoning>y</reasoning>", {}, "<reasoning>");
        row("the template counts more than pieces", "x<thought>y</thought>", think, "<thought>");
        row("a closing mark alone", "split('</think>')", {}, "<think>");
        row("both marks count more than one", "split('</think>') <thinking> </thinking>", {}, "<thinking>");
        row("of two pairs that of the pieces", "<reasoning></reasoning><think></think>",
            {"<reasoning>", "</reasoning>"}, "<reasoning>");
        row("of two pairs the commoner", "<reasoning></reasoning><think></think>", {}, "<think>");
        row("inside of another name", "<seed:think></seed:think>", {}, "<seed:think>");
        row("channels", "<|start|>assistant<|channel|>final<|message|>", think, "<|channel|>");
        row("a pair that is not known", "<pondering></pondering>", {}, "");
        for (const ThoughtMarks &marks : knownThoughtMarks())
            row(nameOf(marks), with(marks, "{think}x{/think}").c_str(), {}, nameOf(marks));
    }

    void chosenByTheFile()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, pieces);
        QFETCH(QString, open);
        const ThoughtMarks *found = findThoughtMarks(text.toStdString(), [&](std::string_view piece) {
            return pieces.contains(QString::fromUtf8(piece.data(), qsizetype(piece.size())));
        });
        QCOMPARE(found ? QString::fromUtf8(nameOf(*found)) : QString(), open);
    }

    void theMarksOfTheAnswerAreTheFilesOwn()
    {
        const auto answerOf = [](const char *text, const std::string &piece) {
            return std::string(
                findThoughtMarks(text, [&](std::string_view each) { return each == piece; })->openAnswer);
        };
        const char *const solved = "<|begin_of_thought|><|end_of_thought|>";
        QCOMPARE(answerOf(solved, ""), std::string("<|begin_of_solution|>"));
        QCOMPARE(answerOf(solved, "<answer>"), std::string("<answer>"));
        QCOMPARE(answerOf("<|START_THINKING|><|END_THINKING|><answer>", ""), std::string("<answer>"));
        QCOMPARE(answerOf("[THINK][/THINK]", ""), std::string("<answer>"));
        // They do not choose the thought's.
        QCOMPARE(std::string(findThoughtMarks("<thought></thought><|begin_of_thought|><|begin_of_solution|>",
                                              [](std::string_view) { return false; })
                                 ->open),
                 std::string("<thought>"));
    }

    void promptsThatOpenAThought()
    {
        for (const ThoughtMarks &marks : knownThoughtMarks()) {
            const std::string name = marks.kind == ThoughtMarks::Kind::Channels ? "analysis" : "";
            const std::string begun = with(marks, "x{think}") + name;
            const std::string open = name.empty() ? begun : begun + std::string(marks.close);
            QVERIFY(endsInThought(open, marks) && endsInThought(open + "\n", marks));
            QVERIFY(!endsInThought(open + "y", marks) && !endsInThought("x", marks) && !endsInThought("", marks));
            if (name.empty())
                QVERIFY(!endsInThought(with(marks, "x{think}{/think}"), marks));
        }
        const ThoughtMarks &harmony = marksWith("<|channel|>");
        QVERIFY(!endsInThought("<|start|>assistant<|channel|>final<|message|>", harmony));
        QVERIFY(!endsInThought("<|start|>assistant", harmony));
        QVERIFY(!endsInThought("x<reasoning>", thinkTags()));
    }

    // For each pair, as text that is cut in every way, and as control tokens.
    void everyPair_data()
    {
        QTest::addColumn<size_t>("number");
        const auto known = knownThoughtMarks();
        for (size_t i = 0; i < known.size(); ++i)
            if (known[i].kind == ThoughtMarks::Kind::Pair)
                QTest::newRow(nameOf(known[i])) << i;
    }

    void everyPair()
    {
        QFETCH(size_t, number);
        const ThoughtMarks &marks = knownThoughtMarks()[number];
        struct Case {
            const char *text, *think, *answer;
            bool forced = false, neverClosed = false;
        };
        const Case cases[] = {
            {"{think}\n7 < 8 [a] ◁\n{/think}\n\n132", "7 < 8 [a] ◁", "132"},
            {"Hm.{/think}4", "Hm.", "4", true},
            {"{think}Hm.{/think}4", "Hm.", "4", true},
            {"Hm.{/think}4", "Hm.", "4"},
            {"{think}Hm", "Hm", "", false, true},
            {"{think}a{/think}{answer}4{/answer}", "a", "4"},
            {"It is 4.", "", "It is 4."},
            {"{think}◁◁think<<think[[THINK<|<|{/think}◁<[", "◁◁think<<think[[THINK<|<|", "◁<["},
        };
        std::mt19937 random(7);
        for (const Case &each : cases) {
            const std::string text = with(marks, each.text);
            const Reading expected{each.think, each.answer, each.neverClosed, {}};
            for (int i = 0; i < 200; ++i)
                if (const PieceTexts pieces = cutAtRandom(text, random);
                    !(readOrdinary(pieces, marks, each.forced) == expected))
                    QFAIL(("a cut reads differently: " + text).c_str());
        }
        const std::string open = "@" + std::string(marks.open), close = "@" + std::string(marks.close);
        const Reading asTokens = readControl({open, " 7", "+5", close, "\n\n", "132", "@<eot>"}, marks);
        QVERIFY(asTokens == (Reading{"7+5", "132", false, {}}));
        QCOMPARE(phases(asTokens), std::string("TttTaaa"));
        QCOMPARE(phases(readControl({"Hm", close, "4"}, marks, true)), std::string("tTa"));
    }

    void otherPairsAreText()
    {
        for (const ThoughtMarks &marks : knownThoughtMarks())
            for (const ThoughtMarks &others : knownThoughtMarks()) {
                if (marks.open == others.open || others.kind == ThoughtMarks::Kind::Channels)
                    continue;
                const std::string text = with(others, "{think}a{/think}b");
                const Reading reading = readOrdinary({text}, marks);
                QCOMPARE(reading.answer, text);
                QCOMPARE(phases(reading), std::string("a"));
            }
    }

    // What may become a mark waits, and is shown where it becomes none.
    void nothingIsLost_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("beginnings") << "{think}a <b </t> ◁◁/ [/ [/T {/think}c ◁ [THIN <|star";
        QTest::newRow("cut off in the closing mark") << "{think}a </thin ◁/thin [/THIN";
        QTest::newRow("no thought") << "<b> ◁ [T";
        QTest::newRow("quoted") << "{think}a{/think}the marks {think} and {/think} stand for it";
    }

    void nothingIsLost()
    {
        QFETCH(QString, text);
        for (const ThoughtMarks &marks : knownThoughtMarks()) {
            if (marks.kind != ThoughtMarks::Kind::Pair)
                continue;
            const PieceTexts pieces = bytesOf(with(marks, text.toStdString()));
            const Reading reading = readOrdinary(pieces, marks);
            QCOMPARE(reading.steps.size(), pieces.size());
            QCOMPARE(trimmedText(shown(pieces, reading, Phase::Think)), reading.think);
            QCOMPARE(trimmedText(shown(pieces, reading, Phase::Answer)), reading.answer);
        }
    }

    void tokensWaitUntilTheyAreDecided()
    {
        const PieceTokenizer tokenizer({{"a"}, {"</"}, {"think>"}, {"p>"}, {"<think>x"}});
        const auto splitter = makePhaseSplitter(tokenizer, thinkTags(), false);
        const auto count = [&](int32_t token) { return splitter->next(token).size(); };
        QCOMPARE(count(4), size_t(1));
        QCOMPARE(count(1), size_t(0));
        const auto text = splitter->next(3); // </p>
        QCOMPARE(text.size(), size_t(2));
        QVERIFY(!text[0].tag && !text[1].tag && text[0].phase == Phase::Think);
        QCOMPARE(count(1), size_t(0));
        const auto mark = splitter->next(2);
        QCOMPARE(mark.size(), size_t(2));
        QVERIFY(mark[0].tag && mark[1].tag);
        QCOMPARE(count(1), size_t(0));
        const auto rest = splitter->finish();
        QCOMPARE(rest.size(), size_t(1));
        QVERIFY(!rest[0].tag && rest[0].phase == Phase::Answer);
    }

private:
    static std::string trimmedText(const std::string &text)
    {
        return QString::fromStdString(text).trimmed().toStdString();
    }
};

QTEST_APPLESS_MAIN(TestThoughtMarks)
#include "tst_thought_marks.moc"
