#include "number_format.h"

#include "paint/texts.h"

#include <QLocale>

#include <cmath>

namespace deepscope {

namespace {

// Three significant digits below 100, none behind the point from there on: 1.23, 12.3, 123.
QString threeDigits(double value)
{
    const double size = std::abs(value);
    return QString::number(value, 'f', size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

// As threeDigits, without zeros at the end: 4, 1.5.
QString shortDigits(double value, int decimals)
{
    QString text = QString::number(value, 'f', decimals);
    while (text.contains('.') && (text.endsWith('0') || text.endsWith('.')))
        text.chop(1);
    return text;
}

QString grouped(uint64_t count)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // the C locale leaves out the commas otherwise
    return locale.toString(qulonglong(count));
}

} // namespace

QString formatBytes(uint64_t bytes)
{
    static constexpr const char *units[] = {"KiB", "MiB", "GiB", "TiB", "PiB"};
    if (bytes < 1024)
        return QString("%1 B").arg(bytes);
    double value = double(bytes) / 1024;
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < std::size(units)) {
        value /= 1024;
        ++unit;
    }
    // Sizes of one decimal read faster than of two: 48.2 KiB; below ten two tell more: 5.93 MiB.
    return threeDigits(value) + ' ' + units[unit];
}

QString formatExactBytes(uint64_t bytes) { return formatPlural(int64_t(bytes), Noun::Byte); }

QString formatCount(uint64_t count)
{
    static constexpr const char *units[] = {"k", "M", "G", "T"};
    if (count < 1000)
        return QString::number(count);
    double value = double(count) / 1000;
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < std::size(units)) {
        value /= 1000;
        ++unit;
    }
    return shortDigits(value, value < 99.95 ? 1 : 0) + ' ' + units[unit];
}

QString formatExactCount(uint64_t count) { return grouped(count); }

QString formatSeconds(double seconds)
{
    if (seconds <= 0)
        return "0 s";
    if (seconds < 0.9995e-3)
        return shortDigits(seconds * 1e6, seconds < 9.95e-6 ? 1 : 0) + " µs";
    if (seconds < 0.0995)
        return shortDigits(seconds * 1e3, seconds < 9.95e-3 ? 1 : 0) + " ms";
    if (seconds < 99.5)
        return QString::number(seconds, 'f', seconds < 9.95 ? 1 : 0) + " s";
    const auto whole = int64_t(std::llround(seconds));
    if (whole < 3600)
        return QString("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return QString("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString formatRate(double perSecond)
{
    if (!std::isfinite(perSecond) || perSecond <= 0)
        return tr("%1 tokens/s").arg(0);
    return tr("%1 tokens/s")
        .arg(perSecond < 9.95 ? QString::number(perSecond, 'f', 1)
                              : formatExactCount(uint64_t(std::llround(perSecond))));
}

QString formatShare(double fraction)
{
    const double percent = fraction * 100;
    if (percent <= 0)
        return "0 %";
    if (percent < 0.01)
        return "< 0.01 %";
    return shortDigits(percent, percent < 0.995 ? 2 : percent < 9.95 ? 1 : 0) + " %";
}

QString formatWeight(double weight)
{
    return weight > 0 && weight < 0.005 ? QString("< 0.01") : QString::number(weight, 'f', 2);
}

QString formatLogprob(double logprob)
{
    return QString::number(std::round(logprob * 100) / 100 + 0.0, 'f', 2); // + 0.0: a zero has no sign
}

QString formatSigned(double value)
{
    const QString digits = formatLogprob(value);
    return digits.startsWith('-') || digits == "0.00" ? digits : '+' + digits;
}

QString formatFactor(double factor) { return shortDigits(factor, factor < 9.95 ? 1 : 0) + 'x'; }

QString formatDay(QDate day, bool withYear)
{
    const QLocale names(tr("C", "the language of days and months, as Qt calls it: de"));
    return names.toString(day, withYear ? tr("d MMMM yyyy", "a date") : tr("d MMMM", "a date"));
}

int pluralNumber(int64_t count)
{
    // What languages ask of a number is in its last digits.
    constexpr int64_t Digits = 1'000'000;
    return int(count < Digits ? count : Digits + count % Digits);
}

QString formatPlural(int64_t count, Noun noun)
{
    static constexpr const char *forms[] = {
        QT_TRANSLATE_N_NOOP("deepscope", "%1 byte(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 change(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 chat(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 earlier turn(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 expert(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 head(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 key/value head(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 kind(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 layer(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 message(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 model(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 page(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 question(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 state(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 step(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 token(s)"),
        QT_TRANSLATE_N_NOOP("deepscope", "%1 turn(s)"),
    };
    return tr(forms[size_t(noun)], nullptr, pluralNumber(count)).arg(formatExactCount(uint64_t(count)));
}

QString formatOrdinal(int place)
{
    static constexpr const char *words[] = {
        QT_TRANSLATE_NOOP("deepscope", "first"),   QT_TRANSLATE_NOOP("deepscope", "second"),
        QT_TRANSLATE_NOOP("deepscope", "third"),   QT_TRANSLATE_NOOP("deepscope", "fourth"),
        QT_TRANSLATE_NOOP("deepscope", "fifth"),   QT_TRANSLATE_NOOP("deepscope", "sixth"),
        QT_TRANSLATE_NOOP("deepscope", "seventh"), QT_TRANSLATE_NOOP("deepscope", "eighth"),
        QT_TRANSLATE_NOOP("deepscope", "ninth"),   QT_TRANSLATE_NOOP("deepscope", "tenth"),
    };
    if (place >= 0 && place < int(std::size(words)))
        return tr(words[place]);
    const int number = place + 1, last = number % 10, lastTwo = number % 100;
    const bool teen = lastTwo >= 11 && lastTwo <= 13;
    const QString form = teen || last == 0 || last > 3 ? tr("%1th")
                         : last == 1                   ? tr("%1st")
                         : last == 2                   ? tr("%1nd")
                                                       : tr("%1rd");
    return form.arg(number);
}

} // namespace deepscope
