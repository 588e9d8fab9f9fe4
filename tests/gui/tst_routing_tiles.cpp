// The tiles of the map of experts, at every level of detail, against plain recounts of the traces.
#include "models/routing_tiles.h"
#include "paint/coarse_axis.h"
#include "paint/color_scale.h"
#include "support/synthetic_run.h"
#include "support/zipf_run.h"

#include <QTest>

#include <map>
#include <random>

using namespace deepscope;
using namespace deepscope::test;

namespace {

constexpr int Tokens = 3001;
constexpr double ScaleEnd = 0.5;
constexpr int Everything = 1 << 30;

struct Fixture {
    ZipfRun source;
    std::vector<TokenTrace> traces;
    RunStore store;

    // The first `reused` tokens were in the cache: their routing was not computed.
    explicit Fixture(int reused = 0) : source(liteModel(), Tokens), traces(source.traces({0, Tokens}))
    {
        for (int token = 0; token < reused; ++token)
            traces[size_t(token)].routing.clear();
        store.beginRun(1, "question", source.model());
    }

    const Run &run() const { return *store.current(); }
    void append(int tokens) { store.append(std::span(traces).subspan(size_t(run().size()), size_t(tokens))); }

    // Straight from the traces: the strongest weight of a column's tokens, as a level.
    int levelOf(const TilePlace &place, int expert, int column) const
    {
        double strongest = 0;
        const int width = 1 << place.coarseness, begin = (place.block * 256 + column) * width;
        for (int token = begin; token < std::min(begin + width, Tokens); ++token) {
            const auto &routing = traces[size_t(token)].routing;
            for (size_t k = 0; k < 6 && !routing.empty(); ++k) {
                const ExpertHit &hit = routing[size_t(place.layer - 1) * 6 + k];
                if (hit.expert == expert)
                    strongest = std::max(strongest, double(hit.weight));
            }
        }
        return int(std::lround(std::min(1.0, strongest / ScaleEnd) * 255));
    }

    std::vector<TilePlace> places(int coarseness, int layer) const
    {
        std::vector<TilePlace> all;
        for (int block = 0; block * (256 << coarseness) < Tokens; ++block)
            all.push_back({coarseness, layer, block});
        return all;
    }
};

std::vector<uint8_t> contentOf(const RoutingTiles &tiles, const std::vector<TilePlace> &places)
{
    std::vector<uint8_t> all;
    for (const TilePlace &place : places)
        for (int expert = 0; expert < 64; ++expert)
            for (const uint8_t level : tiles.find(place)->levels(expert))
                all.push_back(level);
    return all;
}

} // namespace

class TestRoutingTiles : public QObject {
    Q_OBJECT

private slots:
    void cellsAreTheGreatestWeight()
    {
        Fixture fixture;
        fixture.append(Tokens);
        std::mt19937 random(1);
        for (int coarseness = 0; coarseness < 8; ++coarseness) {
            RoutingTiles tiles; // each level read from the run by itself
            tiles.restart(ScaleEnd);
            const int layer = 1 + coarseness * 3;
            const std::vector<TilePlace> places = fixture.places(coarseness, layer);
            QVERIFY(tiles.make(fixture.run(), places, Everything));
            int above = 0;
            for (int i = 0; i < 500; ++i) {
                const TilePlace &place = places[random() % places.size()];
                const int expert = int(random() % 64), column = int(random() % 256);
                const int level = tiles.find(place)->levels(expert)[size_t(column)];
                QCOMPARE(level, fixture.levelOf(place, expert, column));
                above += level > 0;
            }
            QVERIFY(above > 10); // it was not all about zeros
        }
    }

    void fromFinerTilesTheSame()
    {
        Fixture fixture(300);
        fixture.append(Tokens);
        RoutingTiles joined, read;
        joined.restart(ScaleEnd);
        read.restart(ScaleEnd);
        for (int coarseness = 0; coarseness < 6; ++coarseness) {
            const std::vector<TilePlace> places = fixture.places(coarseness, 5);
            QVERIFY(joined.make(fixture.run(), places, coarseness == 0 ? Everything : 0)); // nothing more is read
            QVERIFY(read.make(fixture.run(), fixture.places(5, 5), Everything));
            for (const TilePlace &place : places)
                for (int column = 0; column < 256; ++column) {
                    const int first = (place.block * 256 + column) << coarseness;
                    QCOMPARE(joined.find(place)->hasUncomputed(column), first < 300);
                }
        }
        QCOMPARE(contentOf(joined, fixture.places(5, 5)), contentOf(read, fixture.places(5, 5)));
    }

    void streamedEqualsNeverStreamed()
    {
        Fixture streamed(40), whole(40);
        whole.append(Tokens);
        RoutingTiles some, all;
        some.restart(ScaleEnd);
        all.restart(ScaleEnd);
        const auto makeUpTo = [&](int end) {
            for (const int coarseness : {0, 1, 3}) {
                std::vector<TilePlace> places = streamed.places(coarseness, 9);
                std::erase_if(places, [&](const TilePlace &place) { return place.tokens().begin >= end; });
                QVERIFY(some.make(streamed.run(), places, Everything));
            }
        };
        for (int end = 0, step = 1; end < Tokens; step = step * 3 % 97) {
            const int count = std::min(step, Tokens - end);
            streamed.append(count);
            makeUpTo(end += count);
        }
        for (const int coarseness : {0, 1, 3}) {
            const std::vector<TilePlace> places = whole.places(coarseness, 9);
            all.make(whole.run(), places, Everything);
            QCOMPARE(contentOf(some, places), contentOf(all, places));
            for (const TilePlace &place : places)
                for (int column = 0; column < 256; ++column)
                    QCOMPARE(some.find(place)->hasUncomputed(column), all.find(place)->hasUncomputed(column));
        }
    }

    void readsNoMoreThanASlice()
    {
        Fixture fixture;
        fixture.append(Tokens);
        RoutingTiles tiles;
        tiles.restart(ScaleEnd);
        const std::vector<TilePlace> places = fixture.places(2, 3);
        const auto read = [&] {
            int tokens = 0;
            for (const TilePlace &place : places)
                tokens += tiles.find(place)->done().size();
            return tokens;
        };
        for (int slice = 1; slice <= 3; ++slice) {
            QVERIFY(!tiles.make(fixture.run(), places, 1000));
            QCOMPARE(read(), slice * 1000);
        }
        QVERIFY(tiles.make(fixture.run(), places, 1000)); // the last one
        QCOMPARE(read(), Tokens);
        QVERIFY(tiles.make(fixture.run(), places, 0)); // nothing is left to read
    }

    void memoryIsBounded()
    {
        Fixture fixture;
        fixture.append(Tokens);
        constexpr size_t Limit = 512 << 10;
        RoutingTiles tiles(Limit);
        tiles.restart(ScaleEnd);
        for (int layer = 1; layer < 27; ++layer) {
            const std::vector<TilePlace> places = fixture.places(0, layer);
            QVERIFY(tiles.make(fixture.run(), places, Everything));
            QVERIFY(tiles.bytes() <= Limit);
            for (const TilePlace &place : places)
                QVERIFY(tiles.find(place)); // what is looked at is never among those that go
        }
        QVERIFY(tiles.count() > Limit / (32 << 10)); // of some 16 KiB each: the limit is made use of
        QVERIFY(!tiles.find({0, 1, 0}));             // seen longest ago
        QVERIFY(tiles.find({0, 25, 0}));
        tiles.restart(1);
        QCOMPARE(tiles.count(), size_t(0));
        QCOMPARE(tiles.bytes(), size_t(0));
    }

    void everyTokenIsInOnePixel_data()
    {
        QTest::addColumn<double>("begin");
        QTest::addColumn<double>("size");
        QTest::addColumn<double>("ratio");
        for (const double ratio : {1.0, 2.0, 1.25})
            for (const double size : {3001.0, 2500.7, 1200.0})
                QTest::addRow("%g tokens at %g", size, ratio) << (3001 - size) / 3 << size << ratio;
    }

    void everyTokenIsInOnePixel()
    {
        QFETCH(double, begin);
        QFETCH(double, size);
        QFETCH(double, ratio);
        const TokenAxis axis(57, 400, {begin, begin + size});
        const CoarseAxis coarse(axis, ratio);
        QCOMPARE(coarse.coarseness(), int(std::log2(std::max(1.0, size / 400 / ratio))));
        std::map<int, int> seen; // by token
        for (int pixel = 0; pixel < 400 * ratio; ++pixel) {
            const TokenRange tokens = coarse.tokensAt(57 + (pixel + 0.5) / ratio, Tokens);
            for (int token = tokens.begin; token < tokens.end; ++token) {
                ++seen[token];
                if (coarse.coarseness() > 0)
                    QCOMPARE(coarse.tokensBeside(token, Tokens), tokens);
            }
        }
        for (int token = int(begin) + 16; token < int(begin + size) - 16; ++token)
            QVERIFY(coarse.coarseness() > 0 ? seen[token] == 1 : seen[token] >= 1);
    }

    // Beyond the columns' first part (256 tokens) as well, with lists of any length.
    void columnsHoldAllTraces()
    {
        Fixture fixture(100);
        for (int token = 0; token < Tokens; token += 7)
            fixture.traces[size_t(token)].candidates.assign(size_t(token % 5), {token, -1, "x"});
        fixture.append(Tokens);
        for (int token = 0; token < Tokens; ++token) {
            const TokenTrace &wanted = fixture.traces[size_t(token)];
            const TokenTrace kept = fixture.run().trace(token);
            QCOMPARE(kept.routing.size(), wanted.routing.size());
            for (size_t k = 0; k < wanted.routing.size(); ++k)
                QVERIFY(kept.routing[k].expert == wanted.routing[k].expert &&
                        kept.routing[k].weight == wanted.routing[k].weight);
            QCOMPARE(kept.candidates.size(), wanted.candidates.size());
            QVERIFY(kept.candidates.empty() || kept.candidates.back().token == token);
        }
        float greatest = 0;
        for (const TokenTrace &trace : fixture.traces)
            for (const ExpertHit &hit : trace.routing)
                greatest = hit.weight > greatest ? hit.weight : greatest;
        QCOMPARE(fixture.run().greatestWeight(), greatest);
        QVERIFY(fixture.run().hasUncomputed());
    }
};

QTEST_APPLESS_MAIN(TestRoutingTiles)
#include "tst_routing_tiles.moc"
