// The whole window on the real engine and the default model, driven as a person would drive it.
#include "app/main_window.h"
#include "app/message_bar.h"
#include "panels/chat/chat_notice.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/experts/experts_panel.h"
#include "panels/memory/memory_panel.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/token_text_view.h"
#include "panels/token_details/token_details.h"
#include "panels/token_strip/token_strip.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace deepscope;

class TestWorkbench : public QObject {
    Q_OBJECT

    static constexpr int Patience = 120000; // milliseconds, for a software device on a busy machine

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    RunStore &store() { return m_window->workbench().store(); }
    Selection &selection() { return m_window->workbench().selection(); }

    template <class Panel>
    Panel *panel()
    {
        return m_window->findChild<Panel *>();
    }

    void type(const QString &question)
    {
        auto *editor = m_window->findChild<QPlainTextEdit *>("question");
        editor->setFocus();
        QTest::keyClicks(editor, question);
        QTest::keyClick(editor, Qt::Key_Return);
    }

    // The last think token with letters, to click on.
    static int wordInThought(const Run &run)
    {
        for (int token = run.size() - 1; token >= 0; --token)
            if (run.phase(token) == Phase::Think && !run.special(token) &&
                !run.text({token, token + 1}).trimmed().isEmpty())
                return token;
        return -1;
    }

private slots:
    void initTestCase()
    {
        m_window = std::make_unique<MainWindow>(
            localEngine(), localLab(),
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat));
        m_window->show();
        m_window->open("default");
        QTRY_VERIFY2_WITH_TIMEOUT(!m_window->workbench().isLoading(), "the default model is loaded", Patience);
        QVERIFY2(store().model(), qPrintable(m_window->messageBar()->message()));
    }

    void thinksThenAnswers()
    {
        type("What is 47 + 85?");
        QVERIFY(m_window->workbench().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->chat()->turns().empty(), Patience);
        const TurnView *turn = m_window->chat()->turns().back();
        QTRY_VERIFY_WITH_TIMEOUT(turn->thought()->isVisible(), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->workbench().isRunning(), Patience);
        QCOMPARE(turn->answer()->toPlainText().trimmed(), QString("132"));
        QVERIFY(turn->thought()->isOpen()); // there to be read until the next question
        const Run &run = *store().current();
        QCOMPARE(run.state(), RunState::Finished);
        QVERIFY(run.summary()->thinkTokens > 3);
        QVERIFY(run.summary()->reason == FinishReason::EndToken);
    }

    void aClickedTokenIsShownByAllPanels()
    {
        TurnView *turn = m_window->chat()->turns().back();
        QCoreApplication::processEvents();
        const int token = wordInThought(*store().current());
        QVERIFY(token > 0);
        TokenTextView *thought = turn->thought()->text();
        QTest::mouseClick(thought->viewport(), Qt::LeftButton, Qt::NoModifier,
                          thought->tokenRect(static_cast<uint32_t>(token)).center());
        QCOMPARE(selection().focus().token, token);
        QCOMPARE(panel<TokenDetails>()->shownToken(), token);
        const QString number = QString("token %1 ").arg(token);
        QVERIFY2(panel<ExpertsPanel>()->words().contains(number), qPrintable(panel<ExpertsPanel>()->words()));
        QVERIFY2(panel<MemoryPanel>()->words().contains(number), qPrintable(panel<MemoryPanel>()->words()));
        QVERIFY2(panel<TokenStrip>()->words().contains(number), qPrintable(panel<TokenStrip>()->words()));

        // An expert of that token: its tokens light up in the chat.
        const Run &run = *store().current();
        const int layer = run.firstExpertLayer();
        selection().setFocus({token, layer, run.experts(token, layer).front()});
        QVERIFY(thought->extraSelections().size() > 1);
        QTest::keyClick(thought, Qt::Key_Escape);
        QVERIFY(thought->extraSelections().isEmpty());
    }

    void theNextQuestionFollowsTheFirst()
    {
        type("What is 12 + 5?");
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->workbench().isRunning(), Patience);
        QCOMPARE(m_window->chat()->turns().size(), size_t(2));
        QVERIFY(!m_window->chat()->turns().front()->thought()->isOpen());
        QVERIFY(m_window->chat()->turns().back()->thought()->isOpen());
        QVERIFY(!m_window->chat()->turns().back()->answer()->toPlainText().isEmpty());
    }

    void whatAQuestionTakesIsWhatItTook()
    {
        auto *editor = m_window->findChild<QPlainTextEdit *>("question");
        editor->setPlainText("What is 9 + 5?");
        const auto *count = m_window->findChild<QLabel *>("promptCount");
        QTRY_VERIFY_WITH_TIMEOUT(m_window->workbench().meter().isCounted(), Patience);
        const uint32_t tokens = m_window->workbench().meter().use()->tokens;
        QVERIFY2(count->text().startsWith(QString("%1 of 1,024 tokens").arg(tokens)), qPrintable(count->text()));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->workbench().isRunning(), Patience);
        QCOMPARE(store().current()->summary()->promptTokens, tokens);
        const auto *figures = m_window->chat()->turns().back()->findChild<ElidedLabel *>("promptFigures");
        QVERIFY2(figures->text().contains(QString("prompt %1 (").arg(tokens)), qPrintable(figures->text()));
        QVERIFY2(figures->text().contains("from the cache"), qPrintable(figures->text()));
    }

    // As fast as it was made: every token is shown in its place, and at the end all is as it was.
    void theRunCanBePlayed()
    {
        Playback &playback = m_window->workbench().playback();
        const Run &run = *store().current();
        const TurnView *turn = m_window->chat()->turns().back();
        playback.setPace({1, 0});
        std::vector<int> heads;
        const auto seen = connect(&selection(), &Selection::playHeadChanged, this, [&](int token) {
            heads.push_back(token);
            if (token >= 0)
                QCOMPARE(turn->thought()->text()->extraSelections().size(), 1);
        });
        m_window->actionTable().play->trigger();
        QCOMPARE(playback.state(), Playback::State::Playing);
        QTRY_COMPARE_WITH_TIMEOUT(playback.state(), Playback::State::Ready, Patience);
        disconnect(seen);
        QVERIFY(heads.size() > 3);
        QVERIFY(std::ranges::is_sorted(heads.begin(), heads.end() - 1));
        QCOMPARE(run.phase(heads.front()), Phase::Think);
        QCOMPARE(heads[heads.size() - 2], run.size() - 1);
        QCOMPARE(heads.back(), -1);
        QCOMPARE(panel<TokenDetails>()->shownToken(), run.size() - 1);
        QVERIFY(turn->thought()->text()->extraSelections().isEmpty());
    }

    void stopLeavesAUsableSession()
    {
        m_window->actionTable().newChat->trigger();
        type("Sort these numbers: 9, 4, 7, 1, 8, 2");
        QTRY_VERIFY_WITH_TIMEOUT(store().current() && store().current()->size() > 0, Patience);
        m_window->actionTable().stop->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->workbench().isRunning(), Patience);
        type("What is 47 + 85?");
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->workbench().isRunning(), Patience);
        QVERIFY(!m_window->chat()->turns().back()->answer()->toPlainText().isEmpty());
    }

    void aQuestionThatIsTooLongComesBack()
    {
        auto *editor = m_window->findChild<QPlainTextEdit *>("question");
        m_window->actionTable().newChat->trigger();
        const QString question = QString("What is 47 + 85? ").repeated(200).trimmed();
        editor->setPlainText(question);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->workbench().isRunning(), Patience);
        QCOMPARE(editor->toPlainText(), question);
        QVERIFY(m_window->chat()->turns().empty());
        const QString sentence = m_window->chat()->notice()->sentence();
        QVERIFY2(sentence.contains("of 1,024 tokens"), qPrintable(sentence));
        QVERIFY2(!sentence.contains("Plan"), qPrintable(sentence)); // the model can have no larger context
        editor->clear();
        QTRY_VERIFY(m_window->chat()->notice()->sentence().isEmpty());
    }

    void aBrokenFileLeavesTheModelInUse()
    {
        const QString path = m_folder.filePath("broken.gguf");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("GGUF\x03");
        file.close();
        m_window->open(path);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->messageBar()->message().isEmpty(), Patience);
        QVERIFY2(m_window->messageBar()->message().contains("broken.gguf"),
                 qPrintable(m_window->messageBar()->message()));
        QVERIFY(m_window->workbench().reasonAgainstAsking().isEmpty());
        type("What is 1 + 1?");
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->workbench().isRunning(), Patience);
        QVERIFY(store().current()->state() == RunState::Finished);
    }

    void aSavedRunOpensAgain()
    {
        const QString path = m_folder.filePath("kept.run");
        const int tokens = store().current()->size();
        QSignalSpy saved(&m_window->workbench(), &Workbench::notice);
        m_window->workbench().saveCurrentRun(path);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, Patience);
        const int runs = store().count();
        m_window->open(path);
        QTRY_COMPARE_WITH_TIMEOUT(store().count(), runs + 1, Patience);
        QTRY_COMPARE(store().current()->state(), RunState::Finished);
        QCOMPARE(store().current()->size(), tokens);
        QCOMPARE(m_window->chat()->turns().size(), size_t(1));
    }

    void cleanupTestCase() { m_window.reset(); }
};

QTEST_MAIN(TestWorkbench)
#include "tst_workbench.moc"
