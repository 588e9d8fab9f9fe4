// Sequences at random, against a device on paper: begun, extended, written, forked, truncated, dropped in any order,
// with steps that are put together while others run.
#include "support/paged_device.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// Many operations with texts of which most begin alike; everything is checked after each. The digest of what was
// decided.
uint64_t play(PagedDevice &device, Dice &dice, uint32_t pages, uint32_t pageRows, uint32_t operations)
{
    std::vector<SequenceId> living;
    const auto text = [&](uint32_t most) {
        Tokens tokens(dice.between(0, most));
        for (RowContent &token : tokens)
            token = int32_t(dice.between(0, 3) / 3); // 0 mostly, or 1
        return tokens;
    };
    for (uint32_t i = 0; i < operations && !QTest::currentTestFailed(); ++i) {
        const size_t chosen = living.empty() ? 0 : dice.between(0, uint32_t(living.size() - 1));
        const SequenceId id = living.empty() ? 0 : living[chosen];
        const uint32_t action = dice.between(0, 99);
        if (living.empty() || (action < 15 && living.size() < 12)) {
            const Tokens begun = text(pages * pageRows * 2 / 3 + 2);
            living.push_back(device.begin(begun));
            const uint32_t known = device.sequences.length(living.back());
            device.extend(living.back(), {begun.begin() + known, begun.end()});
        } else if (action < 45) {
            device.extend(id, text(dice.between(0, 4) > 0 ? 3 : 3 * pageRows));
        } else if (action < 60) {
            device.handOver();
        } else if (action < 77) {
            device.steps() > 0 ? device.finish() : device.handOver();
        } else if (action < 84 && living.size() < 12) {
            living.push_back(device.fork(id, dice.between(0, device.sequences.length(id))));
        } else if (action < 91) {
            const uint32_t length = device.sequences.length(id);
            device.truncate(id, dice.between(0, 1) > 0 ? length : dice.between(0, length));
        } else if (action < 99) {
            device.drop(id);
            living.erase(living.begin() + ptrdiff_t(chosen));
        } else {
            device.forgetKept();
        }
        device.check();
    }
    device.finishAll();
    for (const SequenceId id : living)
        device.drop(id);
    return device.digest();
}

} // namespace

class TestSequencesAtRandom : public QObject {
    Q_OBJECT

private slots:
    void aThousandSequencesLeaveNothing()
    {
        PagedDevice device(300, 4, 5);
        Dice dice(6);
        const SequenceId stays = device.put(count(0, 30)), alsoStays = device.fork(stays, 17);
        const PoolCounts before = device.sequences.counts();
        for (uint32_t i = 0; i < 1000; ++i) {
            const SequenceId id = device.put(count(0, dice.between(0, 30)) + count(int32_t(i), dice.between(1, 40)));
            QVERIFY(id > 0);
            device.drop(id);
        }
        const PoolCounts after = device.sequences.counts();
        QVERIFY(after.inUse == before.inUse && after.shared == before.shared);
        QVERIFY(after.kept > 200);
        device.forgetKept();
        QCOMPARE(device.sequences.counts(), (PoolCounts{300, before.inUse, before.shared, 0, before.free}));
        device.check();
        QCOMPARE(device.pages(alsoStays).size(), size_t(5));
    }

    void holdsAtRandom_data()
    {
        QTest::addColumn<uint32_t>("pageRows");
        for (const uint32_t pageRows : {1U, 2U, 4U, 16U})
            QTest::addRow("%u rows a page", pageRows) << pageRows;
    }
    void holdsAtRandom()
    {
        QFETCH(uint32_t, pageRows);
        for (uint32_t round = 0; round < 12; ++round) {
            Dice size(1000 * pageRows + round);
            const uint32_t pages = round == 0 ? 1 : size.between(1, 40);
            std::vector<uint64_t> digests; // twice the same: nothing depends on anything else
            for (uint32_t i = 0; i < 2; ++i) {
                PagedDevice device(pages, pageRows, round);
                Dice dice(2000 * pageRows + round);
                digests.push_back(play(device, dice, pages, pageRows, 500));
                QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString("in a pool of %1 pages").arg(pages)));
                QCOMPARE(device.sequences.counts().inUse, 0U);
                device.forgetKept();
                QCOMPARE(device.sequences.counts(), (PoolCounts{pages, 0, 0, 0, pages}));
            }
            QCOMPARE(digests[0], digests[1]);
        }
    }
};

QTEST_GUILESS_MAIN(TestSequencesAtRandom)
#include "tst_sequences_at_random.moc"
