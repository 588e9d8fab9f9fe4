#include "learning_experts.h"

#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/panel_message.h"
#include "step_heatmap.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <numbers>

namespace deepscope {

namespace {

constexpr int NarrowestBeside = 180 * Step; // below, the pictures stand above each other

QComboBox *choice(const QString &name, const QStringList &items, const QString &toolTip)
{
    auto *box = new QComboBox;
    box->addItems(items);
    box->setAccessibleName(name);
    box->view()->setAccessibleName(name);
    box->setToolTip(toolTip);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return box;
}

QString partWords(SharePart part)
{
    switch (part) {
    case SharePart::Thought:
        return LearningExperts::tr("thoughts");
    case SharePart::Answer:
        return LearningExperts::tr("answers");
    case SharePart::Both:
        break;
    }
    return LearningExperts::tr("thoughts and answers");
}

QString natsWords(double nats) { return LearningExperts::tr("%1 nats").arg(nats, 0, 'g', 2); }

} // namespace

LearningExperts::LearningExperts(QWidget *parent)
    : QWidget(parent), m_stack(new QStackedLayout(this)), m_message(new PanelMessageView),
      m_layerBox(choice(tr("Layer"), {}, tr("Whose experts are shown"))),
      m_partBox(
          choice(tr("Tokens"), {tr("of thoughts"), tr("of answers"), tr("of both")},
                 tr("Which tokens are counted. Both: thoughts and answers weigh the same, however long they are."))),
      m_shiftBox(
          choice(tr("Compared"), {tr("with step 0"), tr("thought with answer")},
                 tr("With step 0: how far the load of a layer has moved since nothing was learned. Where step 0 has no "
                    "such token, the first step that has some takes its place.\n"
                    "Thought with answer: how different the experts of thoughts are from those of answers."))),
      m_load(new StepHeatmap), m_shifts(new StepHeatmap), m_words(new ElidedLabel)
{
    setAccessibleName(tr("Experts while learning"));
    m_load->setAccessibleName(tr("Load of the experts over the steps"));
    m_shifts->setAccessibleName(tr("Shift of each layer over the steps"));
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_halves = new QBoxLayout(QBoxLayout::LeftToRight);
    m_halves->setSpacing(2 * Step);
    m_halves->addWidget(makeHalf(tr("Load of"), {m_layerBox, m_partBox}, m_load), 1);
    m_halves->addWidget(makeHalf(tr("Shift of each layer, compared"), {m_shiftBox}, m_shifts), 1);
    layout->addLayout(m_halves, 1);
    layout->addWidget(m_words);
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);

    connect(m_layerBox, &QComboBox::currentIndexChanged, this,
            [this](int index) { setLayer(m_history.firstLayer() + std::max(0, index)); });
    connect(m_partBox, &QComboBox::currentIndexChanged, this, &LearningExperts::compareAnew);
    connect(m_shiftBox, &QComboBox::currentIndexChanged, this, &LearningExperts::compareAnew);
    m_load->setWords([this](int place, int expert) { return loadWords(place, expert); });
    m_shifts->setWords([this](int place, int layer) { return shiftWords(place, layer); });
    for (StepHeatmap *map : {m_load, m_shifts}) {
        connect(map, &StepHeatmap::hovered, this, [this](const QString &words) {
            m_words->setText(words.isEmpty() ? tr("Point at a cell; a click chooses its step and its layer.") : words,
                             words.isEmpty());
        });
        connect(map, &StepHeatmap::clicked, this, [this, map](int place, int row) {
            if (map == m_shifts)
                setLayer(row);
            emit stepChosen(m_history.step(place));
        });
    }
    emit m_load->hovered({});
    refreshMessage();
}

QWidget *LearningExperts::makeHalf(const QString &title, std::vector<QComboBox *> boxes, StepHeatmap *map)
{
    auto *half = new QWidget;
    auto *layout = new QVBoxLayout(half);
    layout->setContentsMargins(0, Step, 0, 0);
    layout->setSpacing(Step);
    auto *controls = new QHBoxLayout;
    controls->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    controls->setSpacing(Step);
    auto *label = new QLabel(title);
    label->setMinimumWidth(10 * Step); // it gives way in a narrow panel
    controls->addWidget(label);
    for (QComboBox *box : boxes)
        controls->addWidget(box);
    controls->addStretch(1);
    layout->addLayout(controls);
    layout->addWidget(map, 1);
    return half;
}

void LearningExperts::setModel(int expertLayers, int firstExpertLayer, int experts)
{
    m_history = ShareHistory(expertLayers, firstExpertLayer, experts);
    m_modelKnown = true;
    m_layer = firstExpertLayer;
    const QSignalBlocker quiet(m_layerBox);
    m_layerBox->clear();
    for (int layer = firstExpertLayer; layer < firstExpertLayer + m_history.layers(); ++layer)
        m_layerBox->addItem(tr("layer %1").arg(layer));
    compareAnew();
}

void LearningExperts::append(uint32_t step, const ExpertShares &shares)
{
    m_history.append(step, shares);
    // What stood at its place and after it is gone, what is before it stays.
    const size_t kept = size_t(std::max(0, m_history.placeOf(step))) * size_t(m_history.layers());
    m_shiftValues.resize(std::min(m_shiftValues.size(), kept));
    refresh();
}

void LearningExperts::compareAnew()
{
    m_shiftValues.clear();
    refresh();
}

void LearningExperts::setStep(std::optional<uint32_t> step)
{
    m_load->setMarkedStep(step);
    m_shifts->setMarkedStep(step);
}

void LearningExperts::setLayer(int layer)
{
    if (layer < m_history.firstLayer() || layer >= m_history.firstLayer() + m_history.layers())
        return;
    m_layer = layer;
    const QSignalBlocker quiet(m_layerBox);
    m_layerBox->setCurrentIndex(layer - m_history.firstLayer());
    refresh();
}

SharePart LearningExperts::part() const { return SharePart(m_partBox->currentIndex()); }
void LearningExperts::setPart(SharePart part) { m_partBox->setCurrentIndex(int(part)); }
LearningExperts::Shift LearningExperts::shift() const { return Shift(m_shiftBox->currentIndex()); }
void LearningExperts::setShift(Shift shift) { m_shiftBox->setCurrentIndex(int(shift)); }
QString LearningExperts::words() const { return m_words->text(); }

void LearningExperts::refreshMessage()
{
    using Kind = PanelMessage::Kind;
    if (m_modelKnown && (m_history.layers() == 0 || m_history.experts() == 0))
        m_message->setMessage({Kind::Empty, tr("This model has no experts"),
                               tr("Every token goes through all of its weights, so there is no load to compare.")});
    else
        m_message->setMessage({Kind::Empty, tr("No step yet"),
                               tr("From step to step you will see here which experts the model turns to, and how far "
                                  "that moves.")});
    m_stack->setCurrentIndex(m_history.size() > 0 ? 1 : 0);
}

void LearningExperts::refresh()
{
    refreshMessage();
    if (!isVisible() || m_history.size() == 0)
        return;
    refreshLoad();
    refreshShifts();
}

void LearningExperts::refreshLoad()
{
    StepMap map;
    map.rows = m_history.experts();
    map.rowName = tr("expert");
    double greatest = 0;
    for (int place = 0; place < m_history.size(); ++place) {
        map.steps.push_back(m_history.step(place));
        const std::vector<float> shares = m_history.shares(place, m_layer, part());
        const bool any = std::ranges::any_of(shares, [](float share) { return share > 0; });
        for (const float share : shares) {
            map.values.push_back(any ? std::optional<double>(share) : std::nullopt);
            greatest = std::max(greatest, double(share));
        }
    }
    map.scaleEnd = std::min(1.0, roundScaleEnd(greatest));
    const double even = 1.0 / m_history.experts();
    map.scale = {formatShare(map.scaleEnd), QStringLiteral("0 %"), even / map.scaleEnd, tr("even"), formatShare(even)};
    m_load->setMap(std::move(map));
}

std::optional<double> LearningExperts::shiftOf(int place, int layer) const
{
    return shift() == Shift::FromStart ? m_history.fromStart(place, layer, part())
                                       : m_history.thoughtAgainstAnswer(place, layer);
}

void LearningExperts::refreshShifts()
{
    StepMap map;
    map.rows = m_history.layers();
    map.firstRow = m_history.firstLayer();
    map.rowName = tr("layer");
    for (int place = 0; place < m_history.size(); ++place) {
        map.steps.push_back(m_history.step(place));
        for (int row = 0; row < map.rows && m_shiftValues.size() < map.steps.size() * size_t(map.rows); ++row)
            m_shiftValues.push_back(shiftOf(place, map.firstRow + row));
    }
    map.values = m_shiftValues;
    double greatest = 0;
    for (const auto &value : map.values)
        greatest = std::max(greatest, value.value_or(0));
    constexpr double SmallestEnd = 0.01; // what is less is noise, and looks so
    map.scaleEnd = std::min(std::numbers::ln2, std::max(SmallestEnd, roundScaleEnd(greatest)));
    map.scale = {natsWords(map.scaleEnd), QStringLiteral("0"), -1, {}, {}};
    m_shifts->setMap(std::move(map));
    m_shifts->setChosenRow(m_layer);
}

QString LearningExperts::loadWords(int place, int expert) const
{
    const auto share = m_load->value(place, expert);
    const QString where =
        tr("Step %1, layer %2, expert %3: ").arg(formatExactCount(m_history.step(place))).arg(m_layer).arg(expert);
    if (!share)
        return where + tr("the step has no such token");
    return where + tr("%1 of the load of %2, %3 even")
                       .arg(formatShare(*share), partWords(part()), formatFactor(*share * m_history.experts()));
}

QString LearningExperts::shiftWords(int place, int layer) const
{
    const auto nats = m_shifts->value(place, layer);
    const QString where = tr("Step %1, layer %2: ").arg(formatExactCount(m_history.step(place))).arg(layer);
    if (!nats)
        return where + tr("nothing to compare, the step has no such token");
    const QString what = shift() == Shift::FromStart
                             ? tr("the load of %1 is %2 from that of step %3")
                                   .arg(partWords(part()), natsWords(*nats),
                                        formatExactCount(m_history.step(m_history.start(layer, part()))))
                             : tr("the loads of thoughts and answers are %1 apart").arg(natsWords(*nats));
    return where + what + tr(" (Jensen-Shannon; at most %1)").arg(natsWords(std::numbers::ln2));
}

void LearningExperts::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void LearningExperts::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_halves->setDirection(width() < NarrowestBeside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace deepscope
