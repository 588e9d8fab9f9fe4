// Which page holds which positions of which sequence: what is shared, copied, kept and given up.
#include "support/expect_error.h"
#include "support/paged_device.h"

#include <QTest>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

using Copies = std::vector<PageCopy>;
using Pages = std::vector<PageNumber>;

} // namespace

class TestSequences : public QObject {
    Q_OBJECT

private slots:
    void takesPagesAsItGrows()
    {
        PagedDevice device(8, 4, 0);
        const SequenceId id = device.begin(count(0, 6));
        QCOMPARE(device.sequences.length(id), 0U);
        QVERIFY(device.pages(id).empty());
        QVERIFY(device.extend(id, count(0, 6)));
        QCOMPARE(device.copies(), Copies());
        QCOMPARE(device.pages(id), (Pages{0, 1}));
        QCOMPARE(device.sequences.pending(id), 6U);
        QCOMPARE(device.sequences.length(id), 0U);
        QCOMPARE(device.sequences.place(id, 5), (RowPlace{1, 1}));
        device.finishAll();
        QCOMPARE(device.sequences.length(id), 6U);
        QCOMPARE(device.sequences.pending(id), 0U);
        QVERIFY(device.extend(id, count(6, 2))); // in the same page
        QCOMPARE(device.copies(), Copies());
        QCOMPARE(device.pages(id), (Pages{0, 1}));
        QVERIFY(device.extend(id, count(8, 1))); // behind what is pending
        QCOMPARE(device.pages(id), (Pages{0, 1, 2}));
        device.finishAll();
        QVERIFY(std::ranges::equal(device.sequences.tokens(id), count(0, 9)));
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 3, 0, 0, 5}));
        device.check();
    }

    void sharesWholePages()
    {
        PagedDevice device(8, 4, 0);
        const SequenceId first = device.put(count(0, 9));
        const SequenceId second = device.begin(count(0, 8) + Tokens{50});
        QCOMPARE(device.sequences.length(second), 8U);
        QCOMPARE(device.pages(second), (Pages{0, 1}));
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 3, 2, 0, 5}));
        QCOMPARE(device.sequences.sharedPages(first), 2U);
        QVERIFY(device.extend(second, {50}));
        QCOMPARE(device.copies(), Copies()); // at the border of a page there is nothing to copy
        QCOMPARE(device.pages(second), (Pages{0, 1, 3}));
        QCOMPARE(device.sequences.sharedPages(second), 2U);
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 4, 2, 0, 4}));
        device.check();
    }

    // The last token is always fed.
    void neverKnowsAllTokens()
    {
        PagedDevice device(8, 4, 0);
        device.put(count(0, 8));
        for (uint32_t length = 0; length <= 10; ++length) {
            const SequenceId id = device.begin(count(0, length));
            QCOMPARE(device.sequences.length(id), length == 0 ? 0U : std::min(length - 1, 8U));
            device.drop(id);
        }
    }

    void copiesABeginningInsideOfAPage()
    {
        PagedDevice device(8, 4, 0);
        const SequenceId first = device.put(count(0, 8));
        const SequenceId second = device.begin(count(0, 6) + Tokens{50});
        QCOMPARE(device.sequences.length(second), 6U);
        QCOMPARE(device.pages(second), (Pages{0, 1}));
        QVERIFY(device.extend(second, {50}));
        QCOMPARE(device.copies(), (Copies{{1, 2, 2}}));
        QCOMPARE(device.pages(second), (Pages{0, 2}));
        QCOMPARE(device.pages(first), (Pages{0, 1}));
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 3, 2, 0, 5})); // page 1 is still read from
        device.finishAll();
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 3, 1, 0, 5}));
        device.check();
    }

    // Of texts that begin alike the one that goes on alike for longest, whichever came first.
    void findsTheLongestBeginning()
    {
        PagedDevice device(32, 4, 0);
        for (const int32_t other : {7, 3, 9, 1, 5})
            device.put(count(0, 6) + Tokens{other, other, other});
        device.put(count(0, 2));
        device.put(count(0, 7) + Tokens{8});
        const auto known = [&](const Tokens &tokens) {
            const SequenceId id = device.begin(tokens); // compares with all that lies there
            const uint32_t length = device.sequences.length(id);
            device.drop(id);
            return length;
        };
        QCOMPARE(known(count(0, 6) + Tokens{5, 5, 5, 0}), 9U);
        QCOMPARE(known(count(0, 6) + Tokens{5, 5, 4, 0}), 8U);
        QCOMPARE(known(count(0, 6) + Tokens{5, 4, 0}), 7U);
        QCOMPARE(known(count(0, 7) + Tokens{8, 0}), 8U);
        QCOMPARE(known(count(0, 3)), 2U);
        QCOMPARE(known(count(1, 3)), 0U);
    }

    void rowsNotWrittenAreNotFound()
    {
        PagedDevice device(8, 4, 0);
        const SequenceId first = device.begin(count(0, 8));
        QVERIFY(device.extend(first, count(0, 6)));
        device.handOver();
        const SequenceId early = device.begin(count(0, 8));
        QCOMPARE(device.sequences.length(early), 0U);
        QVERIFY(errorOf([&] { device.sequences.fork(first, 1); }));
        device.finish();
        QCOMPARE(device.sequences.length(device.begin(count(0, 8))), 6U);
    }

    // The first to go on writes in the page, the other gets a copy; when the first takes it back, the second needs
    // none.
    void oneWritesOnInASharedPage()
    {
        for (const bool takenBack : {false, true}) {
            PagedDevice device(8, 4, 0);
            const SequenceId first = device.put(count(0, 6)), second = device.fork(first, 6);
            QCOMPARE(device.pages(second), (Pages{0, 1}));
            QVERIFY(device.extend(second, {50}));
            QCOMPARE(device.copies(), Copies());
            if (takenBack)
                device.truncate(second, 6);
            QVERIFY(device.extend(first, {60}));
            QCOMPARE(device.copies(), takenBack ? Copies() : (Copies{{1, 2, 2}}));
            device.finishAll();
            device.check();
        }
    }

    // A fork inside of what is to be copied is made of what the copy is made of.
    void forksWhileACopyIsPending()
    {
        PagedDevice device(8, 4, 0);
        device.put(count(0, 8));
        const SequenceId second = device.begin(count(0, 7) + Tokens{50});
        QVERIFY(device.extend(second, {50}));
        QCOMPARE(device.copies(), (Copies{{1, 2, 3}}));
        const SequenceId third = device.fork(second, 6), fourth = device.fork(second, 4);
        QCOMPARE(device.pages(third), (Pages{0, 1}));
        QCOMPARE(device.pages(fourth), (Pages{0}));
        QVERIFY(device.extend(third, {60, 61, 62}));
        QCOMPARE(device.copies(), (Copies{{1, 3, 2}}));
        QCOMPARE(device.pages(third), (Pages{0, 3, 4}));
        device.check();
        device.finishAll();
        device.check();
    }

    // It had three pages, goes back into the second, and goes on differently: what it had stays.
    void goesOnDifferentlyBehindACut()
    {
        PagedDevice device(8, 4, 0);
        const SequenceId id = device.put(count(0, 10));
        device.truncate(id, 6);
        QCOMPARE(device.pages(id), (Pages{0, 1}));
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 2, 0, 1, 5}));
        QVERIFY(device.extend(id, {50}));
        QCOMPARE(device.copies(), (Copies{{1, 3, 2}}));
        device.finishAll();
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 2, 0, 2, 4}));
        QCOMPARE(device.sequences.length(device.begin(count(0, 20))), 10U);
        device.check();
    }

    void takesBackWhatIsNotWritten()
    {
        PagedDevice device(8, 4, 0);
        const SequenceId first = device.put(count(0, 8)), second = device.begin(count(0, 7) + Tokens{50});
        QVERIFY(device.extend(second, count(50, 7)));
        QCOMPARE(device.pages(second), (Pages{0, 2, 3, 4}));
        device.truncate(second, 7);
        QCOMPARE(device.pages(second), (Pages{0, 1}));
        QCOMPARE(device.sequences.pending(second), 0U);
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 2, 2, 0, 6}));
        QVERIFY(device.extend(first, {8}));
        device.truncate(first, 8);
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 2, 2, 0, 6}));
        device.check();
    }

    // Two who wrote the same at the same time have one page when it is full.
    void thereIsOnePageOfAContent()
    {
        PagedDevice device(8, 4, 0);
        const SequenceId first = device.begin(count(0, 6)), second = device.begin(count(0, 6));
        QVERIFY(device.extend(first, count(0, 6)));
        QVERIFY(device.extend(second, count(0, 6)));
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 4, 0, 0, 4}));
        device.handOver();
        device.finish();
        QCOMPARE(device.sequences.place(first, 0), device.sequences.place(second, 0));
        QVERIFY(device.sequences.place(first, 5) != device.sequences.place(second, 5));
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 3, 1, 0, 5}));
        device.check();
    }

    // A third has the beginning of a page that is given up for another of the same content: it stays to be found, and
    // to be written on.
    void aBeginningOutlivesItsPage()
    {
        PagedDevice device(8, 4, 0);
        const SequenceId second = device.begin(count(0, 4)), first = device.begin(count(0, 2));
        QVERIFY(device.extend(second, count(0, 4)));
        QVERIFY(device.extend(first, count(0, 2)));
        device.finishAll();
        const SequenceId third = device.fork(first, 2);
        QCOMPARE(device.pages(third), (Pages{1}));
        QVERIFY(device.extend(first, count(2, 2)));
        device.finishAll();
        QCOMPARE(device.pages(first), (Pages{0}));
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 2, 1, 0, 6}));
        device.drop(first);
        device.drop(second);
        device.forgetKept();
        const SequenceId fourth = device.begin(count(0, 4));
        QCOMPARE(device.sequences.length(fourth), 3U);
        QVERIFY(device.extend(fourth, {50}));
        QCOMPARE(device.copies(), Copies());
        QVERIFY(device.extend(third, {60}));
        QCOMPARE(device.copies(), (Copies{{1, 0, 2}}));
        device.finishAll();
        device.check();
    }

    void endedSequencesAreFoundUntilRoomIsNeeded()
    {
        PagedDevice device(6, 4, 0);
        device.drop(device.put(count(0, 8)));   // pages 0, 1
        device.drop(device.put(count(100, 8))); // pages 2, 3
        QCOMPARE(device.sequences.counts(), (PoolCounts{6, 0, 0, 4, 2}));
        device.drop(device.begin(count(0, 5))); // page 0 was used again; on it hangs 1, so 1 goes before
        const SequenceId third = device.put(count(200, 12));
        QCOMPARE(device.pages(third), (Pages{4, 5, 1}));
        QVERIFY(device.extend(third, count(212, 4)));
        QCOMPARE(device.pages(third), (Pages{4, 5, 1, 3}));
        QVERIFY(device.extend(third, count(216, 4)));
        QCOMPARE(device.pages(third), (Pages{4, 5, 1, 3, 2}));
        QCOMPARE(device.sequences.length(device.begin(count(0, 9))), 4U);
        QCOMPARE(device.sequences.length(device.begin(count(100, 9))), 0U);
        device.check();
    }

    // Two wrote the same end: it is kept once, and is as young as its last use.
    void keepsAnEndOnce()
    {
        Sequences sequences(4, 4);
        const auto writeAndDrop = [&](SequenceId id, const Tokens &tokens) {
            sequences.written(id, tokens);
            sequences.drop(id);
        };
        std::vector<SequenceId> ids;
        for (uint32_t i = 0; i < 3; ++i) {
            ids.push_back(sequences.begin({}));
            QVERIFY(sequences.extend(ids.back(), 2));
        }
        writeAndDrop(ids[0], {0, 1});
        writeAndDrop(ids[1], {100, 101});
        writeAndDrop(ids[2], {0, 1});
        QCOMPARE(sequences.counts(), (PoolCounts{4, 0, 0, 2, 2}));
        QVERIFY(sequences.extend(sequences.begin({}), 12)); // needs one more than are free
        QCOMPARE(sequences.length(sequences.begin(Tokens{100, 101, 102})), 0U);
        QCOMPARE(sequences.length(sequences.begin(Tokens{0, 1, 2})), 2U);
    }

    // A whole pool of others' pages is no reason to say that it is full; a pool in use is, and nothing has changed.
    void saysThatThePoolIsFullWhenItIs()
    {
        PagedDevice device(4, 4, 0);
        device.drop(device.put(count(0, 16)));
        QCOMPARE(device.sequences.counts(), (PoolCounts{4, 0, 0, 4, 0}));
        const SequenceId first = device.put(count(100, 12)), second = device.begin(count(100, 11) + Tokens{50});
        QCOMPARE(device.sequences.length(second), 11U);
        QVERIFY(!device.extend(second, {50, 51, 52}));
        QCOMPARE(device.sequences.counts(), (PoolCounts{4, 3, 3, 1, 0}));
        QCOMPARE(device.sequences.pending(second), 0U);
        QCOMPARE(device.pages(second), device.pages(first));
        device.check();
        QVERIFY(device.extend(second, {50})); // the copy has a page, one more had not
        QVERIFY(!device.extend(first, {112}));
        device.finishAll();
        device.drop(second);
        QVERIFY(device.extend(first, {112}));
        device.check();
        QVERIFY(!device.extend(first, Tokens(1000)));
    }

    // Nothing is left for a copy, and nobody else has the page: it is written over.
    void writesOverWhatOnlyItHas()
    {
        PagedDevice device(2, 4, 0);
        const SequenceId id = device.put(count(0, 8));
        device.truncate(id, 6);
        QVERIFY(device.extend(id, {50}));
        QCOMPARE(device.copies(), Copies());
        QCOMPARE(device.pages(id), (Pages{0, 1}));
        device.finishAll();
        device.truncate(id, 3); // page 1 is kept, and is what the first page is copied to
        QVERIFY(device.extend(id, {60}));
        QCOMPARE(device.copies(), (Copies{{0, 1, 3}}));
        device.check();
        device.finishAll();
        device.truncate(id, 2);
        QVERIFY(device.extend(id, count(70, 6))); // both pages: it cannot have a third for a copy
        QCOMPARE(device.copies(), Copies());
        device.finishAll();
        device.check();
    }

    void forgetsOnlyWhatNobodyUses()
    {
        PagedDevice device(8, 4, 0);
        const SequenceId first = device.put(count(0, 12)), second = device.fork(first, 8);
        device.drop(first);
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 2, 0, 1, 5}));
        device.forgetKept();
        QCOMPARE(device.sequences.counts(), (PoolCounts{8, 2, 0, 0, 6}));
        QCOMPARE(device.sequences.length(device.begin(count(0, 12))), 8U);
        device.check();
        QCOMPARE(device.pages(second), (Pages{0, 1}));
    }

    void refusesWhatIsNotThere()
    {
        Sequences sequences(4, 4);
        const Tokens two{1, 2};
        const SequenceId id = sequences.begin(two), ended = sequences.begin(two);
        sequences.drop(ended);
        QVERIFY(sequences.begin(two) > ended); // never given again
        QVERIFY(sequences.extend(id, 2));
        for (const auto &work : std::initializer_list<std::function<void()>>{
                 [&] { sequences.drop(ended); }, [&] { sequences.truncate(77, 0); }, [&] { sequences.fork(ended, 0); },
                 [&] { sequences.extend(0, 1); }, [&] { sequences.written(ended, {}); },
                 [&] { sequences.pages(ended); }, [&] { sequences.tokens(ended); }, [&] { sequences.place(ended, 0); },
                 [&] { sequences.place(id, 2); }, [&] { sequences.truncate(id, 1); }, [&] { sequences.fork(id, 1); },
                 [&] {
                     sequences.written(id, Tokens{1, 2, 3});
                 },
                 [] { Sequences(0, 4); }, [] { Sequences(4, 0); }}) {
            const auto error = errorOf(work);
            QVERIFY(error && error->kind() == ErrorKind::Internal);
            QVERIFY2(isSentence(error->what()), error->what());
        }
        QCOMPARE(sequences.pending(id), 2U); // and nothing has changed
        QCOMPARE(sequences.living(), (std::vector<SequenceId>{id, ended + 1}));
    }

    // A question asked 16 times at once lies there once, and each answer has a page of its own for its end.
    void aQuestionIsThereOnce()
    {
        PagedDevice device(64, 16, 0);
        std::vector<SequenceId> answers{device.put(count(0, 200))};
        while (answers.size() < 16)
            answers.push_back(device.fork(answers.front(), 200));
        for (const SequenceId id : answers)
            QVERIFY(device.extend(id, {int32_t(1000 + id)}));
        device.finishAll();
        QCOMPARE(device.sequences.counts(), (PoolCounts{64, 12 + 16, 12, 0, 64 - 28}));
        device.check();
    }
};

QTEST_GUILESS_MAIN(TestSequences)
#include "tst_sequences.moc"
