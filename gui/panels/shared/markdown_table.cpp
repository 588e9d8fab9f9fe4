#include "panels/shared/markdown_table.h"

#include <algorithm>

namespace deepscope {

namespace {

CharacterRange trimmed(QStringView source, CharacterRange range)
{
    while (!range.empty() && source[range.begin].isSpace())
        ++range.begin;
    while (!range.empty() && source[range.end - 1].isSpace())
        --range.end;
    return range;
}

int ticksAt(QStringView source, int at, int end)
{
    int ticks = 0;
    while (at + ticks < end && source[at + ticks] == u'`')
        ++ticks;
    return ticks;
}

// Behind the code that begins with the ticks here; behind the ticks alone where none closes it.
int behindCode(QStringView source, int at, int end)
{
    const int ticks = ticksAt(source, at, end);
    for (int closing = at + ticks; closing < end;) {
        const int run = ticksAt(source, closing, end);
        if (run == ticks)
            return closing + run;
        closing += std::max(run, 1);
    }
    return at + ticks;
}

} // namespace

std::vector<CharacterRange> tableCells(QStringView source, CharacterRange line)
{
    line = trimmed(source, line);
    if (!line.empty() && source[line.begin] == u'|')
        ++line.begin;
    std::vector<CharacterRange> cells;
    int begin = line.begin;
    for (int at = line.begin; at < line.end;) {
        if (source[at] == u'`') {
            at = behindCode(source, at, line.end);
            continue;
        }
        if (source[at] == u'|') {
            cells.push_back(trimmed(source, {begin, at}));
            begin = at + 1;
        }
        at += source[at] == u'\\' ? 2 : 1;
    }
    if (begin < line.end)
        cells.push_back(trimmed(source, {begin, line.end}));
    return cells;
}

std::vector<Qt::Alignment> tableColumns(QStringView source, CharacterRange line)
{
    if (!source.mid(line.begin, line.end - line.begin).contains(u'|'))
        return {};
    std::vector<Qt::Alignment> columns;
    for (const CharacterRange &cell : tableCells(source, line)) {
        QStringView dashes = source.mid(cell.begin, cell.end - cell.begin);
        const bool left = dashes.startsWith(u':');
        dashes = dashes.mid(left ? 1 : 0);
        const bool right = dashes.endsWith(u':');
        dashes = dashes.chopped(right ? 1 : 0);
        if (dashes.isEmpty() || dashes.count(u'-') != dashes.size())
            return {};
        columns.push_back(right ? left ? Qt::AlignHCenter : Qt::AlignRight : Qt::AlignLeft);
    }
    return columns;
}

} // namespace deepscope
