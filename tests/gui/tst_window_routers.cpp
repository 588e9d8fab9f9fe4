// Why these experts, in the whole window: asked of the engine when somebody looks, and shown.
#include "panels/experts/token_experts_view.h"
#include "panels/shared/bar_list.h"
#include "support/alteration_fixture.h"

#include <algorithm>
#include <cmath>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture : AlterationFixture {
    using AlterationFixture::AlterationFixture;
    void focus(const Focus &thing) { window.workbench().selection().setFocus(thing); }
};

} // namespace

class TestWindowRouters : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void tellsWhy()
    {
        Fixture f(m_settings.newFile());
        QCOMPARE(f.log.questions.size(), size_t(0)); // nobody looks
        f.panel()->tabs()->setCurrentIndex(1);
        f.focus({6, Layer, -1});
        QTRY_COMPARE(f.log.questions.size(), size_t(1));
        QCOMPARE(f.log.questions.back().tokens.size(), size_t(7));
        const auto *bars = f.window.findChild<TokenExpertsView *>()->bars();
        QCOMPARE(bars->rows().back().label, QString("Asking the routers of this token …"));
        RouterAnswer answer;
        answer.run = f.log.questions.back().run;
        answer.layers.resize(2);
        for (WeighedLayer &layer : answer.layers) {
            for (uint16_t e = 0; e < 8; ++e)
                layer.experts.push_back({float(e), float(e) / 10, e == 1 ? 1.0F : 0, float(e) / 10 + (e == 1 ? 1 : 0)});
            layer.chosen = {{1, 0.1F}, {7, 0.7F}};
            layer.withoutBias = {7, 6};
            layer.margin = {0.1F, INFINITY};
            layer.nextExpert = 6;
        }
        f.send(answer);
        QStringList labels;
        for (const BarRow &row : bars->rows())
            labels << row.label;
        QVERIFY2(labels.contains("Layer 1, margin 0.1 to expert 6"), qPrintable(labels.join(" | ")));
        QVERIFY(labels.contains("All that layer 1 weighed: affinity and bias"));
        const auto first = labels.indexOf("All that layer 1 weighed: affinity and bias");
        QCOMPARE(labels.mid(first + 1, 3), (QStringList{"Expert 1", "Expert 7", "Expert 6 (but for bias)"}));
        QCOMPARE(labels.size(), first + 1 + 8);
        QCOMPARE(bars->rows()[size_t(first) + 1].value, QString("0.1 + 1"));
        f.focus({6, Layer, 6});
        QVERIFY2(f.panel()->words().startsWith("Layer 1, expert 6: affinity 0.600000024, bias 0, score 0.600000024"),
                 qPrintable(f.panel()->words()));
        f.panel()->tabs()->setCurrentIndex(0);
        f.focus({7, Layer, -1});
        QTest::qWait(60);
        QCOMPARE(f.log.questions.size(), size_t(1));
    }

    // Who walks on has no use for what he asked before.
    void asksAboutTheNewestToken()
    {
        Fixture f(m_settings.newFile());
        f.panel()->tabs()->setCurrentIndex(1);
        f.focus({6, Layer, -1});
        QTRY_COMPARE(f.log.questions.size(), size_t(1));
        const uint32_t first = f.log.questions.back().run;
        f.focus({8, Layer, -1});
        QTRY_COMPARE(f.log.questions.size(), size_t(2));
        QCOMPARE(f.log.questions.back().tokens.size(), size_t(9));
        QVERIFY(std::ranges::count(f.log.cancelled, first) == 1);
    }

    // A load that is cancelled ends with it what the engine was asked meanwhile.
    void asksAgainAfterALoadThatCameToNothing()
    {
        Fixture f(m_settings.newFile());
        f.panel()->tabs()->setCurrentIndex(1);
        f.focus({6, Layer, -1});
        QTRY_COMPARE(f.log.questions.size(), size_t(1));
        f.window.open("/models/other.gguf");
        QTRY_COMPARE(f.log.questions.size(), size_t(2));
        f.send(RouterAnswer{.run = f.log.questions.back().run,
                            .failure = Failure{ErrorKind::Interrupted, "It was cancelled before it began."}});
        f.send(Failure{ErrorKind::Interrupted, "Loading was cancelled."});
        QTRY_COMPARE(f.log.questions.size(), size_t(3));
    }
};

QTEST_MAIN(TestWindowRouters)
#include "tst_window_routers.moc"
