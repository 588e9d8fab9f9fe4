// Experts compared: two sets of tokens, experts that go together, what the token alone explains of their choice, and
// how narrowly and how far they reach where a person has that measured; and two files of the model on one text.
#pragma once

#include "models/range_routing.h"
#include "panels/shared/data_panel.h"

#include <optional>

class QTabWidget;

namespace deepscope {

class ExpertSurvey;
class FileComparison;
class FilesPage;
class SetsPage;
class SurveyPage;
class TogetherPage;
class TokenPage;

class ComparisonPanel : public DataPanel {
    Q_OBJECT

public:
    ComparisonPanel(const RunStore &store, Selection &selection, ExpertSurvey &survey, FileComparison &files,
                    QWidget *parent = nullptr);

    QTabWidget *tabs() const { return m_tabs; }
    SetsPage *sets() const { return m_sets; }
    TogetherPage *together() const { return m_together; }
    TokenPage *token() const { return m_token; }
    SurveyPage *survey() const { return m_survey; }
    FilesPage *files() const { return m_files; }

protected:
    PanelMessage message() const override;
    QString wordsFor(const Focus &focus) const override;
    QString hint() const override;
    PanelView openView() const override;

private:
    void offerPages();

    RangeRouting m_routing;
    QTabWidget *m_tabs;
    SetsPage *m_sets;
    TogetherPage *m_together;
    TokenPage *m_token;
    SurveyPage *m_survey;
    FilesPage *m_files;
    std::optional<int> m_pageBefore; // that a person looked at, while a dense model has but one
};

} // namespace deepscope
