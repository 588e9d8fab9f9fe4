#include "token_strip.h"

#include "models/engine_sentences.h"
#include "models/engine_words.h"
#include "models/expert_trials.h"
#include "models/selection_words.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/scale_bar.h"
#include "play_bar.h"
#include "token_strip_plot.h"

#include <QComboBox>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <utility>

namespace deepscope {

namespace {

constexpr int RoomForLabels = 800; // in less, what each box is for is in its tool tip

} // namespace

TokenStrip::TokenStrip(const RunStore &store, Selection &selection, Playback &playback, ExpertTrials &trials,
                       AttentionReading &attention, QWidget *parent)
    : DataPanel(store, selection, parent), m_playback(playback), m_switches(trials.switches), m_reading(trials.reading),
      m_attention(attention), m_plot(new TokenStripPlot(store, selection, trials.reading, attention)),
      m_title(new ElidedLabel), m_scale(new ScaleBar), m_colorLabel(new QLabel(tr("Colour &by"))),
      m_colorBox(new QComboBox), m_altered(new QToolButton), m_showAll(new QToolButton), m_follow(new QToolButton)
{
    setAccessibleName(tr("Tokens"));
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeControls());
    layout->addWidget(m_plot);
    layout->addStretch();
    setContent(content);
    setFocusProxy(m_plot);

    connect(m_plot, &TokenStripPlot::scaleChanged, this, &TokenStrip::describe);
    connect(m_plot, &TokenStripPlot::colorsChanged, this, [this] {
        describe();
        refreshWords();
        emit colorsChanged();
    });
    connect(m_colorBox, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_plot->setMeasure(TokenMeasure(index));
        refreshWords();
        emit colorsChanged();
    });
    m_plot->setMarked([&trials](int token) { return trials.survey.fragile(token); });
    connect(&trials.survey, &ExpertSurvey::changed, m_plot, qOverload<>(&QWidget::update));
    connect(m_altered, &QToolButton::clicked, &trials.switches, &ExpertSwitches::reset);
    connect(&trials.reading, &SecondReading::changed, this, [this] {
        followReading();
        showAltered();
        emit colorsChanged();
    });
    connect(&attention, &AttentionReading::changed, this, [this] {
        if (m_plot->measure() != TokenMeasure::Attention)
            return;
        refreshWords();
        emit colorsChanged();
    });
    connect(&store, &RunStore::labelsChanged, m_plot, qOverload<>(&QWidget::update));
    connect(&store, &RunStore::labelsChanged, this, &TokenStrip::refreshWords);
    connect(m_showAll, &QToolButton::clicked, &selection, &Selection::showAll);
    connect(m_follow, &QToolButton::clicked, &selection, &Selection::setFollow);
    connect(&selection, &Selection::followChanged, m_follow, &QToolButton::setChecked);
    connect(&selection, &Selection::rangeChanged, this, &TokenStrip::describe);
    connect(&selection, &Selection::playHeadChanged, this, &TokenStrip::describe);
    connect(&playback, &Playback::stateChanged, this, &TokenStrip::describe);
    connect(&playback, &Playback::stateChanged, this, &TokenStrip::refreshWords);
    connect(&store, &RunStore::appended, this, &TokenStrip::describe);
    connect(&store, &RunStore::currentRunChanged, this, &TokenStrip::describe);
    describe();
    refreshMessage();
}

QWidget *TokenStrip::makeControls()
{
    auto *controls = new QWidget;
    auto *layout = new QHBoxLayout(controls);
    layout->setContentsMargins(2 * Step, Step, 2 * Step, Step);
    layout->setSpacing(2 * Step);
    m_colorLabel->setBuddy(m_colorBox);
    for (int i = 0; i < TokenMeasureCount; ++i)
        m_colorBox->addItem(measureName(TokenMeasure(i)));
    m_colorBox->setAccessibleName(tr("Colour tokens by"));
    m_colorBox->setToolTip(tr("What the colour of a token's cell says"));
    m_title->setObjectName("tokensTitle");
    m_showAll->setObjectName("showAll");
    m_showAll->setText(tr("All"));
    m_showAll->setToolTip(tr("Show the whole run (0)"));
    m_showAll->setAccessibleName(tr("Show the whole run"));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Keep the newest token in view (Ctrl+End)"));
    m_follow->setAccessibleName(tr("Follow the newest token"));
    m_follow->setCheckable(true);
    m_follow->setChecked(m_selection.follow());
    m_altered->setObjectName("alteredExperts");
    for (QToolButton *button : {m_altered, m_showAll, m_follow}) {
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAutoRaise(true);
    }
    layout->addWidget(new PlayBar(m_playback));
    layout->addWidget(m_title, 2);
    layout->addWidget(wordsLine(), 1);
    layout->addWidget(m_altered);
    layout->addWidget(m_scale);
    layout->addWidget(m_colorLabel);
    layout->addWidget(m_colorBox);
    layout->addWidget(m_showAll);
    layout->addWidget(m_follow);
    return controls;
}

QString TokenStrip::title() const
{
    const QString tokens = formatPlural(run()->size(), Noun::Token);
    if (m_playback.isOn())
        return (m_playback.state() == Playback::State::Playing ? tr("Playing: %1 of %2") : tr("Paused: %1 of %2"))
            .arg(formatExactCount(uint64_t(m_selection.playHead()) + 1), tokens);
    if (m_selection.range().empty())
        return tokens;
    return tr("%1, %2 selected: %3")
        .arg(tokens, formatExactCount(uint64_t(m_selection.range().size())), rangeWords(*run(), m_selection.range()));
}

// The change is shown as soon as it is known, and no longer than there is one; in between a person may choose.
void TokenStrip::followReading()
{
    const bool there = m_reading.state() == SecondReading::State::There;
    const auto change = int(TokenMeasure::Change);
    if (there && !m_colorBefore) {
        m_colorBefore = m_colorBox->currentIndex();
        m_colorBox->setCurrentIndex(change);
    } else if (m_reading.state() == SecondReading::State::Nothing && m_colorBefore) {
        const int before = *std::exchange(m_colorBefore, std::nullopt);
        if (m_colorBox->currentIndex() == change)
            m_colorBox->setCurrentIndex(before == change ? 0 : before);
    }
}

void TokenStrip::showAltered()
{
    const Alteration &alteration = m_switches.alteration();
    const bool shown = m_plot->measure() == TokenMeasure::Change && m_reading.state() == SecondReading::State::There;
    if (m_altered->hasFocus() && (!shown || alteration.empty()))
        m_plot->setFocus(); // else the keyboard would go to the next control
    m_altered->setVisible(shown && !alteration.empty());
    std::set<std::pair<uint32_t, uint32_t>> experts;
    for (const ExpertChange &change : alteration.experts)
        experts.emplace(change.layer, change.expert);
    const QString text = experts.empty()
                             ? tr("Routers altered: Reset")
                             : tr("%1 altered: Reset").arg(formatPlural(int64_t(experts.size()), Noun::Expert));
    m_altered->setText(width() >= RoomForLabels ? text : tr("Reset"));
    m_altered->setAccessibleName(text);
    m_altered->setToolTip(
        tr("The text was read again with %1; a click takes it back").arg(engineSentence(alterationWords(alteration))));
}

void TokenStrip::describe()
{
    showAltered();
    if (run())
        m_title->setText(title());
    m_title->setMaximumWidth(m_title->fontMetrics().horizontalAdvance(m_title->text()) + 5 * Step);
    const TokenMeasure measure = m_plot->measure();
    m_scale->setVisible(!tellsPhase(measure));
    const bool change = measure == TokenMeasure::Change || measure == TokenMeasure::OtherRun;
    m_scale->setColors(change ? &ColorScale::diverging : &ColorScale::sequential);
    m_scale->setNotComputedShown(measure != TokenMeasure::Time);
    if (measure == TokenMeasure::Expert)
        return describeExperts();
    m_scale->setCategories(0);
    m_scale->setScale(measureName(measure), change ? measureWords(measure, -m_plot->scaleEnd()) : QStringLiteral("0"),
                      measure == TokenMeasure::Attention ? attentionEndWords(m_plot->scaleEnd())
                                                         : measureWords(measure, m_plot->scaleEnd()));
}

// A colour for each, or for the weight of one.
void TokenStrip::describeExperts()
{
    const int experts = run() && m_plot->expertLayer() >= 0 ? run()->expertCount() : 0;
    const bool one = m_plot->byOneExpert();
    const int colors = one ? 0 : std::min(experts, CategoryGrounds);
    m_scale->setVisible(experts > 0);
    m_scale->setCategories(colors);
    const QString end = QString::number(colors - 1);
    if (one)
        m_scale->setScale(tr("weight of expert %1").arg(m_selection.focus().expert), QStringLiteral("0"),
                          measureWords(TokenMeasure::Expert, m_plot->scaleEnd()));
    else
        m_scale->setScale(tr("expert in layer %1").arg(m_plot->expertLayer()), QStringLiteral("0"),
                          experts > colors ? end + QStringLiteral(" \u2026") : end);
}

void TokenStrip::resizeEvent(QResizeEvent *event)
{
    DataPanel::resizeEvent(event);
    m_colorLabel->setVisible(width() >= RoomForLabels);
    showAltered();
}

PanelMessage TokenStrip::message() const { return tokensMessage(m_store, tr("its tokens appear")); }

QString TokenStrip::wordsFor(const Focus &focus) const
{
    if (!run() || focus.token < 0 || focus.token >= run()->size())
        return {};
    const int token = focus.token;
    QStringList parts = {tokenWords(*run(), token), phaseWord(run()->phase(token))};
    if (const QString probability = probabilityWords(*run(), token); !probability.isEmpty())
        parts << probability;
    if (run()->entropy(token) >= 0)
        parts << tr("entropy %1 nats").arg(double(run()->entropy(token)), 0, 'f', 2);
    if (const auto change = m_reading.changeOf(token))
        parts << tr("read again %1 nats, KL %2%3")
                     .arg(formatSigned(change->logprob), QString::number(change->divergence, 'g', 2),
                          change->flipped ? tr(", another token would be the best") : QString());
    if (const auto share = m_plot->measure() == TokenMeasure::Attention ? m_attention.shareOf(token) : std::nullopt)
        parts << tr("%1 of the attention of token %2").arg(formatShare(*share)).arg(m_attention.token());
    if (const QString value = m_plot->valueWords(token); !value.isEmpty())
        parts << value;
    QStringList moved;
    for (int layer = run()->firstExpertLayer(); layer < run()->firstExpertLayer() + run()->expertLayers(); ++layer)
        if (m_reading.moved(token, layer))
            moved << QString::number(layer);
    if (!moved.empty())
        parts << tr("its experts are others in layer %1").arg(moved.join(", "));
    if (const QStringList labels = labelsOf(run()->labels(), token); !labels.empty())
        parts << tr("labelled %1").arg(labels.join(", "));
    if (run()->microseconds(token) > 0)
        parts << formatSeconds(double(run()->microseconds(token)) * 1e-6);
    return parts.join(", ");
}

PanelView TokenStrip::openView() const { return {m_plot, tr("Tokens"), "tokens"}; }

QString TokenStrip::hint() const
{
    const bool noExperts = run() && !run()->hasExperts();
    if (noExperts && m_plot->measure() == TokenMeasure::Expert)
        return tr("This model has no experts");
    if (noExperts && m_plot->measure() == TokenMeasure::OtherRun)
        return tr("Only runs of models with experts can be compared");
    if (m_plot->measure() == TokenMeasure::OtherRun && !m_plot->otherRun())
        return tr("Choose this run and another one as A and B in Compare Experts");
    const QString hint = tr("Click a token to see it everywhere, drag to select a range");
    return run() && run()->state() == RunState::Working ? m_playback.reasonAgainst() + ' ' + hint : hint;
}

} // namespace deepscope
