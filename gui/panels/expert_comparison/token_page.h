// How much of each expert's choice the token alone explains: a bar for each layer, and for each expert of the focused
// one.
#pragma once

#include "models/token_information.h"
#include "panels/shared/focus_bars.h"
#include "panels/shared/panel_scroll.h"

#include <QTimer>

namespace deepscope {

class QuietLabel;

class TokenPage : public PanelScroll {
    Q_OBJECT

public:
    TokenPage(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    FocusBars *bars() const { return m_bars; }
    const TokenInformation &information() const { return m_information; }
    QString heading() const;
    QString wordsFor(const Focus &focus) const;

signals:
    void wordsChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    const Run *run() const; // one with experts, else null
    void restart();
    void countOn();
    void showFigures();

    const RunStore &m_store;
    Selection &m_selection;
    TokenInformation m_information;
    bool m_complete = false;
    QTimer m_slice;
    QuietLabel *m_heading;
    FocusBars *m_bars;
    int m_layer = -1; // whose experts are listed
};

} // namespace deepscope
