// A question asked four times of the default model: the answers come beside each other, one of them is chosen, the chat
// goes on with it, and all of that is there after a restart.
#include "app/main_window.h"
#include "app/message_bar.h"
#include "models/agreement.h"
#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/turn_view.h"
#include "panels/token_details/token_details.h"

#include <QDockWidget>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace deepscope;

class TestAnswers : public QObject {
    Q_OBJECT

    static constexpr int Patience = 180000; // milliseconds, for a software device on a busy machine

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    RunStore &store() { return m_window->workbench().store(); }
    const std::vector<TurnView *> &turns() { return m_window->chat()->turns(); }
    const std::vector<AnswerView *> &answers() { return turns().front()->answers()->all(); }
    QString agreement() { return turns().front()->answers()->findChild<QLabel *>("agreement")->text(); }

    void openWindow()
    {
        m_window = std::make_unique<MainWindow>(
            localEngine(), localLab(),
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat),
            m_folder.filePath("data"));
        m_window->resize(1280, 720);
        m_window->show();
        m_window->open("default");
        QTRY_VERIFY2_WITH_TIMEOUT(!m_window->workbench().isLoading(), "the default model is loaded", Patience);
        QVERIFY2(store().model(), qPrintable(m_window->messageBar()->message()));
    }

    void write(const QString &question)
    {
        auto *editor = m_window->findChild<QPlainTextEdit *>("question");
        editor->setFocus();
        QTest::keyClicks(editor, question);
    }

    QString m_chosen, m_agreement; // before the restart

private slots:
    void asksFourTimes()
    {
        openWindow();
        auto *composer = m_window->findChild<Composer *>();
        GenerationSettings settings = composer->settings();
        settings.seed = 1; // else one of the four may find no end
        composer->setSettings(settings);
        write("What is 47 + 85?");
        m_window->findChild<QToolButton *>("askTimes")->menu()->actions().at(1)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!turns().empty(), Patience);
        QCOMPARE(answers().size(), size_t(4));
        uint32_t most = 0;
        connect(&store(), &RunStore::poolUseChanged, this, [this, &most] {
            const PoolUse &use = *store().poolUse();
            most = std::max(most, uint32_t(use.runs.size()));
            QCOMPARE(use.inUse + use.kept + use.free, use.pages);
        });
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->workbench().isRunning(), Patience);
        disconnect(&store(), &RunStore::poolUseChanged, this, nullptr);
        QVERIFY(most > 1); // they were under way together
        std::vector<uint32_t> runs;
        for (const AnswerView *answer : answers()) {
            const Run &run = answer->data();
            runs.push_back(run.id());
            QVERIFY(run.state() == RunState::Finished);
            QVERIFY(run.summary()->reason == FinishReason::EndToken);
            QVERIFY(!answer->answerText().isEmpty());
            QCOMPARE(run.request()->sampling.temperature, 0.7F);
            QCOMPARE(run.request()->sample, uint32_t(runs.size() - 1));
        }
        const Agreement agreed(runs, store());
        int counted = 0;
        for (const Agreement::Group &group : agreed.groups())
            counted += int(group.runs.size());
        QCOMPARE(counted, 4);
        QCOMPARE(turns().front()->run(), agreed.groups().front().runs.front());
        QCOMPARE(store().current()->id(), turns().front()->run());
        QVERIFY2(agreement().contains('4'), qPrintable(agreement()));
    }

    void whatIsReservedIsWhatThePlanSays()
    {
        const MemoryPlan &plan = store().model()->memory;
        QCOMPARE(plan.cacheBytes, plan.cacheTokens() * plan.cacheBytesPerToken());
        QCOMPARE(store().poolUse()->pages, plan.cacheTokens() / CachePageTokens);
        QTRY_COMPARE(store().poolUse()->inUse, 0U); // nothing is under way; it is told behind the ends
        QVERIFY(store().poolUse()->kept > 0);
    }

    void goesOnWithAnotherOne()
    {
        AnswerView *other = answers()[turns().front()->run() == answers()[3]->run() ? 2 : 3];
        auto *choose = other->findChild<QPushButton *>("chooseAnswer");
        QTRY_VERIFY(choose->isVisible());
        QTest::mouseClick(choose, Qt::LeftButton);
        QCOMPARE(turns().front()->run(), other->run());
        QCOMPARE(store().current()->id(), other->run());
        QCOMPARE(m_window->findChild<QDockWidget *>("tokenDetails")->findChild<TokenDetails *>()->shownToken(),
                 other->data().size() - 1);
        m_chosen = other->answerText();
        m_agreement = agreement();
        write("What is 12 + 5?");
        QTest::keyClick(m_window->findChild<QPlainTextEdit *>("question"), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(turns().size(), size_t(2), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->workbench().isRunning(), Patience);
        const std::vector<ChatMessage> &sent = store().current()->request()->chat;
        QCOMPARE(sent.size(), size_t(3));
        QCOMPARE(QString::fromStdString(sent[1].text), m_chosen);
        QCOMPARE(store().current()->request()->sampling.temperature, 0.0F); // one answer is greedy again
    }

    void allIsThereAfterARestart()
    {
        m_window.reset();
        openWindow();
        QTRY_COMPARE(m_window->workbench().chats().all().size(), size_t(1));
        QCOMPARE(m_window->workbench().chats().all()[0].info.turns, 2);
        auto *list = m_window->findChild<QListView *>("chatList");
        list->setCurrentIndex(list->model()->index(1, 0));
        QTRY_COMPARE(turns().size(), size_t(2));
        QCOMPARE(answers().size(), size_t(4));
        QCOMPARE(turns().front()->answerText(), m_chosen);
        QCOMPARE(agreement(), m_agreement);
        QVERIFY(!turns().back()->answerText().isEmpty());
    }

    void cleanupTestCase() { m_window.reset(); }
};

QTEST_MAIN(TestAnswers)
#include "tst_answers.moc"
