#include "bidi_text.h"

#include <QFontMetrics>

#include <algorithm>

namespace deepscope {

namespace {

constexpr QChar FirstStrongIsolate(0x2068), EndOfIsolate(0x2069), Ellipsis(0x2026);

// Characters that direct, and show nothing.
bool directs(QChar character)
{
    switch (character.direction()) {
    case QChar::DirLRE:
    case QChar::DirLRO:
    case QChar::DirRLE:
    case QChar::DirRLO:
    case QChar::DirPDF:
    case QChar::DirLRI:
    case QChar::DirRLI:
    case QChar::DirFSI:
    case QChar::DirPDI:
        return true;
    default:
        return false;
    }
}

bool runsLeftwards(QChar::Direction direction)
{
    return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
}

} // namespace

QString isolated(const QString &name)
{
    QString kept;
    bool leftwards = false;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const bool pair = name[i].isHighSurrogate() && i + 1 < name.size() && name[i + 1].isLowSurrogate();
        const char32_t character = pair ? QChar::surrogateToUcs4(name[i], name[i + 1]) : name[i].unicode();
        leftwards = leftwards || runsLeftwards(QChar::direction(character)) || directs(name[i]);
        if (!directs(name[i])) // one that is left open, or closes the isolate
            kept += name.mid(i, pair ? 2 : 1);
        i += pair ? 1 : 0;
    }
    return leftwards ? FirstStrongIsolate + kept + EndOfIsolate : name;
}

QString elidedLine(const QFontMetrics &metrics, const QString &line, int width)
{
    QString shown = metrics.elidedText(line, Qt::ElideRight, width);
    if (shown == line)
        return shown;
    while (shown.endsWith(EndOfIsolate)) // Qt closes what it cut, behind its ellipsis
        shown.chop(1);
    if (!shown.endsWith(Ellipsis))
        return shown;
    const auto open = shown.count(FirstStrongIsolate) - shown.count(EndOfIsolate);
    return shown.insert(shown.size() - 1, QString(std::max<qsizetype>(open, 0), EndOfIsolate));
}

} // namespace deepscope
