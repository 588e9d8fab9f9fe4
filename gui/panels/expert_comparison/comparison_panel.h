// Experts compared: two sets of tokens, experts that go together, what the token alone explains of their choice, and
// how narrowly and how far they reach where a person has that measured.
#pragma once

#include "panels/shared/data_panel.h"

class QTabWidget;

namespace deepscope {

class ExpertSurvey;
class SetsPage;
class SurveyPage;
class TogetherPage;
class TokenPage;

class ComparisonPanel : public DataPanel {
    Q_OBJECT

public:
    ComparisonPanel(const RunStore &store, Selection &selection, ExpertSurvey &survey, QWidget *parent = nullptr);

    QTabWidget *tabs() const { return m_tabs; }
    SetsPage *sets() const { return m_sets; }
    TogetherPage *together() const { return m_together; }
    TokenPage *token() const { return m_token; }
    SurveyPage *survey() const { return m_survey; }

protected:
    PanelMessage message() const override;
    QString wordsFor(const Focus &focus) const override;
    QString hint() const override;
    PanelView openView() const override;

private:
    QTabWidget *m_tabs;
    SetsPage *m_sets;
    TogetherPage *m_together;
    TokenPage *m_token;
    SurveyPage *m_survey;
};

} // namespace deepscope
