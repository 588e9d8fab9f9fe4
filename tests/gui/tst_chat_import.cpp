// Chats out of JSON: the program's own form and those of others; whatever else comes is refused in a sentence.
#include "models/chat_import.h"
#include "models/chat_json.h"
#include "models/imported_run.h"
#include "support/scripted_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace deepscope;

namespace {

QString text(const std::string &bytes) { return QString::fromStdString(bytes); }

// "question > thought > answer @ model ^ place of the one before", "*" where it was chosen.
QStringList linesOf(const ImportedChat &chat)
{
    QStringList lines;
    for (const KeptRun &run : chat.runs)
        lines << QString("%1 > %2 > %3 @ %4 ^ %5%6")
                     .arg(text(run.recorded.question), text(run.recorded.summary->think),
                          text(run.recorded.summary->answer), text(run.recorded.model.info.name))
                     .arg(run.after)
                     .arg(run.chosen ? "*" : "");
    return lines;
}

ReadChats read(const QByteArray &json) { return readChats(json, "chat.json"); }

void compareLines(const QByteArray &json, const QStringList &lines)
{
    const ReadChats chats = read(json);
    QCOMPARE(chats.problem, QString());
    QCOMPARE(chats.chats.size(), size_t(1));
    QCOMPARE(linesOf(chats.chats.front()), lines);
}

ChatDocument document()
{
    ChatDocument document{"Two \"turns\"",
                          QDateTime(QDate(2026, 3, 4), QTime(5, 6, 7)),
                          QDateTime(QDate(2026, 3, 5), QTime(5, 6, 7)),
                          {}};
    const auto add = [&](int after, bool counts, const char *question, const char *answer) {
        DocumentAnswer one;
        one.after = after;
        one.counts = counts;
        one.chosen = counts && after < 0;
        one.question = question;
        one.thought = "hm\nhm";
        one.answer = answer;
        one.model = "Small";
        document.answers.push_back(one);
    };
    add(-1, false, "First?", "one");
    add(-1, true, "First?", "uno \xf0\x9f\x98\x80 </script>");
    add(1, true, "Second?", "# two\n\n```\ncode\n```");
    add(0, false, "Beside?", "what followed the other");
    document.answers[1].ending = FinishReason::TokenLimit;
    return document;
}

} // namespace

class TestChatImport : public QObject {
    Q_OBJECT

private slots:
    void ownFormComesBackWhole()
    {
        const ChatDocument written = document();
        const QByteArray json = chatJson(written);
        const ReadChats chats = read(json);
        QCOMPARE(chats.problem, QString());
        QCOMPARE(chats.leftOut, QString());
        const ImportedChat &chat = chats.chats.front();
        QCOMPARE(chat.info.title, written.title);
        QCOMPARE(chat.info.created, written.created);
        QCOMPARE(chat.info.changed, written.changed);
        QCOMPARE(chat.info.turns, 3);
        QCOMPARE(chat.info.modelName, QString("Small"));
        QCOMPARE(chat.runs.size(), written.answers.size());
        for (size_t i = 0; i < chat.runs.size(); ++i) {
            const KeptRun &run = chat.runs[i];
            const DocumentAnswer &answer = written.answers[i];
            QCOMPARE(text(run.recorded.question), answer.question);
            QCOMPARE(text(run.recorded.summary->think), answer.thought);
            QCOMPARE(text(run.recorded.summary->answer), answer.answer);
            QCOMPARE(run.after, answer.after);
            QCOMPARE(run.chosen, answer.chosen);
            QCOMPARE(run.recorded.summary->reason, answer.ending);
            QVERIFY(run.recorded.tokens.empty()); // nothing is made up
            QCOMPARE(run.recorded.summary->answerTokens, 0u);
        }
        // What others read of it: the turns that count.
        const QJsonArray messages = QJsonDocument::fromJson(json).object()["messages"].toArray();
        QCOMPARE(messages.size(), 4);
        QCOMPARE(messages[1].toObject()["role"].toString(), QString("assistant"));
        QCOMPARE(messages[1].toObject()["content"].toString(), written.answers[1].answer);
        QCOMPARE(messages[1].toObject()["reasoning_content"].toString(), QString("hm\nhm"));
    }

    // Of versions among which nobody chose, the one that the file shows.
    void whatCountsIsChosen()
    {
        ChatDocument written = document();
        for (DocumentAnswer &answer : written.answers)
            answer.chosen = false;
        written.answers[0].counts = true;
        written.answers[1].counts = false;
        written.answers[2].after = 0; // beside what followed the other
        const std::vector<KeptRun> runs = read(chatJson(written)).chats.front().runs;
        QVERIFY(runs[0].chosen && !runs[1].chosen);
        QVERIFY(runs[2].chosen && !runs[3].chosen);
        written.answers[1].chosen = true; // by a person, who knows better
        const std::vector<KeptRun> decided = read(chatJson(written)).chats.front().runs;
        QVERIFY(!decided[0].chosen && decided[1].chosen);
    }

    void formsOfOthers_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<QString>("leftOut");

        QTest::newRow("a list of messages")
            << QByteArray(R"([{"role":"user","content":"Q"},{"role":"assistant","content":"A"}])")
            << QStringList{"Q >  > A @  ^ -1"} << QString();
        QTest::newRow("OpenAI, parts, a thought and what is no text")
            << QByteArray(R"({"title":"T","messages":[{"role":"system","content":"Be kind"},
                {"role":"user","content":[{"type":"text","text":"one"},{"type":"image_url","image_url":{"url":"x"}},
                                          {"type":"text","text":"two"}]},
                {"role":"assistant","content":"A","reasoning_content":"R","tool_calls":[]},
                {"role":"tool","content":"5"},{"role":"assistant","content":"B"},
                {"role":"user","content":"Q2"}]})")
            << QStringList{"one\ntwo > R > A\n\nB @  ^ -1", "Q2 >  >  @  ^ 0"}
            << QString("Left out: 1 attachment, 1 system or tool message.");
        QTest::newRow("a thought in the text")
            << QByteArray(
                   R"([{"role":"user","content":"Q"},{"role":"assistant","content":"<think>\nhm\n</think>\n\nA"}])")
            << QStringList{"Q > hm > A @  ^ -1"} << QString();
        QTest::newRow("an answer that begins")
            << QByteArray(R"([{"role":"assistant","content":"Hello"},{"role":"user","content":"Q"},
                              {"role":"assistant","content":"A"}])")
            << QStringList{" >  > Hello @  ^ -1", "Q >  > A @  ^ 0"} << QString();
        QTest::newRow("LM Studio") << QByteArray(R"({"name":"N","createdAt":1735689600000,"messages":[
                {"versions":[{"type":"singleStep","role":"user","content":[{"type":"text","text":"Q"}]}],
                 "currentlySelected":0},
                {"versions":[{"type":"multiStep","role":"assistant","steps":[
                    {"type":"contentBlock","style":{"type":"thinking"},"content":[{"type":"text","text":"hm"}]},
                    {"type":"contentBlock","content":[{"type":"text","text":"A1"}],"genInfo":{"identifier":"m"}},
                    {"type":"debugInfoBlock","debugInfo":"x"}]},
                  {"type":"multiStep","role":"assistant","steps":[
                    {"type":"contentBlock","content":[{"type":"text","text":"A2"}],"genInfo":{"identifier":"m"}}]}],
                 "currentlySelected":1},
                {"versions":[{"type":"singleStep","role":"user","content":[{"type":"text","text":"Q2"}]}],
                 "currentlySelected":0}]})")
                                   << QStringList{"Q > hm > A1 @ m ^ -1", "Q >  > A2 @ m ^ -1*", "Q2 >  >  @  ^ 1"}
                                   << QString();
        QTest::newRow("Open WebUI")
            << QByteArray(R"([{"id":"c","title":"T","created_at":1735689600,"updated_at":1735689700,"chat":{"title":"T",
                "models":["m"],"history":{"currentId":"a2","messages":{
                "u":{"id":"u","parentId":null,"childrenIds":["a1","a2"],"role":"user","content":"Q","timestamp":1},
                "a2":{"id":"a2","parentId":"u","childrenIds":[],"role":"assistant","content":"A2","model":"m",
                      "timestamp":3},
                "a1":{"id":"a1","parentId":"u","childrenIds":["v","w"],"role":"assistant",
                      "content":"<details type=\u0022reasoning\u0022 done=\u0022true\u0022>\n<summary>Thought</summary>\n> hm\n</details>\nA1",
                      "model":"m","timestamp":2},
                "v":{"id":"v","parentId":"a1","role":"user","content":"old","timestamp":4},
                "w":{"id":"w","parentId":"a1","role":"user","content":"new","timestamp":5}}}}}])")
            << QStringList{"Q > hm > A1 @ m ^ -1", "new >  >  @  ^ 0", "Q >  > A2 @ m ^ -1*"}
            << QString("Left out: 1 changed question.");
        QTest::newRow("ChatGPT")
            << QByteArray(R"([{"title":"T","create_time":1735689600.5,"update_time":1735689700,"current_node":"c",
                "mapping":{"r":{"id":"r","message":null,"parent":null,"children":["s"]},
                "s":{"id":"s","parent":"r","children":["b"],"message":{"author":{"role":"system"},
                     "content":{"content_type":"text","parts":[""]}}},
                "b":{"id":"b","parent":"s","children":["c"],"message":{"author":{"role":"user"},
                     "content":{"content_type":"multimodal_text","parts":[{"content_type":"image_asset_pointer"},"Q"]}}},
                "c":{"id":"c","parent":"b","children":[],"message":{"author":{"role":"assistant"},
                     "metadata":{"model_slug":"m"},"content":{"content_type":"text","parts":["A"]}}}}}])")
            << QStringList{"Q >  > A @ m ^ -1"} << QString("Left out: 1 attachment.");
    }

    void formsOfOthers()
    {
        QFETCH(QByteArray, json);
        QFETCH(QStringList, lines);
        QFETCH(QString, leftOut);
        compareLines(json, lines);
        QCOMPARE(read(json).leftOut, leftOut);
    }

    // The first one goes into the settings of the chat; one that comes later has no place.
    void aSystemTextComesAlong_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("leftOut");
        QTest::newRow("OpenAI") << QByteArray(
                                       R"([{"role":"system","content":"Be kind"},{"role":"user","content":"Q"}])")
                                << QString();
        QTest::newRow("developer, parts, and another later on")
            << QByteArray(R"([{"role":"developer","content":[{"type":"text","text":"Be kind"}]},
                {"role":"user","content":"Q"},{"role":"system","content":"Be short"}])")
            << QString("Left out: 1 system or tool message.");
        QTest::newRow("LM Studio") << QByteArray(R"({"systemPrompt":"Be kind","messages":[{"versions":[
                {"type":"singleStep","role":"user","content":[{"type":"text","text":"Q"}]}],"currentlySelected":0}]})")
                                   << QString();
        QTest::newRow("Open WebUI") << QByteArray(R"([{"chat":{"params":{"system":"Be kind"},"history":{"currentId":"u",
                "messages":{"u":{"id":"u","parentId":null,"role":"user","content":"Q"}}}}}])")
                                    << QString();
        QTest::newRow("ChatGPT") << QByteArray(R"({"title":"T","current_node":"u","mapping":{
                "r":{"parent":null,"message":{"author":{"role":"system"},"content":{"parts":["Own rules"]},
                    "metadata":{"is_visually_hidden_from_conversation":true}}},
                "s":{"parent":"r","message":{"author":{"role":"system"},"content":{"parts":["Be kind"]}}},
                "u":{"parent":"s","message":{"author":{"role":"user"},"content":{"parts":["Q"]}}}}})")
                                 << QString();
        ChatDocument own = document();
        own.answers[1].system = "Before";
        own.answers[2].system = "Be kind";
        own.answers[3].system = "Beside";
        QTest::newRow("its own form") << chatJson(own) << QString();
    }
    void aSystemTextComesAlong()
    {
        QFETCH(QByteArray, json);
        const ReadChats chats = read(json);
        QCOMPARE(chats.problem, QString());
        QCOMPARE(chats.chats.size(), size_t(1));
        QCOMPARE(chats.chats.front().system, QString("Be kind"));
        QTEST(chats.leftOut, "leftOut");
    }

    void severalChatsComeAtOnce()
    {
        const QByteArray one = chatJson(document());
        const QByteArray other = R"({"title":"Other","messages":[{"role":"user","content":"Q"}]})";
        const ReadChats chats = read('[' + one + ',' + other + R"(,{"title":"Empty","messages":[]},7])");
        QCOMPARE(chats.chats.size(), size_t(2));
        QVERIFY(chats.chats[0].info.id != chats.chats[1].info.id);
        QCOMPARE(chats.chats[1].info.title, QString("Other"));
    }

    void whatCannotBeReadIsSaid_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("nothing") << QByteArray() << QString("it is not whole JSON");
        QTest::newRow("no JSON") << QByteArray("# A chat\n") << QString("it is not whole JSON");
        QTest::newRow("cut off") << chatJson(document()).left(200) << QString("it is not whole JSON");
        QTest::newRow("no UTF-8") << QByteArray("[{\"role\":\"user\",\"content\":\"\xff\xfe\"}]")
                                  << QString("it is not UTF-8 text: byte 28 is of no character");
        QTest::newRow("deep") << QByteArray(100000, '[') << QString("it is nested too deeply at line 1");
        QTest::newRow("another form") << QByteArray(R"({"conversation":[]})")
                                      << QString("list of messages in OpenAI's");
        QTest::newRow("no texts") << QByteArray(R"([{"role":"user","content":""}])") << QString("holds no chat");
        QTest::newRow("newer") << QByteArray(R"({"format":"deepscope-chat","version":2,"turns":[]})")
                               << QString("it has version 2, and this program reads up to 1");
        QTest::newRow("a turn that follows itself") << QByteArray(R"({"format":"deepscope-chat","version":1,
                              "turns":[{"question":"Q","answer":"A","follows":0}]})")
                                                    << QString("turn 1 follows one that is not before it");
        QTest::newRow("too large") << QByteArray(LargestChatFile + 1, ' ') << QString("is larger than 64");
        QJsonArray many;
        for (int i = 0; i <= MostTurns; ++i)
            many.append(QJsonObject{{"role", "user"}, {"content", "Q"}});
        QTest::newRow("too many turns") << QJsonDocument(many).toJson() << QString("it has 1,001 turns");
    }

    void whatCannotBeReadIsSaid()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, sentence);
        const ReadChats chats = read(json);
        QVERIFY(chats.chats.empty());
        QVERIFY2(chats.problem.startsWith("chat.json ") && chats.problem.contains(sentence), qPrintable(chats.problem));
    }

    // Cut anywhere, or with a byte changed, a file is read or refused, and never both.
    void damagedFilesAreReadOrRefused()
    {
        QRandomGenerator random(5);
        for (const QByteArray &whole :
             {chatJson(document()), QByteArray(R"({"chat":{"history":{"currentId":"a","messages":
                {"a":{"parentId":"a","role":"assistant","content":"A"},"b":{"parentId":"c","role":"user","content":"B"},
                 "c":{"parentId":"b","role":"assistant","content":"C"}}}}})")})
            for (int i = 0; i < 2000; ++i) {
                QByteArray damaged = whole;
                if (i % 2 == 0)
                    damaged.truncate(random.bounded(whole.size()));
                else
                    damaged[random.bounded(whole.size())] = char(random.bounded(256));
                const ReadChats chats = read(damaged);
                QVERIFY(chats.chats.empty() != chats.problem.isEmpty());
                for (const ImportedChat &chat : chats.chats)
                    for (size_t run = 0; run < chat.runs.size(); ++run)
                        QVERIFY(chat.runs[run].after < int(run));
            }
    }
};

QTEST_GUILESS_MAIN(TestChatImport)
#include "tst_chat_import.moc"
