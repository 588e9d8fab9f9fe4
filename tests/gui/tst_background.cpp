// Work in the background: its result comes back, and what it throws does not end the program.
#include "models/background.h"

#include <QTest>
#include <QThread>

#include <stdexcept>

using namespace deepscope;

class TestBackground : public QObject {
    Q_OBJECT
private slots:
    void bringsTheResultToItsThread()
    {
        int result = 0;
        QThread *at = nullptr;
        inBackground(
            this, [] { return 7; },
            [&](int value) {
                result = value;
                at = QThread::currentThread();
            });
        QTRY_COMPARE(result, 7);
        QCOMPARE(at, thread());
    }

    void survivesWhatWorkThrows()
    {
        QTest::ignoreMessage(QtCriticalMsg, "Work in the background failed: no such thing");
        QTest::ignoreMessage(QtCriticalMsg, "Work in the background failed.");
        bool done = false;
        const auto never = [&](int) { done = true; };
        inBackground(
            this, []() -> int { throw std::runtime_error("no such thing"); }, never);
        inBackground(
            this, []() -> int { throw 5; }, never);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(60000));
        QCoreApplication::processEvents();
        QVERIFY(!done);
    }
};

QTEST_GUILESS_MAIN(TestBackground)
#include "tst_background.moc"
