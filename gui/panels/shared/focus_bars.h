// Bars whose rows are of tokens, layers and experts: what is pointed at or chosen here is so in all panels, and the
// other way round.
#pragma once

#include "bar_list.h"
#include "models/selection.h"

namespace deepscope {

class FocusBars : public BarList {
    Q_OBJECT

public:
    explicit FocusBars(Selection &selection, QWidget *parent = nullptr);

    // Rows are collected, then shown together. What a row is of is empty where it is of nothing; a click leaves of the
    // focus what the row says nothing of: of a token its layer and expert, of a layer its token.
    void clearRows();
    void addRow(BarRow row, const Focus &thing = {});
    void showRows(double maximum);

private:
    void choose(const Focus &thing);
    int rowOf(const Focus &thing) const; // -1 = none
    void mark();

    Selection &m_selection;
    std::vector<BarRow> m_collected;
    std::vector<Focus> m_collectedThings, m_things; // of the rows
};

} // namespace deepscope
