#include "app/lab_bridge.h"
#include "support/scripted_lab.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace deepscope;
using namespace deepscope::test;

class TestLabBridge : public QObject {
    Q_OBJECT

private slots:
    void theLabIsMadeWhenItIsFirstNeeded()
    {
        LabLog log;
        LabBridge bridge(scriptedLab(log));
        bridge.setYields(true);
        bridge.pause();
        QVERIFY(!log.sink && log.commands.empty());
        bridge.start({});
        QCOMPARE(log.starts.size(), size_t(1));
        QCOMPARE(log.yields, std::vector<bool>{true}); // what was wished before counts
    }

    void aBurstIsOneSignalInOrder()
    {
        LabLog log;
        LabBridge bridge(scriptedLab(log));
        bridge.start({});
        std::vector<LabEvent> arrived;
        connect(&bridge, &LabBridge::arrived, this, [&](const std::vector<LabEvent> &events) { arrived = events; });
        std::thread([&log] {
            for (int i = 0; i < 100; ++i)
                log.send(LoadProgress{"reading weights", i / 100.0});
            log.send(labBegun());
            for (uint32_t step = 0; step < 50; ++step)
                log.send(labStep(step));
        }).join();
        QCOMPARE(bridge.drains(), 0);
        QTRY_COMPARE(bridge.drains(), 1);
        QCOMPARE(arrived.size(), size_t(52)); // of the progress the last alone
        QCOMPARE(std::get<LoadProgress>(arrived[0]).fraction, 0.99);
        QVERIFY(std::holds_alternative<LabBegun>(arrived[1]));
        QCOMPARE(std::get<LabStep>(arrived.back()).step, 49U);
    }
};

QTEST_GUILESS_MAIN(TestLabBridge)
#include "tst_lab_bridge.moc"
