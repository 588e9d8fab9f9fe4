#include "survey_page.h"

#include "models/selection_words.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace deepscope {

namespace {

constexpr size_t MostReaches = 60, MostTokens = 60; // in the lists; the text says how many there are

// Margins may be far below one: it takes many digits, and shows those that say something.
class BoundBox : public QDoubleSpinBox {
public:
    BoundBox()
    {
        setDecimals(10);
        setRange(0, 100);
        setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    }

    void stepBy(int steps) override
    {
        if (value() > 0)
            return QDoubleSpinBox::stepBy(steps);
        setValue(steps > 0 ? 0.001 : 0); // the next of its digits would take for ever
    }

    QString textFromValue(double bound) const override
    {
        QString text = QDoubleSpinBox::textFromValue(bound);
        const QString point = locale().decimalPoint();
        while (text.contains(point) && text.endsWith(locale().zeroDigit()))
            text.chop(1);
        if (text.endsWith(point))
            text.chop(point.size());
        return text;
    }
};

} // namespace

SurveyPage::SurveyPage(const RunStore &store, Selection &selection, ExpertSurvey &survey, QWidget *parent)
    : PanelScroll(parent), m_store(store), m_survey(survey), m_measure(new QPushButton), m_bound(new BoundBox),
      m_heading(QuietLabel::paragraph()), m_bars(new FocusBars(selection))
{
    m_bars->setAccessibleName(tr("Fragile tokens, and how far experts reach"));
    setColumn({makeControls(), m_heading, m_bars});
    connect(&survey, &ExpertSurvey::changed, this, &SurveyPage::refresh);
    connect(&store, &RunStore::currentRunChanged, this, &SurveyPage::refresh);
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
    m_bound->setMinimumWidth(24 * Step);
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

// In the order of the text: each with its narrowest layer.
void SurveyPage::showFragile(const Run &run)
{
    const Palette color = Palette::of(palette());
    m_bars->addRow({tr("Fragile: %1 of %2").arg(m_survey.fragileTokens()).arg(formatPlural(run.size(), Noun::Token))},
                   {});
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
        m_bars->addRow({tokenWords(run, token),
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
    m_bars->addRow(
        {supers == 1 ? tr("Largest outputs; 1 super expert") : tr("Largest outputs; %1 super experts").arg(supers)},
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
        m_bars->addRow(std::move(row), {-1, reach.layer, reach.expert});
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
        m_bound->setValue(m_survey.bound());
    }
    m_heading->setText(
        waiting ? tr("Reading the text once more …")
        : there ? tr("Margins are in units of the scores that choose. Super experts are the half per cent "
                     "with the largest outputs, above a tenth of the largest.")
        : state == ExpertSurvey::State::Failed
            ? m_survey.reason()
            : tr("Not measured yet: how narrowly each token was routed, and how far each expert reaches."));
    m_bars->clearRows();
    if (there && run) {
        showReaches();
        showFragile(*run);
    }
    m_bars->showRows(1);
}

void SurveyPage::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
