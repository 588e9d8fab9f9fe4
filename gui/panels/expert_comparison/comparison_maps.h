// The shares of both sets and their difference as three maps: layers downwards, experts to the right.
#pragma once

#include "models/selection.h"
#include "models/set_counter.h"
#include "panels/shared/panel_scroll.h"

#include <array>

namespace deepscope {

class CellMap;
class QuietLabel;

class ComparisonMaps : public PanelScroll {
    Q_OBJECT

public:
    explicit ComparisonMaps(Selection &selection, QWidget *parent = nullptr);

    void setComparison(const SetCounter &counter);
    CellMap *difference() const { return m_maps[0]; }
    CellMap *shareOfA() const { return m_maps[1]; }
    CellMap *shareOfB() const { return m_maps[2]; }

private:
    void mark();

    Selection &m_selection;
    int m_firstLayer = 0;
    std::array<CellMap *, 3> m_maps;
    std::array<QuietLabel *, 3> m_titles;
};

} // namespace deepscope
