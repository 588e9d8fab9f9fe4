// What the cache holds of a run: asked of the engine while it is shown, a few layers at a time, and shown as lengths,
// likenesses and dimensions.
#include "models/latent_figures.h"
#include "panels/memory/latent_plot.h"
#include "panels/memory/latent_view.h"
#include "panels/memory/layer_box.h"
#include "panels/memory/memory_panel.h"
#include "support/window_fixture.h"

#include <QTabWidget>

#include <cmath>

using namespace deepscope;
using namespace deepscope::test;

namespace {

constexpr uint32_t Latent = 6, Rope = 2;

// Rows of which none are alike; of every layer token 2 is twice token 1, and token 3 its opposite.
float valueOf(uint32_t layer, uint32_t position, uint32_t column)
{
    const uint32_t as = position == 2 || position == 3 ? 1 : position;
    const float value = float(std::sin(as * 0.7 * (column + 1.0) + layer) + 0.1 * column);
    return position == 2 ? 2 * value : position == 3 ? -value : value;
}

std::vector<float> rowsOf(uint32_t layer, uint32_t positions, uint32_t columns, uint32_t first = 0)
{
    std::vector<float> values;
    for (uint32_t position = first; position < positions; ++position)
        for (uint32_t column = 0; column < columns; ++column)
            values.push_back(valueOf(layer, position, column));
    return values;
}

double cosineOf(uint32_t layer, uint32_t one, uint32_t other)
{
    double both = 0, ofOne = 0, ofOther = 0;
    for (uint32_t c = 0; c < Latent; ++c) {
        const double a = double(valueOf(layer, one, c)), b = double(valueOf(layer, other, c));
        both += a * b;
        ofOne += a * a;
        ofOther += b * b;
    }
    return both / std::sqrt(ofOne * ofOther);
}

struct Fixture : WindowFixture {
    explicit Fixture(const QString &settings) : WindowFixture(settings)
    {
        window.resize(1280, 800);
        loadDefault();
    }
    MemoryPanel *panel() { return window.findChild<MemoryPanel *>(); }
    LatentView *view() { return panel()->findChild<LatentView *>(); }
    Selection &selection() { return window.workbench().selection(); }
    LatentReading &reading() { return window.workbench().latent(); }
    const Run &run() { return *window.workbench().store().current(); }
    uint32_t layers() { return run().model().info.layers; }

    void open()
    {
        panel()->tabs()->setCurrentWidget(view());
        QCoreApplication::processEvents();
    }
    void focus(int token, int layer = -1)
    {
        selection().setFocus({token, layer, -1});
        QCoreApplication::processEvents();
    }
    const CacheQuestion &asked(size_t number)
    {
        const bool came = QTest::qWaitFor([&] { return log.caches.size() >= number; });
        if (!came || log.caches.size() != number)
            qFatal("%zu questions, not %zu", log.caches.size(), number);
        return log.caches.back();
    }
    // As an engine would, with c_KV and k_R or with keys and values of two heads.
    void answer(const CacheQuestion &question, bool latent = true, uint32_t windowOfLayer1 = 0)
    {
        CacheAnswer answer{.run = question.run};
        const auto text = uint32_t(question.tokens.size());
        for (uint32_t i = 0; i < question.layers; ++i) {
            const uint32_t layer = question.layer + i;
            const uint32_t first = layer == 1 && windowOfLayer1 > 0 ? text - windowOfLayer1 : 0;
            CachedLayer cached{layer, first, text - first, {}};
            if (latent)
                cached.parts = {{"latent", 1, Latent, rowsOf(layer, text, Latent, first)},
                                {"rope_key", 1, Rope, rowsOf(99, text, Rope, first)}};
            else
                cached.parts = {{"keys", 2, Latent / 2, rowsOf(layer, text, Latent, first)},
                                {"values", 2, Rope, rowsOf(99, text, 2 * Rope, first)}};
            answer.layers.push_back(std::move(cached));
        }
        send(answer);
    }
    bool isCounted()
    {
        return QTest::qWaitFor([&] { return !reading().isReading(); });
    }
};

int rowStarting(const BarList *list, const QString &words)
{
    for (size_t i = 0; i < list->rows().size(); ++i)
        if (list->rows()[i].label.startsWith(words))
            return int(i);
    return -1;
}

const BarRow &rowAt(const BarList *list, int row)
{
    if (row < 0 || row >= int(list->rows().size()))
        qFatal("no row %d", row);
    return list->rows()[size_t(row)];
}

} // namespace

class TestLatentView : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void asksWhileItIsShown()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        QCOMPARE(f.log.caches.size(), size_t(0)); // nobody looks
        f.open();
        const CacheQuestion question = f.asked(1);
        QCOMPARE(int(question.tokens.size()), f.run().size());
        QCOMPARE(question.layer, 0U);
        QCOMPARE(question.layers, f.layers()); // a short run: all at once
        QVERIFY2(f.view()->heading().startsWith("Reading what"), qPrintable(f.view()->heading()));
        QVERIFY(f.view()->plot()->isHidden());
        f.answer(question);
        QVERIFY(f.isCounted());
        QVERIFY(f.view()->plot()->isVisible());
        QVERIFY2(f.view()->heading().contains("c_KV"), qPrintable(f.view()->heading()));
        QCOMPARE(f.view()->plot()->rowCount(), int(f.layers()));
        f.focus(3, 1);
        f.focus(-1);
        QCOMPARE(f.log.caches.size(), size_t(1)); // all of that was known
        f.panel()->tabs()->setCurrentIndex(0);
        f.ask(); // another run, while it is not shown
        QCOMPARE(f.log.caches.size(), size_t(1));
        QVERIFY(f.reading().layers().empty());
        f.open();
        const uint32_t second = f.asked(2).run;
        f.panel()->tabs()->setCurrentIndex(0); // it is not waited for
        QCOMPARE(f.log.cancelled.back(), second);
    }

    // A load that is cancelled ends with it what the engine was asked meanwhile.
    void asksAgainAfterALoadThatCameToNothing()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.asked(1);
        f.window.open("/models/other.gguf");
        f.focus(4, 1);
        const size_t known = f.log.caches.size();
        QVERIFY(known > 1);
        f.send(Failure{ErrorKind::Interrupted, "Loading was cancelled."});
        f.send(CacheAnswer{.run = f.log.caches[known - 1].run,
                           .failure = Failure{ErrorKind::Interrupted, "It was cancelled before it began."}});
        QVERIFY2(!f.view()->heading().contains("cancelled"), qPrintable(f.view()->heading()));
        f.answer(f.asked(known + 1));
        QTRY_VERIFY(f.view()->plot()->isVisible());
    }

    void emptyAndWhileAnAnswerIsWritten()
    {
        Fixture f(m_settings.newFile());
        f.open();
        QVERIFY2(f.view()->heading().startsWith("Ask something"), qPrintable(f.view()->heading()));
        f.type("What is 47 + 85?");
        f.stream(0, 5);
        QVERIFY2(f.view()->heading().contains("when the answer is written"), qPrintable(f.view()->heading()));
        QCOMPARE(f.log.caches.size(), size_t(0));
        f.stream(5, additionPieces().size());
        f.send(summaryOf(f.log.starts.back().run));
        QCOMPARE(int(f.asked(1).tokens.size()), f.run().size());
    }

    void numbersAreThoseOfTheRows()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.answer(f.asked(1));
        QVERIFY(f.isCounted());
        const auto positions = uint32_t(f.run().size());
        for (uint32_t layer = 0; layer < f.layers(); ++layer) {
            const std::vector<float> values = rowsOf(layer, positions, Latent);
            double largest = 0;
            std::vector<double> lengths;
            for (uint32_t p = 0; p < positions; ++p) {
                double sum = 0;
                for (uint32_t c = 0; c < Latent; ++c)
                    sum += double(values[p * Latent + c]) * double(values[p * Latent + c]);
                lengths.push_back(std::sqrt(sum));
                largest = std::max(largest, lengths.back());
            }
            for (uint32_t p = 0; p < positions; ++p)
                QVERIFY(std::abs(f.view()->plot()->valueAt(int(layer), int(p)) - lengths[p] / largest) < 1e-9);
            const LatentFigures figures = latentFigures({values, Latent});
            QCOMPARE(figures.most, size_t(Latent));
            const int place = rowStarting(f.view()->bars(), QString("Layer %1").arg(layer));
            const BarRow &row = rowAt(f.view()->bars(), place);
            QVERIFY(std::abs(row.segments.front().value - figures.effectiveRank) < 1e-9);
            QVERIFY2(row.value.endsWith(QString("%1 of %2").arg(figures.directions).arg(Latent)),
                     qPrintable(row.value));
        }
        QVERIFY(f.view()->explanation().contains("entropy"));
    }

    void tellsWhichTokensAreAlike()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.answer(f.asked(1));
        QVERIFY(f.isCounted());
        for (const int layer : {-1, 1}) {
            f.focus(1, layer);
            const int most = rowStarting(f.view()->bars(), "Most like token 1 ");
            const int least = rowStarting(f.view()->bars(), "Least like token 1 ");
            const BarRow &alike = rowAt(f.view()->bars(), most + 1), &opposite = rowAt(f.view()->bars(), least + 1);
            QVERIFY2(alike.label.startsWith("token 2 "), qPrintable(alike.label));
            QCOMPARE(alike.value, QString("+1.00"));
            QVERIFY(!alike.segments.front().hollow);
            QVERIFY2(opposite.label.startsWith("token 3 "), qPrintable(opposite.label));
            QCOMPARE(opposite.value, QString("-1.00"));
            QVERIFY(opposite.segments.front().hollow);
            QCOMPARE(least, most + 6); // five each
        }
        // The rows are linked to all panels.
        const int row = rowStarting(f.view()->bars(), "token 2 ");
        emit f.view()->bars()->hovered(row);
        QCOMPARE(f.selection().hover().token, 2);
        QVERIFY2(f.panel()->words().contains("cosine +1.00"), qPrintable(f.panel()->words()));
        emit f.view()->bars()->clicked(row);
        QCOMPARE(f.selection().focus().token, 2);
        QCOMPARE(f.selection().focus().layer, 1);
        QVERIFY(rowStarting(f.view()->bars(), "Most like token 2 ") >= 0);
        emit f.view()->bars()->clicked(rowStarting(f.view()->bars(), "Layer 2"));
        QCOMPARE(f.selection().focus().layer, 2);
        QCOMPARE(f.view()->layerBox()->currentText(), QString("Layer 2"));
        QCOMPARE(f.view()->plot()->rowCount(), 1);
        QCOMPARE(f.view()->plot()->rowName(0), QString("layer 2"));
        f.view()->layerBox()->setCurrentIndex(0);
        emit f.view()->layerBox()->activated(0);
        QCOMPARE(f.selection().focus().layer, -1);
        QCOMPARE(f.view()->plot()->rowCount(), int(f.layers()));
        const QPoint cell = f.view()->plot()->cellRect(0, 2).center().toPoint();
        QTest::mouseMove(f.view()->plot(), QPoint(1, 1));
        QTest::mouseMove(f.view()->plot(), cell);
        QTRY_VERIFY2(f.panel()->words().startsWith("layer 0: token 2 "), qPrintable(f.panel()->words()));
    }

    void keysAreShownInstead()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.answer(f.asked(1), false);
        QVERIFY(f.isCounted());
        QVERIFY2(f.view()->heading().contains("its keys"), qPrintable(f.view()->heading()));
        QVERIFY(!f.reading().layer(0)->latent);
        QCOMPARE(f.reading().layer(0)->columns, size_t(Latent)); // both heads
    }

    // Layer 1 keeps the last five rows: there is nothing before, not even in the mean of the layers.
    void whatAWindowHasPassedIsNotThere()
    {
        constexpr int Window = 5;
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.answer(f.asked(1), true, Window);
        QVERIFY(f.isCounted());
        LatentPlot *plot = f.view()->plot();
        const int text = f.run().size(), first = text - Window, last = text - 1;
        QVERIFY(f.view()->heading().contains("A thin line: the attention window"));
        QVERIFY(plot->hasValue(0, 0) && !plot->hasValue(1, 0) && !plot->hasValue(1, first - 1));
        double largest = 0, length = 0;
        for (int p = first; p < text; ++p) {
            QVERIFY(plot->hasValue(1, p));
            double sum = 0;
            for (uint32_t c = 0; c < Latent; ++c)
                sum += std::pow(double(valueOf(1, uint32_t(p), c)), 2);
            largest = std::max(largest, std::sqrt(sum));
            length = p == first + 1 ? std::sqrt(sum) : length;
        }
        QVERIFY(std::abs(plot->valueAt(1, first + 1) - length / largest) < 1e-6);
        const QString blank = plot->wordsAt(plot->cellRect(1, 2).center());
        QVERIFY2(blank.contains("token 2") && blank.contains("not kept") && blank.contains("window of 5 tokens"),
                 qPrintable(blank));
        QVERIFY(plot->wordsAt(plot->cellRect(1, first).center()).contains("of the longest"));
        const BarRow &row = rowAt(f.view()->bars(), rowStarting(f.view()->bars(), "Layer 1"));
        QVERIFY2(row.words.contains("of the last 5 tokens"), qPrintable(row.words));
        QVERIFY2(row.value.endsWith("of 5"), qPrintable(row.value)); // no more dimensions than rows

        f.focus(last);
        const auto mean = [&](uint32_t position, bool ofLayer1) {
            double sum = 0, count = 0;
            for (uint32_t layer = 0; layer < f.layers(); ++layer)
                if (layer != 1 || ofLayer1) {
                    sum += cosineOf(layer, uint32_t(last), position);
                    ++count;
                }
            return sum / count;
        };
        QVERIFY(std::abs(f.reading().cosines()[4].value() - mean(4, false)) < 1e-6);
        QVERIFY(std::abs(f.reading().cosines()[size_t(first)].value() - mean(uint32_t(first), true)) < 1e-6);
        f.focus(last, 1);
        QVERIFY(!f.reading().cosines()[size_t(first) - 1]);
        QVERIFY(std::abs(f.reading().cosines()[size_t(first)].value() - cosineOf(1, uint32_t(last), uint32_t(first))) <
                1e-6);
        QCOMPARE(rowStarting(f.view()->bars(), "Least like"), rowStarting(f.view()->bars(), "Most like") + 3); // of 4
        QVERIFY(f.view()->wordsFor(2).isEmpty());
        f.focus(1, 1);
        QVERIFY(f.reading().cosines().empty());
        QVERIFY(rowStarting(f.view()->bars(), "Not kept: token 1") >= 0);
        f.focus(1); // in all others it is
        QVERIFY(std::abs(f.reading().cosines()[2].value() - 1) < 1e-6);
    }

    void saysWhyThereIsNone()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.open();
        f.send(CacheAnswer{f.asked(1).run, {}, Failure{ErrorKind::Device, "The device has no room for it."}});
        QCOMPARE(f.view()->heading(), QString("The device has no room for it."));
        QVERIFY(f.view()->plot()->isHidden());
        f.focus(4); // it is tried again
        const CacheQuestion again = f.asked(2);
        f.answer(CacheQuestion{.run = again.run - 1, .tokens = again.tokens, .layers = f.layers()});
        QVERIFY(f.reading().isReading()); // that one was not meant
        f.answer(again);
        QVERIFY(f.isCounted());
        QVERIFY(f.view()->plot()->isVisible());
        f.window.actionTable().closeModel->trigger();
        f.send(ModelInUse{});
        QVERIFY2(f.view()->heading().contains("is not open"), qPrintable(f.view()->heading()));
        QVERIFY(f.view()->plot()->isHidden());
    }
};

QTEST_MAIN(TestLatentView)
#include "tst_latent_view.moc"
