#include "paint/color_scale.h"
#include "paint/palette.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace deepscope;

namespace {

constexpr std::array Phases = {Phase::Prompt, Phase::Think, Phase::Answer};

double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }
double gamma(double c) { return c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055; }

// How a colour looks to a person without red (protan) or green (deutan) cones: the matrices of Viénot, Brettel and
// Mollon (1999) in linear RGB.
QColor asSeen(const QColor &color, bool protan)
{
    const double r = linear(color.redF()), g = linear(color.greenF()), b = linear(color.blueF());
    const double red = protan ? 0.11238 * r + 0.88762 * g : 0.29275 * r + 0.70725 * g;
    const double green = red;
    const double blue = protan ? 0.00401 * r - 0.00401 * g + b : -0.02234 * r + 0.02234 * g + b;
    const auto channel = [](double c) { return float(gamma(std::clamp(c, 0.0, 1.0))); };
    return QColor::fromRgbF(channel(red), channel(green), channel(blue));
}

// Distance in CIE L*a*b*; about 2 can just be told apart side by side.
double difference(const QColor &one, const QColor &other)
{
    const auto lab = [](const QColor &color) {
        const double r = linear(color.redF()), g = linear(color.greenF()), b = linear(color.blueF());
        const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
        const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
        return std::array{116 * y - 16, 500 * (x - y), 200 * (y - z)};
    };
    const auto a = lab(one), b = lab(other);
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

} // namespace

class TestPalette : public QObject {
    Q_OBJECT

private slots:
    void contrastIsOfTheStandard();
    void textCanBeRead_data() { themes(); }
    void textCanBeRead();
    void linesCanBeSeen_data() { themes(); }
    void linesCanBeSeen();
    void phasesDifferForEveryEye_data() { themes(); }
    void phasesDifferForEveryEye();
    void followsTheWindow();
    void categoryGroundsDiffer_data() { themes(); }
    void categoryGroundsDiffer();
    void sequentialIsEven_data() { themes(); }
    void sequentialIsEven();
    void divergingHasANeutralMiddle_data() { themes(); }
    void divergingHasANeutralMiddle();
    void levels();
    void scaleEnds();

private:
    void themes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
};

void TestPalette::contrastIsOfTheStandard()
{
    QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21) < 1e-6);
    QVERIFY(std::abs(contrast(QColor("#777777"), Qt::white) - 4.48) < 0.01);
    QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
}

void TestPalette::textCanBeRead()
{
    QFETCH(bool, dark);
    const Palette color(dark);
    const auto readable = [](const QColor &text, const QColor &ground, const char *what) {
        QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(QString("%1: %2").arg(what).arg(contrast(text, ground))));
    };
    for (const Role ground : {Role::Panel, Role::Raised}) {
        readable(color(Role::Text), color(ground), "text");
        readable(color(Role::QuietText), color(ground), "quiet text");
        readable(color(Role::Accent), color(ground), "accent");
        readable(color(Role::Warning), color(ground), "warning");
        readable(color(Role::Error), color(ground), "error");
        for (const Phase phase : Phases)
            readable(color.phase(phase), color(ground), phaseName(phase));
    }
    readable(color(Role::AccentText), color(Role::Accent), "text on accent");
    readable(color(Role::Text), color(Role::Lit), "text of a lit token");
    readable(color(Role::Text), over(color(Role::Range), color(Role::Panel)), "text in the range");
    for (const Phase phase : Phases) {
        readable(color(Role::Text), color.phaseFill(phase), "text on a phase");
        readable(color(Role::Text), over(color(Role::Range), color.phaseFill(phase)), "text on a phase in the range");
    }
}

// Each is another colour, and text on it can be read.
void TestPalette::categoryGroundsDiffer()
{
    QFETCH(bool, dark);
    const Palette color(dark);
    for (int i = 0; i < CategoryGrounds; ++i) {
        const QColor ground = categoryGround(color, i);
        QVERIFY2(contrast(color(Role::Text), ground) >= 4.5, qPrintable(QString::number(i)));
        QCOMPARE(categoryGround(color, i + CategoryGrounds), ground);
        for (int j = 0; j < i; ++j)
            QVERIFY(categoryGround(color, j) != ground);
        const double step = perceivedLightness(ground) - perceivedLightness(categoryGround(color, i + 1));
        QVERIFY2(std::abs(step) > 0.05, qPrintable(QString("%1: %2").arg(i).arg(step)));
    }
}

void TestPalette::linesCanBeSeen()
{
    QFETCH(bool, dark);
    const Palette color(dark);
    const auto seen = [&](const QColor &line, const char *what) {
        const double ratio = contrast(line, color(Role::Panel));
        QVERIFY2(ratio >= 3, qPrintable(QString("%1: %2").arg(what).arg(ratio)));
    };
    for (const Role role : {Role::Axis, Role::Focus, Role::Hover, Role::Accent, Role::Weights, Role::Cache,
                            Role::Scratch, Role::Latent, Role::RopeKey})
        seen(color(role), qPrintable(QString("role %1").arg(int(role))));
    for (const Phase phase : Phases)
        seen(color.phaseBar(phase), phaseName(phase));
    for (int i = 0; i < 8; ++i)
        seen(color.category(i), qPrintable(QString("category %1").arg(i)));
}

void TestPalette::phasesDifferForEveryEye()
{
    QFETCH(bool, dark);
    const Palette color(dark);
    for (size_t i = 0; i < Phases.size(); ++i)
        for (size_t j = 0; j < i; ++j) {
            const QColor one = color.phaseBar(Phases[i]), other = color.phaseBar(Phases[j]);
            QVERIFY(difference(one, other) > 20);
            for (const bool protan : {true, false}) {
                const double seen = difference(asSeen(one, protan), asSeen(other, protan));
                QVERIFY2(seen > 12, qPrintable(QString("%1 and %2: %3").arg(i).arg(j).arg(seen)));
            }
        }
    const QColor latent = color(Role::Latent), rope = color(Role::RopeKey);
    QVERIFY(difference(asSeen(latent, true), asSeen(rope, true)) > 12);
    QVERIFY(difference(asSeen(latent, false), asSeen(rope, false)) > 12);
}

void TestPalette::followsTheWindow()
{
    QVERIFY(!Palette::of(Palette(false).toQPalette()).dark());
    QVERIFY(Palette::of(Palette(true).toQPalette()).dark());
}

void TestPalette::sequentialIsEven()
{
    QFETCH(bool, dark);
    const Palette color(dark);
    const ColorScale scale = ColorScale::sequential(color);
    QVERIFY(difference(QColor(scale.at(0)), color(Role::Panel)) < 1); // zero is the ground
    QVERIFY(contrast(QColor(scale.at(1)), color(Role::Panel)) > 7);
    const double first = perceivedLightness(QColor(scale.at(0)));
    const double step = (perceivedLightness(QColor(scale.at(1))) - first) / 16;
    for (int i = 1; i <= 16; ++i) {
        const double lightness = perceivedLightness(QColor(scale.at(i / 16.0)));
        // Colours outside of the screen's gamut are clipped, so allow a third of a step.
        QVERIFY2(std::abs(lightness - first - i * step) < std::abs(step) / 3,
                 qPrintable(QString("%1: %2").arg(i).arg((lightness - first) / step)));
    }
    // A weak value is no zero, and what was not computed is neither.
    QVERIFY(difference(QColor(scale.at(0.1)), QColor(scale.at(0))) > 5);
    QVERIFY(difference(color(Role::NotComputed), QColor(scale.at(0))) > 10);
}

void TestPalette::divergingHasANeutralMiddle()
{
    QFETCH(bool, dark);
    const Palette color(dark);
    const ColorScale scale = ColorScale::diverging(color);
    QVERIFY(difference(QColor(scale.at(0.5)), color(Role::Panel)) < 2);
    QVERIFY(difference(QColor(scale.at(0)), QColor(scale.at(1))) > 40);
    const double low = perceivedLightness(QColor(scale.at(0))), high = perceivedLightness(QColor(scale.at(1)));
    QVERIFY(std::abs(low - high) < 0.03); // neither side weighs more
}

void TestPalette::levels()
{
    QCOMPARE(ColorScale::levelOf(-1), 0);
    QCOMPARE(ColorScale::levelOf(std::nan("")), 0);
    QCOMPARE(ColorScale::levelOf(2), 255);
    QCOMPARE(ColorScale::levelOf(0.5), 128);
}

void TestPalette::scaleEnds()
{
    QCOMPARE(roundScaleEnd(0), 1.0);
    QCOMPARE(roundScaleEnd(0.31), 0.4);
    QCOMPARE(roundScaleEnd(0.4), 0.4);
    QCOMPARE(roundScaleEnd(9), 10.0);
    QCOMPARE(roundScaleEnd(1234), 1500.0);
}

QTEST_GUILESS_MAIN(TestPalette)
#include "tst_palette.moc"
