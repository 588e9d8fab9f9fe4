// How narrowly tokens were routed and how far experts reach: of answers that the test writes, against a plain
// recomputation; and how the page and the strip show it.
#include "app/view_picture.h"
#include "panels/expert_comparison/survey_page.h"
#include "panels/shared/token_plot.h"
#include "support/comparison_fixture.h"

#include <QDoubleSpinBox>
#include <QPushButton>

#include <cmath>
#include <map>

using namespace deepscope;
using namespace deepscope::test;

namespace {

// The answer to a question of a run, made up: every number follows from the token, the layer and the expert.
struct MadeUpAnswer {
    int layers, experts, choices;
    std::map<std::pair<int, int>, float> planted = {}; // (row, expert): largest magnitude, at some of its tokens

    int expert(int token, int row, int k) const { return (token * choices + k + row * 5) % experts; }
    static RouterMargin margin(int token, int row)
    {
        const auto drawn = float((token * 7919 + row * 104729) % 10007) / 10007;
        const float group = token % 3 == 0 ? drawn / 2 : INFINITY;
        return token % 50 == 1 ? RouterMargin{INFINITY, INFINITY} : RouterMargin{drawn * drawn, group};
    }
    ExpertExtent extent(int token, int row, int expert) const
    {
        const auto found = planted.find({row, expert});
        const bool there = found != planted.end() && token % 3 == 0;
        const float largest = there ? found->second : 1 + float((token * 31 + expert * 17 + row) % 97) / 100;
        return {largest * 3, largest};
    }

    Scores scores(uint32_t run, int tokens) const
    {
        Scores scores;
        scores.run = run;
        for (int token = 0; token < tokens; ++token) {
            ScoredPosition position;
            for (int row = 0; row < layers; ++row) {
                position.margins.push_back(margin(token, row));
                for (int k = 0; k < choices; ++k) {
                    const bool none = token == 5 && k == 0; // one that was not computed
                    const int chosen = expert(token, row, k);
                    position.routing.push_back({none ? NoExpert : uint16_t(chosen), 0.25F});
                    position.extents.push_back(none ? ExpertExtent() : extent(token, row, chosen));
                }
            }
            scores.positions.push_back(position);
        }
        return scores;
    }
};

float leastMargin(int token, int layers)
{
    float least = INFINITY;
    for (int row = 0; row < layers; ++row) {
        const RouterMargin margin = MadeUpAnswer::margin(token, row);
        least = std::min({least, margin.expert, margin.group});
    }
    return least;
}

// As numpy.percentile gives it.
double percentile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    const double place = share * double(values.size() - 1);
    const auto below = size_t(place);
    const double above = values[std::min(below + 1, values.size() - 1)];
    return values[below] + (place - double(below)) * (above - values[below]);
}

// Those that reach farthest above what all others do, so many, and each by a twentieth less than the one before.
std::map<std::pair<int, int>, float> plantedReaches(int count, float largest, float step)
{
    std::map<std::pair<int, int>, float> planted;
    for (int i = 0; i < count; ++i, largest *= step)
        planted[{i * 2, (i * 13 + 4) % 64}] = largest;
    return planted;
}

// A run of moeModel() in the panel, and the question about it.
struct Fixture : ComparisonFixture {
    static constexpr int Tokens = 400, Layers = 3;
    MadeUpAnswer made{Layers, 16, 4, {{{1, 11}, 40.0F}, {{0, 2}, 3.0F}}};
    ScoreRequest asked;

    Fixture()
    {
        QObject::connect(&survey, &ExpertSurvey::asked, &panel, [this](const ScoreRequest &q) { asked = q; });
        panel.tabs()->setCurrentWidget(page());
        settle();
    }
    SurveyPage *page() { return panel.survey(); }
    const std::vector<BarRow> &rows() { return page()->bars()->rows(); }
    void measure()
    {
        QTest::mouseClick(page()->measureButton(), Qt::LeftButton);
        survey.answer(made.scores(asked.run, Tokens));
        settle();
    }
};

} // namespace

class TestExpertSurvey : public QObject {
    Q_OBJECT

private slots:
    void asksForTheWholeText()
    {
        Fixture f;
        QVERIFY(f.page()->heading().startsWith("Not measured yet"));
        QTest::mouseClick(f.page()->measureButton(), Qt::LeftButton);
        QVERIFY(f.asked.margins && f.asked.extents && f.asked.routing);
        QCOMPARE(f.asked.tokens.size(), size_t(Fixture::Tokens + 1)); // also the last one is read
        QCOMPARE(f.asked.tokens[7], f.store.current()->tokenId(7));
        QVERIFY(f.survey.state() == ExpertSurvey::State::Waiting);
        Scores failed;
        failed.run = f.asked.run;
        failed.failure = Failure{ErrorKind::Device, "The device is gone."};
        f.survey.answer(failed);
        QVERIFY2(f.page()->heading().contains("The device is gone."), qPrintable(f.page()->heading()));
        QVERIFY(f.rows().empty() && !f.survey.fragile(0));
        Scores old = f.made.scores(f.asked.run, Fixture::Tokens);
        f.measure();
        QVERIFY(f.survey.state() == ExpertSurvey::State::There);
        f.survey.stop(); // nothing is under way
        f.survey.answer(old);
        QVERIFY(f.survey.state() == ExpertSurvey::State::There);
        f.add(2, 40, 5); // another run forgets it
        QVERIFY(f.survey.state() == ExpertSurvey::State::Nothing && f.survey.read().empty());
        QVERIFY(!f.survey.fragile(3) && f.survey.fragileTokens() == 0);
    }

    void marksFragileTokensUnderABound()
    {
        Fixture f;
        f.measure();
        // The first bound has one token of twenty under it, as close as two digits go.
        std::vector<float> least;
        for (int token = 0; token < Fixture::Tokens; ++token)
            if (std::isfinite(leastMargin(token, Fixture::Layers)))
                least.push_back(leastMargin(token, Fixture::Layers));
        std::ranges::sort(least);
        const double twentieth = double(least[size_t(0.05 * double(least.size()))]);
        QVERIFY(f.survey.bound() >= twentieth && f.survey.bound() <= twentieth * 1.1001);
        for (const double bound : {f.survey.bound(), 0.01, 0.0005, 0.0}) {
            f.survey.setBound(bound);
            int fragile = 0;
            for (int token = 0; token < Fixture::Tokens; ++token) {
                const bool is = double(leastMargin(token, Fixture::Layers)) < bound;
                QCOMPARE(f.survey.fragile(token), is);
                fragile += is;
            }
            QCOMPARE(f.survey.fragileTokens(), fragile);
            const QString heading = QString("Fragile: %1 of 400 tokens").arg(fragile);
            QCOMPARE(std::ranges::count(f.rows(), heading, &BarRow::label), 1);
        }
        QVERIFY(!f.survey.margin(1, 1)); // all were chosen
        const RouterMargin margin = MadeUpAnswer::margin(6, 2);
        QCOMPARE(*f.survey.margin(6, 3), double(std::min(margin.expert, margin.group)));
        QVERIFY(!f.survey.margin(6, 0) && !f.survey.margin(Fixture::Tokens, 1));
    }

    // Of a text that fills the context the last token cannot be read.
    void leavesOutWhatIsNotRead()
    {
        Fixture f;
        f.model.memory.context = uint32_t(Fixture::Tokens);
        f.store.setModel(f.model);
        QTest::mouseClick(f.page()->measureButton(), Qt::LeftButton);
        QCOMPARE(f.asked.tokens.size(), size_t(Fixture::Tokens));
        f.survey.answer(f.made.scores(f.asked.run, Fixture::Tokens - 1));
        f.survey.setBound(100);
        QVERIFY(!f.survey.fragile(Fixture::Tokens - 1) && !f.survey.margin(Fixture::Tokens - 1, 1));
    }

    void superExperts_data()
    {
        QTest::addColumn<int>("planted");
        QTest::addColumn<float>("step");
        QTest::addColumn<int>("supers");
        QTest::newRow("most are below a tenth of the largest") << 12 << 0.5F << 4;
        QTest::newRow("all are above it, and too many") << 12 << 0.95F << 9;
        QTest::newRow("none is planted") << 0 << 1.0F << 9;
    }

    // Above the 99.5th percentile, and above a tenth of the largest (arXiv:2507.23279).
    void superExperts()
    {
        QFETCH(int, planted);
        QFETCH(float, step);
        QFETCH(int, supers);
        constexpr int Tokens = 128, Layers = 26, Experts = 64;
        MadeUpAnswer made{Layers, Experts, 6, plantedReaches(planted, 500, step)};
        if (planted == 0) // so that no two are alike
            for (int row = 0; row < Layers; ++row)
                for (int expert = 0; expert < Experts; ++expert)
                    made.planted[{row, expert}] = 3 + float(row * Experts + expert) / 1000;
        RunStore store;
        ExpertSurvey survey(store);
        const LoadedModel model = liteModel();
        store.setModel(model);
        addTraces(store, model, mixtureTraces(model, 0, Tokens, Tokens));
        store.finish({.run = 1});
        uint32_t number = 0;
        connect(&survey, &ExpertSurvey::asked, this, [&](const ScoreRequest &q) { number = q.run; });
        survey.start();
        survey.answer(made.scores(number, Tokens));

        std::map<std::pair<int, int>, std::vector<ExpertExtent>> outputs;
        for (int token = 0; token < Tokens; ++token)
            for (int row = 0; row < Layers; ++row)
                for (int k = token == 5 ? 1 : 0; k < 6; ++k) {
                    const int expert = made.expert(token, row, k);
                    outputs[{row + 1, expert}].push_back(made.extent(token, row, expert));
                }
        std::map<std::pair<int, int>, double> largest, norms;
        std::vector<double> all;
        for (const auto &[of, extents] : outputs) {
            for (const ExpertExtent &extent : extents) {
                largest[of] = std::max(largest[of], double(extent.largest));
                norms[of] += double(extent.norm) / double(extents.size());
            }
            all.push_back(largest[of]);
        }
        const double high = percentile(all, 0.995), tenth = std::ranges::max(all) / 10;
        QCOMPARE(survey.reaches().size(), all.size());
        int found = 0;
        for (const ExpertSurvey::Reach &reach : survey.reaches()) {
            const std::pair of(reach.layer, reach.expert);
            QCOMPARE(reach.largest, largest.at(of));
            QVERIFY(std::abs(reach.meanNorm - norms.at(of)) < 1e-9 * norms.at(of));
            QCOMPARE(size_t(reach.tokens), outputs.at(of).size());
            QCOMPARE(reach.super, reach.largest > high && reach.largest > tenth);
            found += reach.super;
        }
        QCOMPARE(found, supers);
        QVERIFY(std::ranges::is_sorted(survey.reaches(), std::ranges::greater(), &ExpertSurvey::Reach::largest));
    }

    void thePageListsBoth()
    {
        Fixture f;
        f.measure();
        QCOMPARE(f.rows()[0].label, QString("Largest outputs; 1 super expert"));
        QCOMPARE(f.rows()[1].label, QString("L2 · 11"));
        QVERIFY(f.rows()[1].strong && !f.rows()[2].strong);
        QCOMPARE(f.rows()[1].segments[0].value, 40.0);
        QCOMPARE(f.rows()[1].value, QString("40"));
        QCOMPARE(f.rows()[2].label, QString("L1 · 2"));
        QVERIFY2(f.rows()[1].words.startsWith("Layer 2, expert 11: largest magnitude 40, mean norm"),
                 qPrintable(f.rows()[1].words));
        QTest::mouseClick(f.page()->bars(), Qt::LeftButton, {}, f.page()->bars()->barRect(1).center().toPoint());
        QVERIFY((f.selection.focus() == Focus{-1, 2, 11}));

        // Behind all 48 experts, and their heading: each fragile token at its narrowest layer, in the order of the
        // text.
        f.survey.setBound(0.001);
        size_t row = 50;
        for (int token = 0; token < Fixture::Tokens; ++token) {
            const double least = double(leastMargin(token, Fixture::Layers));
            if (!(least < 0.001))
                continue;
            QCOMPARE(f.rows().at(row).segments[0].value, least);
            const int layer = f.rows()[row].value.section(' ', 1).section(',', 0, 0).toInt();
            QCOMPARE(*f.survey.margin(token, layer), least);
            ++row;
        }
        QCOMPARE(f.rows().size(), row);
        QVERIFY(row > 51);
    }

    // Also what is scrolled out of sight.
    void picturesShowAllOfThePage()
    {
        Fixture f;
        f.measure();
        QWidget *shown = f.panel.shownView().widget;
        QVERIFY(shown->height() > f.page()->height());
        const int last = int(f.rows().size()) - 1;
        const QPoint end = f.page()->bars()->mapTo(shown, f.page()->bars()->barRect(last).bottomRight().toPoint());
        QVERIFY2(shown->rect().contains(end), qPrintable(QString("%1 of %2").arg(end.y()).arg(shown->height())));
        constexpr double Ratio = 2;
        QVERIFY(imageOf(*shown, {"Reach", {}}, Ratio).height() >= int(Ratio) * shown->height());
        for (int tab = 0; tab < f.panel.tabs()->count(); ++tab) {
            f.panel.tabs()->setCurrentIndex(tab);
            QVERIFY(!qobject_cast<QAbstractScrollArea *>(f.panel.shownView().widget));
        }
    }

    // Bounds far below one can be written, and no zeros stand behind them.
    void boundsMayBeSmall()
    {
        Fixture f;
        f.measure();
        QDoubleSpinBox *box = f.page()->boundBox();
        QVERIFY(!box->text().endsWith('0'));
        for (const char *typed : {"0.0004", "0.0000000012", "2"}) {
            box->selectAll();
            QTest::keyClicks(box, typed);
            QVERIFY(std::abs(f.survey.bound() - QString(typed).toDouble()) < 1e-15);
            QTest::keyClick(box, Qt::Key_Return);
            QCOMPARE(box->text(), QString(typed));
        }
    }

    // Many tokens to a pixel: it is marked if any of them is.
    void marksAreSeenFromFar()
    {
        struct Plain : TokenPlot {
            using TokenPlot::TokenPlot;
            QRectF plotArea() const override { return {0, 0, double(width()), 40}; }
            void paintPlot(QPainter &painter, const Palette &color) override { paintMarks(painter, color, plotArea()); }
        };
        RunStore store;
        Selection selection(store);
        const LoadedModel model = liteModel();
        store.setModel(model);
        addTraces(store, model, mixtureTraces(model, 0, 3000, 3000));
        selection.showAll();
        Plain plot(store, selection, nullptr);
        plot.resize(300, 64);
        QVERIFY(plot.axis().tokenWidth() < 0.2);
        const auto marks = [&] {
            const QImage image = plot.grab().toImage();
            std::vector<int> columns;
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, 1) == Palette::of(plot.palette())(Role::Warning))
                    columns.push_back(x);
            return columns;
        };
        QVERIFY(marks().empty());
        plot.setMarked([](int token) { return token == 1505 || token == 1506 || token == 2999; });
        QCOMPARE(marks(), (std::vector<int>{int(plot.axis().xOf(1505.5)), int(plot.axis().xOf(2999.5))}));
    }
};

QTEST_MAIN(TestExpertSurvey)
#include "tst_expert_survey.moc"
