// Experts compared: two sets of tokens, experts that go together, and what the token alone explains of their choice.
#pragma once

#include "panels/shared/data_panel.h"

class QTabWidget;

namespace deepscope {

class SetsPage;
class TogetherPage;
class TokenPage;

class ComparisonPanel : public DataPanel {
    Q_OBJECT

public:
    ComparisonPanel(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    QTabWidget *tabs() const { return m_tabs; }
    SetsPage *sets() const { return m_sets; }
    TogetherPage *together() const { return m_together; }
    TokenPage *token() const { return m_token; }

protected:
    PanelMessage message() const override;
    QString wordsFor(const Focus &focus) const override;
    QString hint() const override;

private:
    QTabWidget *m_tabs;
    SetsPage *m_sets;
    TogetherPage *m_together;
    TokenPage *m_token;
};

} // namespace deepscope
