// Prompt, think, answer: by tokens and by bytes, however the text is cut into tokens.
#include "support/piece_reading.h"

#include <QTest>

#include <map>

using namespace deepscope;

namespace {

// Each piece is a token. A piece that begins with '@' is one with the kind user-defined.
Reading readPieces(const std::vector<std::string> &pieces, bool forced = false)
{
    std::vector<VocabularyEntry> entries;
    std::map<std::string, int32_t> ids;
    std::vector<int32_t> tokens;
    for (const std::string &piece : pieces) {
        const bool special = piece.starts_with('@');
        const auto [place, isNew] = ids.emplace(piece, int32_t(entries.size()));
        if (isNew)
            entries.push_back(
                {special ? piece.substr(1) : piece, special ? TokenKind::UserDefined : TokenKind::Normal});
        tokens.push_back(place->second);
    }
    if (ids.contains("@")) // stands for nothing: the tags are in the vocabulary, though none comes
        for (const char *tag : {"<think>", "</think>", "<answer>", "</answer>"})
            entries.push_back({tag, TokenKind::UserDefined});
    // A tag is a token only where its pair is in the vocabulary.
    for (const char *tag : {"@<think>", "@</think>", "@<answer>", "@</answer>"}) {
        const bool answer = std::string_view(tag).find("answer") != std::string_view::npos;
        if (!ids.contains(tag) &&
            (ids.contains(answer ? "@<answer>" : "@<think>") || ids.contains(answer ? "@</answer>" : "@</think>")))
            entries.push_back({tag + 1, TokenKind::UserDefined});
    }
    return readTokens(PieceTokenizer(std::move(entries)), tokens, forced);
}

// Cuts of `text` into tokens of 1 to 3 bytes: every one of a short text, else every start and rhythm.
std::vector<std::vector<std::string>> cuts(const std::string &text)
{
    std::vector<std::vector<std::string>> all;
    for (int rhythm = 0; rhythm < 27; ++rhythm) {
        const size_t lengths[] = {size_t(1 + rhythm % 3), size_t(1 + rhythm / 3 % 3), size_t(1 + rhythm / 9)};
        for (size_t first = 1; first <= 3; ++first) {
            std::vector<std::string> pieces = {text.substr(0, first)};
            for (size_t at = first, i = 0; at < text.size(); at += lengths[i++ % 3])
                pieces.push_back(text.substr(at, lengths[i % 3]));
            all.push_back(std::move(pieces));
        }
    }
    return all;
}

} // namespace

class TestPhaseSplitter : public QObject {
    Q_OBJECT

private slots:
    void texts_data();
    void texts();
    void everyShortCut();
    void tagTokens_data();
    void tagTokens();
    void spelledTagsAreTextWhereTagsAreTokens();
    void stepsInBytes_data();
    void stepsInBytes();
    void unfinishedTagCountsAsText();
};

void TestPhaseSplitter::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("forced");
    QTest::addColumn<QString>("think");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<bool>("neverClosed");

    QTest::newRow("think and answer tags") << "<think>7 + 5 = 12</think><answer>132</answer>" << false << "7 + 5 = 12"
                                           << "132" << false;
    QTest::newRow("white space around") << "\n<think>\nSo.\n\n</think>\n\n<answer> 132 </answer>\n"
                                        << false << "So."
                                        << "132" << false;
    QTest::newRow("no answer tags") << "<think>\nHm.\n</think>\n\nIt is 4." << false << "Hm."
                                    << "It is 4." << false;
    QTest::newRow("no thought") << "It is 4, as 2 < 3." << false << ""
                                << "It is 4, as 2 < 3." << false;
    QTest::newRow("answer tags alone") << "<answer>4</answer>" << false << ""
                                       << "4" << false;
    QTest::newRow("forced") << "Hm.\n</think>\n4" << true << "Hm."
                            << "4" << false;
    QTest::newRow("forced and opened again") << "<think>\nHm.</think>4" << true << "Hm."
                                             << "4" << false;
    QTest::newRow("forced, nothing thought") << "\n</think>\n\n4" << true << ""
                                             << "4" << false;
    QTest::newRow("missing opening tag") << "Hm.\n</think>4" << false << "Hm."
                                         << "4" << false;
    QTest::newRow("never closed") << "<think>Hm, and so" << false << "Hm, and so"
                                  << "" << true;
    QTest::newRow("forced, never closed") << "Hm, and so" << true << "Hm, and so"
                                          << "" << true;
    QTest::newRow("cut off in the closing tag") << "<think>Hm.</thi" << false << "Hm.</thi"
                                                << "" << true;
    QTest::newRow("cut off in the opening tag") << "<thi" << false << ""
                                                << "<thi" << false;
    QTest::newRow("tags quoted in the answer")
        << "<think>a</think>Write <think> and </think>, or <answer>." << false << "a"
        << "Write <think> and </think>, or <answer>." << false;
    QTest::newRow("tags quoted in a tagged answer")
        << "<think>a</think><answer>the <think>b</think> tags</answer>" << false << "a"
        << "the <think>b</think> tags" << false;
    QTest::newRow("tags quoted without a thought") << "Use <think> and </think>." << false << ""
                                                   << "Use <think> and </think>." << false;
    QTest::newRow("opening tags quoted in the thought")
        << "<think>The <think> tag, then <answer> here</answer>.</think>4" << false
        << "The <think> tag, then <answer> here</answer>."
        << "4" << false;
    QTest::newRow("after the answer") << "<think>a</think><answer>4</answer> Good? </think>" << false << "a"
                                      << "4" << false;
    QTest::newRow("almost tags") << "<think>a <thin> </thinker> << </</think>b <</answer" << false
                                 << "a <thin> </thinker> << </"
                                 << "b <</answer" << false;
    QTest::newRow("several bytes a character") << "<think>数え「<」😀</think>é < ü" << false << "数え「<」😀"
                                               << "é < ü" << false;
    QTest::newRow("nothing") << "" << false << ""
                             << "" << false;
}

void TestPhaseSplitter::texts()
{
    QFETCH(QString, text);
    QFETCH(bool, forced);
    QFETCH(QString, think);
    QFETCH(QString, answer);
    QFETCH(bool, neverClosed);
    const std::string bytes = text.toStdString();
    for (const std::vector<std::string> &pieces : cuts(bytes)) {
        const Reading reading = readPieces(pieces, forced);
        QCOMPARE(reading.think, think.toStdString());
        QCOMPARE(reading.answer, answer.toStdString());
        QCOMPARE(reading.neverClosed, neverClosed);
    }
    const Reading whole = readPieces({bytes}, forced);
    QCOMPARE(whole.think, think.toStdString());
    QCOMPARE(whole.answer, answer.toStdString());
}

// All cuts into tokens of 1 to 3 bytes of a text with both tags.
void TestPhaseSplitter::everyShortCut()
{
    const std::string text = "<think>a</think>b";
    const Reading expected{"a", "b", false, {}};
    size_t count = 0;
    std::vector<std::string> pieces;
    const auto cut = [&](const auto &self, size_t at) -> void {
        if (at == text.size()) {
            ++count;
            if (!(readPieces(pieces) == expected))
                QFAIL("a cut reads differently");
            return;
        }
        for (size_t length = 1; length <= std::min<size_t>(3, text.size() - at); ++length) {
            pieces.push_back(text.substr(at, length));
            self(self, at + length);
            pieces.pop_back();
        }
    };
    cut(cut, 0);
    QCOMPARE(count, size_t(19513)); // compositions of 17 into parts of 1 to 3
}

void TestPhaseSplitter::tagTokens_data()
{
    QTest::addColumn<QStringList>("pieces"); // '@' marks a token that is a tag
    QTest::addColumn<bool>("forced");
    QTest::addColumn<QString>("think");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("phases");

    QTest::newRow("all four") << QStringList{"@<think>", " 7", "+5", "@</think>", "@<answer>", " 132", "@</answer>"}
                              << false << "7+5"
                              << "132"
                              << "TttTAaA";
    QTest::newRow("forced") << QStringList{"Hm", "\n", "@</think>", "\n\n", "4"} << true << "Hm"
                            << "4"
                            << "ttTaa";
    QTest::newRow("missing opening") << QStringList{"Hm", "@</think>", "4"} << false << "Hm"
                                     << "4"
                                     << "aTa";
    QTest::newRow("quoted in the answer")
        << QStringList{"@<think>", "a", "@</think>", "The ", "@<think>", " tag", "@</think>"} << false << "a"
        << "The <think> tag</think>"
        << "TtTaaaa";
    QTest::newRow("answer tags in bytes")
        << QStringList{"@<think>", "a", "@</think>", "<", "answer", ">4", "</answer>"} << false << "a"
        << "4"
        << "TtTAAaA";
    QTest::newRow("thought left open") << QStringList{"@<think>", "a", "@<answer>", "4", "@</answer>"} << false << "a"
                                       << "4"
                                       << "TtAaA";
    QTest::newRow("answer not opened") << QStringList{"@<think>", "a", "@</think>", "4", "@</answer>", "!"} << false
                                       << "a"
                                       << "4"
                                       << "TtTaAa";
    QTest::newRow("never closed") << QStringList{"@<think>", "a", "b"} << false << "ab"
                                  << ""
                                  << "Ttt";
    // The vocabulary has the tokens, and the model writes the tags as text.
    QTest::newRow("spelled") << QStringList{"<think>\n", "Hm, </b>", "</think>\n", "4", "@"} << false << "Hm, </b>"
                             << "4"
                             << "TtTaa";
    QTest::newRow("spelled in parts") << QStringList{"<th", "ink>", "a", "</", "think>", "4", "@"} << false << "a"
                                      << "4"
                                      << "TTtTTaa";
    QTest::newRow("forced, closed on a line of its own")
        << QStringList{"the </think> tag", "\n", "</think>", "4", "@"} << true << "the </think> tag"
        << "4"
        << "ttTaa";
    QTest::newRow("opened by a token, closed in letters")
        << QStringList{"@<think>", "a", "</think>\n", "4", "@<answer>"} << false << "a"
        << "4<answer>"
        << "TtTaa";
    QTest::newRow("closed in letters where nothing was opened")
        << QStringList{"a\n", "</", "think>", "b", "@"} << false << ""
        << "a\n</think>b"
        << "aaaaa";
    QTest::newRow("spelled after a token")
        << QStringList{"@<think>", "a </think>", "b", "@</think>", "4"} << false << "a </think>b"
        << "4"
        << "TttTa";
}

void TestPhaseSplitter::tagTokens()
{
    QFETCH(QStringList, pieces);
    QFETCH(bool, forced);
    QFETCH(QString, think);
    QFETCH(QString, answer);
    QFETCH(QString, phases);
    std::vector<std::string> texts;
    for (const QString &piece : pieces)
        texts.push_back(piece.toStdString());
    const Reading reading = readPieces(texts, forced);
    QCOMPARE(reading.think, think.toStdString());
    QCOMPARE(reading.answer, answer.toStdString());
    QCOMPARE(deepscope::phases(reading), phases.toStdString());
}

void TestPhaseSplitter::spelledTagsAreTextWhereTagsAreTokens()
{
    const Reading reading = readPieces({"@<think>", "the </", "think", "> tag", "@</think>", "4"});
    QCOMPARE(reading.think, std::string("the </think> tag"));
    QCOMPARE(reading.answer, std::string("4"));
}

void TestPhaseSplitter::stepsInBytes_data()
{
    QTest::addColumn<QStringList>("pieces");
    QTest::addColumn<QString>("phases");
    QTest::newRow("usual tokens") << QStringList{"<", "think", ">\n", "So", " 4", ".</", "think", ">\n\n", "4"}
                                  << "TTTtttTTa";
    QTest::newRow("answer tags") << QStringList{"<think>", "a", "</", "think", ">",      "<",
                                                "answer",  ">", "4",  "</",    "answer", ">"}
                                 << "TtTTTAAAaAAA";
    QTest::newRow("text that looks like it") << QStringList{"a ", "<", "b", " </", "p", ">"} << "aaaaaa";
    QTest::newRow("not a tag in the thought") << QStringList{"<think>", "x ", "<", "y", "</think>", "4"} << "TtttTa";
    QTest::newRow("tag and text in a token") << QStringList{"<think>x", "y</think>z"} << "ta";
}

void TestPhaseSplitter::stepsInBytes()
{
    QFETCH(QStringList, pieces);
    QFETCH(QString, phases);
    std::vector<std::string> texts;
    for (const QString &piece : pieces)
        texts.push_back(piece.toStdString());
    QCOMPARE(deepscope::phases(readPieces(texts)), phases.toStdString());
}

void TestPhaseSplitter::unfinishedTagCountsAsText()
{
    QCOMPARE(readPieces({"<think>", "a ", "<"}).think, std::string("a <"));
    QCOMPARE(readPieces({"<think>a</think>", "1 ", "<"}).answer, std::string("1 <"));
}

QTEST_APPLESS_MAIN(TestPhaseSplitter)
#include "tst_phase_splitter.moc"
