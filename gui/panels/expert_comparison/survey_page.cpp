#include "survey_page.h"

#include "models/selection_words.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr size_t MostReaches = 60, MostTokens = 60; // in the lists; the text says how many there are

// For two digits of it that count.
int digitsBehindPoint(double bound)
{
    return bound > 0 ? std::clamp(int(std::ceil(-std::log10(bound))) + 1, 2, 10) : 2;
}

} // namespace

SurveyPage::SurveyPage(const RunStore &store, Selection &selection, ExpertSurvey &survey, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_selection(selection), m_survey(survey), m_measure(new QPushButton),
      m_bound(new QDoubleSpinBox), m_heading(new QuietLabel), m_bars(new BarList)
{
    m_heading->setWordWrap(true);
    m_heading->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    m_bars->setAccessibleName(tr("Fragile tokens, and how far experts reach"));
    m_bars->setClickable(true);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, Step, 0, 0);
    layout->setSpacing(Step);
    layout->addWidget(makeControls());
    layout->addWidget(m_heading);
    layout->addWidget(m_bars);
    layout->addStretch();
    setContent(page);
    connect(&survey, &ExpertSurvey::changed, this, &SurveyPage::refresh);
    connect(&store, &RunStore::currentRunChanged, this, &SurveyPage::refresh);
    connect(&selection, &Selection::focusChanged, this, &SurveyPage::mark);
    connect(&selection, &Selection::hoverChanged, this, &SurveyPage::mark);
    connect(m_bars, &BarList::hovered, this,
            [this](int row) { m_selection.setHover(row < 0 ? Focus() : m_things[size_t(row)]); });
    connect(m_bars, &BarList::clicked, this, [this](int row) {
        if (!m_things[size_t(row)].empty())
            m_selection.setFocus(m_things[size_t(row)]);
    });
    refresh();
}

QWidget *SurveyPage::makeControls()
{
    auto *controls = new QWidget;
    auto *row = new QHBoxLayout(controls);
    row->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    row->setSpacing(Step);
    m_measure->setToolTip(tr("Reads the text once more: how narrowly each token was routed, and how far the output of "
                             "each expert reaches"));
    m_bound->setMinimumWidth(20 * Step); // it would ask for all of its range's digits
    m_bound->setRange(0, 100);
    m_bound->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_bound->setToolTip(
        tr("A token is fragile where in some layer the last expert that was chosen beats the first that "
           "was left out by less, or the last group the first that was dropped"));
    m_bound->setAccessibleName(tr("Margin below which a token is fragile"));
    auto *label = new QLabel(tr("&Fragile below"));
    label->setBuddy(m_bound);
    row->addWidget(m_measure);
    row->addStretch();
    row->addWidget(label);
    row->addWidget(m_bound);
    connect(m_measure, &QPushButton::clicked, this,
            [this] { m_survey.state() == ExpertSurvey::State::Waiting ? m_survey.stop() : m_survey.start(); });
    connect(m_bound, &QDoubleSpinBox::valueChanged, &m_survey, &ExpertSurvey::setBound);
    return controls;
}

QString SurveyPage::heading() const { return m_heading->text(); }

void SurveyPage::addRow(BarRow row, const Focus &thing)
{
    m_rows.push_back(std::move(row));
    m_things.push_back(thing);
}

// In the order of the text: each with its narrowest layer.
void SurveyPage::showFragile(const Run &run)
{
    const Palette color = Palette::of(palette());
    addRow({tr("Fragile: %1 of %2").arg(m_survey.fragileTokens()).arg(formatPlural(run.size(), Noun::Token))}, {});
    size_t shown = 0;
    for (int token = 0; token < run.size() && shown < MostTokens; ++token) {
        if (!m_survey.fragile(token))
            continue;
        int narrowest = run.firstExpertLayer();
        double least = m_survey.bound();
        for (int layer = run.firstExpertLayer(); layer < run.firstExpertLayer() + run.expertLayers(); ++layer)
            if (const auto margin = m_survey.margin(token, layer); margin && *margin < least) {
                least = *margin;
                narrowest = layer;
            }
        addRow({tokenWords(run, token),
                {{least, color(Role::Warning), {}}},
                tr("layer %1, %2").arg(QString::number(narrowest), QString::number(least, 'g', 2)),
                {},
                m_survey.bound()},
               {token, narrowest, -1});
        ++shown;
    }
}

void SurveyPage::showReaches()
{
    const Palette color = Palette::of(palette());
    const auto &reaches = m_survey.reaches();
    const auto supers = std::ranges::count(reaches, true, &ExpertSurvey::Reach::super);
    addRow({supers == 1 ? tr("Largest outputs; 1 super expert") : tr("Largest outputs; %1 super experts").arg(supers)},
           {});
    for (size_t i = 0; i < std::min(reaches.size(), MostReaches); ++i) {
        const ExpertSurvey::Reach &reach = reaches[i];
        BarRow row{tr("L%1 · %2").arg(reach.layer).arg(reach.expert),
                   {{reach.largest, color(reach.super ? Role::Warning : Role::Accent), {}}},
                   QString::number(reach.largest, 'g', 3),
                   tr("Layer %1, expert %2: largest magnitude %3, mean norm %4, over %5")
                       .arg(reach.layer)
                       .arg(reach.expert)
                       .arg(reach.largest)
                       .arg(reach.meanNorm)
                       .arg(formatPlural(reach.tokens, Noun::Token)),
                   reaches.front().largest};
        row.strong = reach.super;
        addRow(std::move(row), {-1, reach.layer, reach.expert});
    }
}

void SurveyPage::refresh()
{
    const Run *run = m_store.current();
    const ExpertSurvey::State state = m_survey.state();
    const bool waiting = state == ExpertSurvey::State::Waiting, there = state == ExpertSurvey::State::There;
    m_measure->setText(waiting ? tr("Stop") : tr("Measure"));
    m_bound->setEnabled(there);
    if (there && m_bound->value() != m_survey.bound()) {
        const QSignalBlocker quiet(m_bound);
        m_bound->setDecimals(digitsBehindPoint(m_survey.bound()));
        m_bound->setValue(m_survey.bound());
    }
    m_heading->setText(
        waiting ? tr("Reading the text once more …")
        : there ? tr("Margins are in units of the scores that choose. Super experts are the half per cent "
                     "with the largest outputs, above a tenth of the largest.")
        : state == ExpertSurvey::State::Failed
            ? m_survey.reason()
            : tr("Not measured yet: how narrowly each token was routed, and how far each expert reaches."));
    m_rows.clear();
    m_things.clear();
    if (there && run) {
        showReaches();
        showFragile(*run);
    }
    m_bars->setRows(m_rows, 1);
    mark();
}

void SurveyPage::mark()
{
    const auto rowOf = [this](const Focus &thing) {
        const auto found = std::ranges::find_if(m_things, [&](const Focus &row) {
            return row.token >= 0 ? row.token == thing.token
                                  : row.hasExpert() && row.layer == thing.layer && row.expert == thing.expert;
        });
        return found == m_things.end() ? -1 : int(found - m_things.begin());
    };
    m_bars->setHoveredRow(rowOf(m_selection.hover()));
    m_bars->setFocusedRow(rowOf(m_selection.focus()));
}

void SurveyPage::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
