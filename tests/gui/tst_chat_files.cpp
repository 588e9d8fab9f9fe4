// Chats leave the window as files and come back: what a person sees, keeps and goes on with.
#include "app/message_bar.h"
#include "models/imported_run.h"
#include "panels/chat/answer_view.h"
#include "panels/chat/chat_notice.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/experts/experts_panel.h"
#include "panels/memory/memory_panel.h"
#include "panels/shared/token_text_view.h"
#include "support/chat_files_fixture.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QXmlStreamReader>

using namespace deepscope;

namespace {

constexpr const char *WebForm = R"({"title":"From elsewhere","messages":[{"role":"user","content":"What is 1 + 1?"},
    {"role":"assistant","content":"**Two** and `2`.","reasoning_content":"One and one."},
    {"role":"user","content":"Sure?"},{"role":"assistant","content":"Yes."}]})";

using Fixture = test::ChatFilesFixture;

bool isWellFormed(QString page)
{
    static const QRegularExpression alone(QStringLiteral("<(meta|br|hr)([^>]*)>"));
    page.remove(QStringLiteral("<!DOCTYPE html>\n")).replace(alone, QStringLiteral("<\\1\\2/>"));
    QXmlStreamReader xml(page);
    while (!xml.atEnd())
        xml.readNext();
    if (xml.hasError())
        qWarning("%s at line %lld", qPrintable(xml.errorString()), xml.lineNumber());
    return !xml.hasError();
}

} // namespace

class TestChatFiles : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;
    int m_names = 0;

    QString newPath(const QString &ending)
    {
        return m_settings.filePath(QString("file%1%2").arg(++m_names).arg(ending));
    }
    QString written(const QByteArray &bytes)
    {
        QFile file(newPath(".json"));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

private slots:
    void exportWaitsForAChat()
    {
        Fixture f(m_settings.newFile());
        QVERIFY(!f.actions().exportChat->isEnabled());
        QCOMPARE(f.actions().exportChat->statusTip(), QString("No chat is shown."));
        f.type("What is 47 + 85?");
        QCOMPARE(f.actions().exportChat->statusTip(), QString("An answer is being written."));
        f.stream(0, test::additionPieces().size());
        f.send(test::summaryOf(f.log.starts.back().run));
        QVERIFY(f.actions().exportChat->isEnabled());
        f.actions().newChat->trigger();
        QVERIFY(!f.actions().exportChat->isEnabled());
    }

    void markdownSaysAllOfTheChat()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        const QString text = QString::fromUtf8(f.exported(newPath(".md")));
        for (const char *part : {"# What is 47 + 85?\n", "Small, ", "## Question 1\n\nWhat is 47 + 85?\n",
                                 "### Thought\n\n> 7 + 5 = 12, carry 1.\n", "### Answer\n\n132\n",
                                 "- think 11 · answer 3", "Test device", "Sampling: "})
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY(!text.contains("</think>"));
    }

    void aNameWithoutEndingGetsThatOfItsType()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        const QString path = newPath("");
        f.actions().exportChat->trigger();
        QVERIFY(f.window.findChild<QFileDialog *>()->selectedFiles().value(0).endsWith("What is 47 + 85.md"));
        QVERIFY(f.choose(path, "JSON"));
        QTRY_VERIFY(QFile::exists(path + ".json"));
    }

    void aPageStandsAlone()
    {
        Fixture f(m_settings.newFile());
        f.answer("Is 1 < 2 & \"so\"?", "if <b>a</b>\n  & \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
                 "# Yes\n\n1. **bold** and `x < y`\n   - inner [link](https://example.org/?a=1&b=2)\n2. "
                 "[bad](javascript:alert(1))\n\n"
                 "> quoted\n\n| a | b |\n|--:|---|\n| 1 | <i>2</i> |\n\n```html\n<script>alert(1)</script>\n```\n");
        const QString page = QString::fromUtf8(f.exported(newPath(".html"), "Web page (*.html)"));
        QVERIFY2(isWellFormed(page), qPrintable(page));
        QVERIFY(!page.contains("<script") && !page.contains("<i>") && !page.contains("<b>"));
        QVERIFY(!page.contains("src=") && !page.contains("url(") && !page.contains("<link") &&
                !page.contains("@import"));
        QVERIFY(!page.contains("href=\"javascript"));
        for (const char *part :
             {"<h2 class=\"question\" dir=\"auto\">Is 1 &lt; 2 &amp; &quot;so&quot;?</h2>",
              "<details><summary>Thought</summary>", "if &lt;b&gt;a&lt;/b&gt;\n  &amp; \xd7\xa9",
              "<h3 dir=\"auto\">Yes</h3>", "<ol><li value=\"1\">", "<strong>bold</strong> and <code>x &lt; y</code>",
              "<ul><li>\n<p dir=\"auto\">inner ",
              "<a rel=\"noreferrer\" href=\"https://example.org/?a=1&amp;b=2\">link</a>", "<li value=\"2\">",
              "<blockquote>\n<p dir=\"auto\">quoted</p>\n</blockquote>", "<th class=\"end\" dir=\"auto\">a</th>",
              "<td dir=\"auto\">&lt;i&gt;2&lt;/i&gt;</td>", "&lt;script&gt;alert(1)&lt;/script&gt;\n</code></pre>",
              "prefers-color-scheme: dark", "default-src 'none'"})
            QVERIFY2(page.contains(QString::fromUtf8(part)), part);
        QVERIFY(!page.contains("class=\"t0\"")); // no tokens are coloured
    }

    void aPageColoursTokens()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        const QString page = QString::fromUtf8(f.exported(newPath(".html"), "by entropy"));
        QVERIFY2(isWellFormed(page), qPrintable(page));
        // Each token of thought and answer, none of the prompt, and 0.5 nats at the end of the scale.
        static const QRegularExpression token(QStringLiteral("<span class=\"t23\" title=\"([^\"]*)\">([^<]*)</span>"));
        QStringList texts;
        for (auto it = token.globalMatch(page); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            QVERIFY2(match.captured(1).endsWith("probability 100 % · entropy 0.5 nats"), qPrintable(match.captured(1)));
            texts << match.captured(2);
        }
        QCOMPARE(texts.join(""), QString("7 + 5 = 12, carry 1.132"));
        QCOMPARE(texts.size(), 13);
        QVERIFY(page.contains("Tokens are coloured by entropy; point at one to read it."));
    }

    // By the strongest expert in the focused layer, and by phase.
    void aPageColoursExpertsAndPhases()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.window.workbench().selection().setFocus({-1, 2, -1});
        const QString experts = QString::fromUtf8(f.exported(newPath(".html"), "by expert"));
        QVERIFY2(isWellFormed(experts), qPrintable(experts));
        const int expert = test::FirstAnswerToken % 8;
        const QString token =
            QString("<span class=\"t%1\" title=\"1 \u00b7 probability 100 % \u00b7 layer 2, expert %1, "
                    "weight 0.70\">1</span>")
                .arg(expert);
        QVERIFY2(experts.contains(token), qPrintable(experts));
        QVERIFY(experts.contains("Tokens are coloured by their strongest expert in layer 2; point at one to read it."));
        QVERIFY(experts.contains(".t7{") && !experts.contains(".t8{")); // there are eight
        const QString phases = QString::fromUtf8(f.exported(newPath(".html"), "by phase"));
        QVERIFY2(isWellFormed(phases), qPrintable(phases));
        QCOMPARE(phases.count("<span class=\"t0\""), 10);
        QCOMPARE(phases.count("<span class=\"t1\""), 3);
        QVERIFY(phases.contains("probability 100 % \u00b7 think\""));
        QVERIFY(phases.contains("Tokens are coloured by phase; point at one to read it."));
    }

    // What stands behind a stop text is not of the answer, and a token may be of both.
    void aColouredPageEndsBeforeAStopText()
    {
        Fixture f(m_settings.newFile());
        f.type("What is 47 + 85?");
        std::vector<test::Piece> pieces = test::additionPieces();
        pieces.push_back({Phase::Answer, " yes END"});
        pieces.push_back({Phase::Answer, " unsaid"});
        f.log.sendPieces(f.log.starts.back().run, pieces, 0, pieces.size());
        RunSummary summary = test::summaryOf(f.log.starts.back().run, FinishReason::StopText);
        summary.think = "7 + 5 = 12, carry 1.";
        summary.answer = "132 yes ";
        f.send(summary);
        const QString page = QString::fromUtf8(f.exported(newPath(".html"), "by entropy"));
        QVERIFY2(isWellFormed(page), qPrintable(page));
        QVERIFY2(page.contains("yes"), qPrintable(page));
        QVERIFY2(!page.contains("unsaid") && !page.contains("END"), qPrintable(page));
    }

    void anExportedChatComesBack()
    {
        const QString settings = m_settings.newFile(), folder = newPath("");
        const QString path = newPath(".json");
        {
            Fixture f(settings, folder);
            f.ask();
            f.answer("And \xf0\x9f\x98\x80?", "so", "**fine** \xd7\xa9\xd7\x9c");
            f.chats().rename(f.chats().shownId(), "My sums");
            const QJsonObject json = QJsonDocument::fromJson(f.exported(path, "JSON")).object();
            QCOMPARE(json["format"].toString(), QString("deepscope-chat"));
            QCOMPARE(json["messages"].toArray().size(), 4);
            QCOMPARE(json["turns"].toArray()[0].toObject()["figures"].toObject()["think_tokens"].toInt(), 11);
            f.import(path);
            QCOMPARE(f.chats().all().size(), size_t(2));
        }
        Fixture f(settings, folder); // also after a restart
        QTRY_COMPARE(f.chats().all().size(), size_t(2));
        for (const Chat &chat : f.chats().all())
            QCOMPARE(chat.info.title, QString("My sums"));
        for (const QString &id : {f.chats().all()[0].info.id, f.chats().all()[1].info.id}) {
            f.chats().open(id);
            QTRY_COMPARE(f.chats().shownId(), id);
            const std::vector<uint32_t> runs = f.chats().shown();
            QCOMPARE(runs.size(), size_t(2));
            const Run &first = *f.store().run(runs[0]), &second = *f.store().run(runs[1]);
            QCOMPARE(first.question(), QString("What is 47 + 85?"));
            QCOMPARE(phaseText(first, Phase::Think), QString("7 + 5 = 12, carry 1."));
            QCOMPARE(phaseText(first, Phase::Answer), QString("132"));
            QCOMPARE(second.question(), QString::fromUtf8("And \xf0\x9f\x98\x80?"));
            QCOMPARE(phaseText(second, Phase::Answer), QString::fromUtf8("**fine** \xd7\xa9\xd7\x9c"));
        }
    }

    void theChoiceOfAVersionComesBack()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        const QString path = newPath(".json");
        f.import(written(R"({"format":"deepscope-chat","version":1,"title":"V","turns":[
            {"question":"Q","answer":"one","model":"m"},{"question":"Q","answer":"two","model":"m","chosen":true},
            {"question":"Another Q","answer":"one","model":"m"},{"question":"R","answer":"then","follows":1}]})"));
        QCOMPARE(f.window.chat()->turns().size(), size_t(2));
        QCOMPARE(phaseText(*f.store().run(f.chats().shown().front()), Phase::Answer), QString("two"));
        const QByteArray exported = f.exported(path, "JSON");
        f.import(path);
        const QJsonArray turns = QJsonDocument::fromJson(exported).object()["turns"].toArray();
        QCOMPARE(turns.size(), 4);
        QVERIFY(turns[1].toObject()["chosen"].toBool() && turns[1].toObject()["counts"].toBool());
        QVERIFY(!turns[0].toObject()["counts"].toBool());
        QCOMPARE(phaseText(*f.store().run(f.chats().shown().front()), Phase::Answer), QString("two"));
        QCOMPARE(f.chats().shownChat()->turns.versions().size(), size_t(4));
        const uint32_t edited = f.chats().shownChat()->turns.versions()[2].run; // a question that was changed
        QCOMPARE(f.store().run(edited)->question(), QString("Another Q"));
    }

    void settingsGoOutAndTheSystemTextComesIn()
    {
        Fixture f(m_settings.newFile());
        Composer *composer = f.window.chat()->composer();
        const std::string before = composer->settings().system;
        GenerationSettings settings = composer->settings();
        settings.system = "Be kind.\nBe <short>.";
        settings.stops = {"END"};
        settings.thoughtLimit = 40;
        composer->setSettings(settings);
        f.ask();
        const QString path = newPath(".json");
        const QJsonObject json = QJsonDocument::fromJson(f.exported(path, "JSON")).object();
        const QJsonObject turn = json["turns"].toArray()[0].toObject(),
                          first = json["messages"].toArray()[0].toObject();
        QCOMPARE(turn["system"].toString(), QString("Be kind.\nBe <short>."));
        QCOMPARE(turn["thought_limit"].toInt(), 40);
        QCOMPARE(turn["stop"].toArray(), QJsonArray{"END"});
        QCOMPARE(first["role"].toString(), QString("system"));
        const QString text = QString::fromUtf8(f.exported(newPath(".md"), "Markdown"));
        for (const char *part : {"## System Text\n\n> Be kind.\n> Be <short>.\n\n## Question 1\n",
                                 "- Thought closed after 40 tokens\n", "- Ends before: "})
            QVERIFY2(text.contains(part), qPrintable(text));
        const QString page = QString::fromUtf8(f.exported(newPath(".html"), "Web page (*.html)"));
        QVERIFY2(isWellFormed(page), qPrintable(page));
        QVERIFY2(page.contains("System text: Be kind.\nBe &lt;short&gt;."), qPrintable(page));

        f.actions().newChat->trigger();
        composer->setSettings({});
        f.import(path);
        QCOMPARE(composer->settings().system, settings.system);
        for (const float temperature : {0.25F, 0.5F}) { // the chat has settings of its own then
            settings.sampling.temperature = temperature;
            const QJsonObject again = QJsonDocument::fromJson(f.exported(newPath(".json"), "JSON")).object();
            QCOMPARE(again["messages"].toArray(), json["messages"].toArray());
            composer->setSettings(settings);
        }
        f.import(written(R"([{"role":"user","content":"Q"},{"role":"assistant","content":"A"}])"));
        QCOMPARE(composer->settings().system, before); // a chat without one has that of the model
    }

    void anImportedChatSaysThatNothingWasComputed()
    {
        Fixture f(m_settings.newFile());
        f.import(written(WebForm));
        QCOMPARE(f.chats().shownChat()->info.title, QString("From elsewhere"));
        QCOMPARE(f.window.chat()->turns().size(), size_t(2));
        TurnView *turn = f.window.chat()->turns().front();
        QCOMPARE(turn->answer()->toPlainText(), QString("Two and 2."));
        QCOMPARE(turn->answerText(), QString("**Two** and `2`."));
        QVERIFY(!turn->answer()->isHidden() && !turn->thought()->isHidden());
        QCOMPARE(turn->thought()->text()->toPlainText(), QString("One and one."));
        QCOMPARE(turn->findChild<ElidedLabel *>("promptFigures")->text(), QString("imported"));
        QCOMPARE(turn->findChild<ElidedLabel *>("answerFigures")->text(), QString());
        const auto *header = turn->thought()->findChild<QToolButton *>("thoughtHeader");
        QVERIFY2(!header->text().contains("0 tokens"), qPrintable(header->text()));
        const PanelMessage experts = f.window.findChild<ExpertsPanel *>()->shownMessage();
        QCOMPARE(experts.title, QString("This turn was imported"));
        QVERIFY(experts.detail.contains("Nothing of it was computed here"));
        // The memory is that of the model in use, and of no run.
        QCOMPARE(f.window.findChild<MemoryPanel *>()->shownMessage().kind, PanelMessage::Kind::None);
        QCOMPARE(f.store().shownModel(), f.store().model());
        // Words without tokens can be pointed at without harm.
        const QPoint middle = turn->answer()->viewport()->rect().center();
        QTest::mouseMove(turn->answer()->viewport(), middle);
        QTest::mouseClick(turn->answer()->viewport(), Qt::LeftButton, Qt::NoModifier, QPoint(10, 10));
        QCOMPARE(turn->answer()->tokenAt(QPoint(10, 10)), -1);
    }

    void anImportedChatGoesOn()
    {
        const QString settings = m_settings.newFile(), folder = newPath("");
        {
            Fixture f(settings, folder);
            QTRY_VERIFY(f.chats().keeping());
            f.import(written(WebForm));
            QVERIFY(f.chats().shownChat()->kept);
        }
        Fixture f(settings, folder);
        QTRY_COMPARE(f.chats().all().size(), size_t(1));
        f.chats().open(f.chats().all().front().info.id);
        QTRY_COMPARE(f.window.chat()->turns().size(), size_t(2));
        const auto *notice = f.window.chat()->notice();
        QVERIFY2(notice->sentence().contains("This chat was imported."), qPrintable(notice->sentence()));
        QPushButton *here = nullptr;
        for (QPushButton *button : notice->findChildren<QPushButton *>())
            if (button->text().remove('&').startsWith("Continue Here"))
                here = button;
        QVERIFY(here);
        QTest::mouseClick(here, Qt::LeftButton);
        f.settle();
        f.ask();
        const std::vector<ChatMessage> &sent = f.log.starts.back().chat;
        QCOMPARE(sent.size(), size_t(5));
        QCOMPARE(QString::fromStdString(sent[0].text), QString("What is 1 + 1?"));
        QCOMPARE(QString::fromStdString(sent[1].text), QString("**Two** and `2`."));
        QCOMPARE(QString::fromStdString(sent[3].text), QString("Yes."));
        QCOMPARE(f.window.chat()->turns().size(), size_t(3));
        QCOMPARE(f.chats().all().size(), size_t(1));
    }

    void manyChatsComeAtOnce()
    {
        const QString folder = newPath("");
        Fixture f(m_settings.newFile(), folder);
        QTRY_VERIFY(f.chats().keeping());
        QJsonArray chats;
        for (int i = 0; i < 300; ++i)
            chats.append(QJsonObject{{"title", QString("Chat %1").arg(i)},
                                     {"messages", QJsonArray{QJsonObject{{"role", "user"}, {"content", "Q"}},
                                                             QJsonObject{{"role", "assistant"}, {"content", "A"}}}}});
        f.import(written(QJsonDocument(chats).toJson()));
        QCOMPARE(f.chats().all().size(), size_t(300));
        QCOMPARE(f.store().count(), 1); // the others are read when they are opened
        f.chats().open(f.chats().all()[200].info.id);
        QTRY_COMPARE_WITH_TIMEOUT(f.store().count(), 2, 60000); // all are written before
        QCOMPARE(f.window.chat()->turns().front()->answerText(), QString("A"));
    }

    // As one that is dropped on the window.
    void aFileThatIsOpenedIsImported()
    {
        Fixture f(m_settings.newFile());
        f.actions().modeLearning->trigger();
        f.window.open(written(WebForm));
        QTRY_COMPARE(f.window.chat()->turns().size(), size_t(2));
        QVERIFY(f.window.chat()->isVisible());
    }

    void whatCannotBeImportedIsSaid()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        const QString shown = f.chats().shownId();
        f.import(written("{\"messages\": ["));
        QVERIFY2(f.message().contains("it is not whole JSON"), qPrintable(f.message()));
        QCOMPARE(f.chats().all().size(), size_t(1));
        QCOMPARE(f.chats().shownId(), shown);
        const auto offers = f.window.messageBar()->findChildren<QPushButton *>();
        QVERIFY(std::ranges::any_of(offers, [](QPushButton *one) { return one->text() == "Import another file…"; }));
        f.import(written(R"([{"role":"user","content":"Q"},{"role":"tool","content":"T"}])"));
        QTRY_VERIFY2(f.message().contains("Left out: 1 system or tool message."), qPrintable(f.message()));
    }
};

QTEST_MAIN(TestChatFiles)
#include "tst_chat_files.moc"
