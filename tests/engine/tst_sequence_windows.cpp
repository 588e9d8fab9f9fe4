// Sequences whose layers have a window: every row of a step finds what it looks at in the places of its pages, whoever
// else has come and gone; and a text is taken up where that is so, and nowhere else.
#include "support/expect_error.h"
#include "support/random_lives.h"

#include <QTest>

#include <map>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// A device on paper, of a layer with a window and one without: each row holds a number that stands for the text up to
// it.
class WindowDevice {
public:
    struct Size {
        uint32_t pages, pageRows, window, places;
    };
    explicit WindowDevice(const Size &size)
        : sequences(size.pages, size.pageRows, {0, size.window, size.places}), m_size(size),
          m_cells(size_t(size.places) * size.pageRows), m_rows(size_t(size.pages) * size.pageRows)
    {
    }

    Sequences sequences;

    SequenceId begin(const Tokens &tokens)
    {
        const SequenceId id = sequences.begin(tokens);
        m_texts[id] = {tokens.begin(), tokens.begin() + sequences.length(id)};
        return id;
    }
    SequenceId fork(SequenceId id, uint32_t positions)
    {
        const SequenceId forked = sequences.fork(id, positions);
        m_texts[forked] = m_texts.at(id);
        m_texts[forked].resize(sequences.length(forked));
        return forked;
    }
    bool extend(SequenceId id, const Tokens &tokens)
    {
        const auto copies = sequences.extend(id, uint32_t(tokens.size()));
        if (!copies)
            return false;
        m_building.push_back({id, tokens, m_texts.at(id).size(), *copies});
        m_texts.at(id).insert(m_texts.at(id).end(), tokens.begin(), tokens.end());
        return true;
    }
    // All copies, then all rows; then each row looks at its window.
    void handOver()
    {
        const std::vector<uint64_t> cells = m_cells, rows = m_rows;
        const auto copyRows = [&](const auto &from, uint32_t fromPage, auto &to, uint32_t toPage, uint32_t count) {
            std::copy_n(from.begin() + ptrdiff_t(fromPage * m_size.pageRows), count,
                        to.begin() + ptrdiff_t(toPage * m_size.pageRows));
        };
        for (const Part &part : m_building)
            for (const PageCopy &copy : part.copies) {
                copyRows(cells, copy.fromWindow, m_cells, copy.toWindow, copy.rows);
                copyRows(rows, copy.from, m_rows, copy.to, copy.rows);
            }
        std::set<size_t> writtenCells;
        for (const Part &part : m_building)
            for (size_t position = part.first; position < part.first + part.tokens.size(); ++position) {
                const size_t cell = cellOf(part.id, position);
                QVERIFY2(writtenCells.insert(cell).second, "two rows go to one place");
                m_cells[cell] = m_rows[rowOf(part.id, position)] = historyOf(part.id, position + 1);
            }
        for (const Part &part : m_building)
            for (size_t position = part.first; position < part.first + part.tokens.size(); ++position)
                look(part.id, position);
        m_handedOver.push_back(std::exchange(m_building, {}));
    }
    void finish()
    {
        for (const Part &part : m_handedOver.front())
            sequences.written(part.id, part.tokens);
        m_handedOver.erase(m_handedOver.begin());
    }
    void truncate(SequenceId id, uint32_t positions)
    {
        const uint32_t kept = sequences.truncate(id, positions);
        QVERIFY(kept <= positions);
        QCOMPARE(kept, sequences.length(id));
        m_texts.at(id).resize(kept);
        leaveOut(id);
    }
    void drop(SequenceId id)
    {
        sequences.drop(id);
        leaveOut(id);
        m_texts.erase(id);
    }
    // Read in steps of `rows`, behind the last of which it is worth going on from.
    SequenceId put(const Tokens &tokens, uint32_t rows)
    {
        const SequenceId id = begin(tokens);
        sequences.markWorthKeeping(id, {uint32_t(tokens.size())});
        for (size_t at = sequences.length(id); at < tokens.size(); at = sequences.length(id)) {
            const size_t end = std::min<size_t>(at + rows, tokens.size());
            [&] { QVERIFY(extend(id, {tokens.begin() + ptrdiff_t(at), tokens.begin() + ptrdiff_t(end)})); }();
            handOver();
            finish();
        }
        return id;
    }
    uint32_t known(const Tokens &tokens)
    {
        const SequenceId id = begin(tokens);
        const uint32_t length = sequences.length(id);
        drop(id);
        return length;
    }
    size_t steps() const { return m_handedOver.size(); }

private:
    struct Part {
        SequenceId id;
        Tokens tokens;
        size_t first;
        std::vector<PageCopy> copies;
    };
    size_t cellOf(SequenceId id, size_t position) const
    {
        return sequences.windowPages(id).at(position / m_size.pageRows) * size_t(m_size.pageRows) +
               position % m_size.pageRows;
    }
    size_t rowOf(SequenceId id, size_t position) const
    {
        const RowPlace place = sequences.place(id, uint32_t(position));
        return place.page * size_t(m_size.pageRows) + place.row;
    }
    static uint64_t behind(uint64_t history, RowContent content)
    {
        return (history ^ uint64_t(content)) * 0x9e3779b97f4a7c15 + 1;
    }
    uint64_t historyOf(SequenceId id, size_t length) const
    {
        uint64_t history = 77;
        for (size_t i = 0; i < length; ++i)
            history = behind(history, m_texts.at(id)[i]);
        return history;
    }
    void look(SequenceId id, size_t position) const
    {
        uint64_t history = historyOf(id, 0);
        for (size_t seen = 0; seen <= position; ++seen) {
            history = behind(history, m_texts.at(id)[seen]);
            const bool shown = position - seen < m_size.window;
            QVERIFY2(
                m_rows[rowOf(id, seen)] == history && (!shown || m_cells[cellOf(id, seen)] == history),
                qPrintable(QString("%1 of sequence %2 finds another's row at %3").arg(position).arg(id).arg(seen)));
        }
    }
    void leaveOut(SequenceId id)
    {
        const auto isOfIt = [id](const Part &part) { return part.id == id; };
        std::erase_if(m_building, isOfIt);
        for (auto &step : m_handedOver)
            std::erase_if(step, isOfIt);
    }

    const Size m_size;
    std::vector<uint64_t> m_cells, m_rows; // of places, and of pages
    std::map<SequenceId, Tokens> m_texts;  // with what is pending
    std::vector<Part> m_building;
    std::vector<std::vector<Part>> m_handedOver;
};

} // namespace

class TestSequenceWindows : public QObject {
    Q_OBJECT

private slots:
    // A text of any length needs no more places than its window, and what goes back a little.
    void aLongTextNeedsFewPlaces()
    {
        WindowDevice device({64, 4, 6, 6});
        const SequenceId id = device.put(count(0, 250), 4);
        QCOMPARE(device.sequences.length(id), 250U);
        QCOMPARE(device.sequences.pages(id).size(), size_t(63));
        QCOMPARE(device.sequences.windowPages(id).size(), size_t(63));
    }

    // Those that a text looks at, and what it has left behind, while its pages are all its own.
    void saysWhoHasThePlaces()
    {
        WindowDevice device({64, 4, 6, 40});
        Sequences &sequences = device.sequences;
        QCOMPARE(sequences.windowCounts(), (PlaceCounts{0, 0, 40}));
        const SequenceId id = device.put(count(0, 100), 4);
        QCOMPARE(sequences.windowCounts(), (PlaceCounts{3, 22, 15}));
        const std::vector<uint32_t> looked = sequences.windowPages(id);
        QCOMPARE(looked.size(), size_t(25));
        QVERIFY(std::ranges::all_of(std::span(looked).first(22), [](uint32_t place) { return place == 0; }));
        QCOMPARE(sequences.counts().inUse, 25U);
        const SequenceId beside = device.fork(id, 100); // looks at the same
        QCOMPARE(sequences.windowCounts(), (PlaceCounts{3, 22, 15}));
        const SequenceId other = device.put(count(500, 80), 4); // 15 of its pages find free ones, five take kept ones
        QCOMPARE(sequences.windowCounts(), (PlaceCounts{6, 34, 0}));
        for (const SequenceId each : {id, beside, other})
            device.drop(each);
        QCOMPARE(sequences.windowCounts(), (PlaceCounts{0, 40, 0}));
        sequences.forgetKept();
        QCOMPARE(sequences.windowCounts(), (PlaceCounts{0, 0, 40}));
        QCOMPARE(Sequences(8, 4).windowCounts(), PlaceCounts());
    }

    // It goes on where all that a window shows is there, else further ahead, or from its start.
    void isTakenUpWhereItsWindowIs()
    {
        WindowDevice device({64, 4, 6, 40});
        device.drop(device.put(count(0, 100), 4));
        QCOMPARE(device.known(count(0, 120)), 100U);
        QCOMPARE(device.known(count(0, 30)), 29U);               // there is room for all of it
        const SequenceId other = device.put(count(500, 120), 4); // takes what nobody wished to go on from
        QCOMPARE(device.known(count(0, 120)), 100U);
        QCOMPARE(device.known(count(0, 30)), 29U);
        QVERIFY(device.known(count(0, 50)) < 49);
        device.drop(other);
        device.sequences.forgetKept();
        QCOMPARE(device.known(count(0, 120)), 0U);
    }

    // What is read again is found in the pages that lie there, which then have places once more.
    void pagesGetTheirPlacesAgain()
    {
        WindowDevice device({64, 4, 6, 4});
        device.drop(device.put(count(0, 40), 4));
        device.drop(device.put(count(100, 60), 4));
        const uint32_t before = device.known(count(0, 40));
        QVERIFY(before < 39);
        const SequenceId id = device.put(count(0, 40), 4);
        QCOMPARE(device.known(count(0, 40)), 39U);
        const PoolCounts counts = device.sequences.counts();
        QCOMPARE(counts.inUse, 10U);
        QCOMPARE(counts.kept, 15U); // the other text's: none lies there twice
        device.drop(id);
    }

    // As thereIsOnePageOfAContent of tst_sequences, where the page that stays has lost its place: the one that goes
    // gives its own, and is not written to while somebody has its beginning.
    void aPageThatOthersBeginWithIsNotWrittenTo()
    {
        WindowDevice device({64, 4, 2, 3});
        device.drop(device.put(count(0, 4), 4));
        device.drop(device.put(count(100, 40), 4)); // the first page is there, without a place
        QCOMPARE(device.known(count(0, 5)), 0U);
        const SequenceId first = device.put(count(0, 3), 3), third = device.fork(first, 3);
        QVERIFY(device.extend(first, {3}));
        device.handOver();
        device.finish();
        QVERIFY(device.extend(third, {60}));
        QVERIFY(device.extend(first, {4}));
        device.handOver(); // looks at what both have
        device.finish();
        device.drop(third);
        QVERIFY(device.extend(first, {5}));
        device.handOver();
    }

    // Where places are used up, but pages are not, a page is written over on which a kept one hangs.
    void whatHangsOnAPageThatIsWrittenOverIsForgotten()
    {
        WindowDevice device({8, 4, 4, 3});
        device.drop(device.put({1, 2, 3, 4, 5, 6, 7, 8}, 4));
        const SequenceId second = device.begin({1, 2, 3, 9});
        QCOMPARE(device.sequences.length(second), 3U);
        const SequenceId third = device.begin(count(50, 8));
        QVERIFY(device.extend(third, count(50, 8)));
        QVERIFY(device.extend(second, {9}));
        device.handOver();
        device.finish();
        device.drop(third);
        QVERIFY(device.extend(second, {5, 6, 7, 8}));
        device.handOver();
        device.finish();
        const SequenceId fourth = device.begin({1, 2, 3, 9, 5, 6, 7, 8, 0});
        QVERIFY(device.extend(fourth, {0}));
        device.handOver(); // looks at all of it
    }

    void isTakenBackByAFew()
    {
        WindowDevice device({64, 4, 6, 7});
        const SequenceId id = device.put(count(0, 61), 4);
        for (const uint32_t positions : {60U, 59U, 57U}) {
            device.truncate(id, positions);
            QCOMPARE(device.sequences.length(id), positions);
        }
        QVERIFY(device.extend(id, {900, 901}));
        device.handOver();
        device.truncate(id, 20); // too far: not even the room of a window is left of that
        QVERIFY(device.sequences.length(id) < 20);
    }

    void refusesHalfAWindow()
    {
        for (const Sequences::Limits &limits :
             {Sequences::Limits{0, 4, 0}, Sequences::Limits{0, 0, 4}, Sequences::Limits{0, 4, 2}}) {
            const auto error = errorOf([&] { Sequences(8, 4, limits); });
            QVERIFY(error && error->kind() == ErrorKind::Internal);
            QVERIFY2(isSentence(error->what()), error->what());
        }
        Sequences without(8, 4);
        QVERIFY(without.resumesAnywhere());
        QVERIFY(without.windowPages(without.begin(Tokens{1})).empty());
    }

    void holdsAtRandom()
    {
        for (uint32_t round = 0; round < 80; ++round) {
            Dice dice(900 + round);
            const uint32_t pages = dice.between(8, 60), pageRows = 1U << dice.between(0, 4),
                           window = dice.between(1, 3 * pageRows), places = dice.between(6, 40);
            WindowDevice device({pages, pageRows, window, places});
            liveAtRandom(device, dice, pages, [&](SequenceId id) {
                device.extend(id, someText(dice, dice.between(0, 1) ? 1 : 2 * pageRows));
                if (dice.between(0, 2) == 0)
                    device.sequences.markWorthKeeping(id, {dice.between(0, device.sequences.length(id) + 4)});
            });
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString("round %1").arg(round)));
            const PlaceCounts left = device.sequences.windowCounts();
            QCOMPARE(left.inUse, 0U);
            QVERIFY(left.kept <= device.sequences.counts().kept); // of pages that are found
            device.sequences.forgetKept();
            QCOMPARE(device.sequences.counts(), (PoolCounts{pages, 0, 0, 0, pages}));
            QCOMPARE(device.sequences.windowCounts(), (PlaceCounts{0, 0, places}));
            QCOMPARE(device.sequences.pagesAvailable(), std::min(pages, places)); // none is lost
        }
    }
};

QTEST_GUILESS_MAIN(TestSequenceWindows)
#include "tst_sequence_windows.moc"
