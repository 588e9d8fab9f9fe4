#include "focus_bars.h"

#include <algorithm>

namespace deepscope {

FocusBars::FocusBars(Selection &selection, QWidget *parent) : BarList(parent), m_selection(selection)
{
    setClickable(true);
    connect(&selection, &Selection::focusChanged, this, &FocusBars::mark);
    connect(&selection, &Selection::hoverChanged, this, &FocusBars::mark);
    connect(this, &BarList::hovered, this,
            [this](int row) { m_selection.setHover(row < 0 ? Focus() : m_things[size_t(row)]); });
    connect(this, &BarList::clicked, this, [this](int row) { choose(m_things[size_t(row)]); });
}

void FocusBars::clearRows()
{
    m_collected.clear();
    m_collectedThings.clear();
}

void FocusBars::addRow(BarRow row, const Focus &thing)
{
    m_collected.push_back(std::move(row));
    m_collectedThings.push_back(thing);
}

void FocusBars::showRows(double maximum)
{
    m_things = std::exchange(m_collectedThings, {});
    setRows(std::exchange(m_collected, {}), maximum);
    mark();
}

void FocusBars::choose(const Focus &thing)
{
    const Focus focus = m_selection.focus();
    if (thing.empty())
        return;
    if (thing.layer < 0)
        m_selection.setFocus({thing.token, focus.layer, focus.expert});
    else
        m_selection.setFocus({thing.token < 0 ? focus.token : thing.token, thing.layer, thing.expert});
}

// What says most comes first: an expert's row, then a token's, then a layer's. Headings are only read.
int FocusBars::rowOf(const Focus &thing) const
{
    const auto find = [&](auto matches) {
        for (size_t row = 0; row < m_things.size(); ++row)
            if (!isHeading(rows()[row]) && matches(m_things[row]))
                return int(row);
        return -1;
    };
    int row = -1;
    if (thing.hasExpert())
        row = find([&](const Focus &of) { return of.layer == thing.layer && of.expert == thing.expert; });
    if (row < 0 && thing.token >= 0)
        row = find([&](const Focus &of) { return of.token == thing.token && of.expert < 0; });
    if (row < 0 && thing.layer >= 0)
        row = find([&](const Focus &of) { return of.token < 0 && of.expert < 0 && of.layer == thing.layer; });
    return row;
}

void FocusBars::mark()
{
    setHoveredRow(rowOf(m_selection.hover()));
    setFocusedRow(rowOf(m_selection.focus()));
}

} // namespace deepscope
