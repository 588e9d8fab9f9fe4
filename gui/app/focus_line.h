// One line in the tool bar that says what is focused, with a button that clears it.
#pragma once

#include "models/selection.h"

#include <QWidget>

class QAction;

namespace deepscope {

class ElidedLabel;

class FocusLine : public QWidget {
    Q_OBJECT

public:
    FocusLine(const RunStore &store, const Selection &selection, QAction *clear, QWidget *parent = nullptr);

private:
    void update();

    const RunStore &m_store;
    const Selection &m_selection;
    ElidedLabel *m_text;
    QWidget *m_clear;
};

// "token 57 "carry" · layer 2 · expert 11"; empty when nothing is focused.
QString focusText(const Run *run, const Focus &focus);

} // namespace deepscope
