#include "panels/chat/generation_popover.h"

#include "models/run_making.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QScreen>
#include <QSignalBlocker>
#include <QSpinBox>

namespace deepscope {

namespace {

QDoubleSpinBox *numberBox(double maximum, double step, const QString &off, const QString &help)
{
    auto *box = new QDoubleSpinBox;
    box->setRange(0, maximum);
    box->setSingleStep(step);
    box->setDecimals(2);
    box->setSpecialValueText(off);
    box->setToolTip(help);
    return box;
}

QSpinBox *countBox(int maximum, const QString &off, const QString &help)
{
    auto *box = new QSpinBox;
    box->setRange(0, maximum);
    box->setSpecialValueText(off);
    box->setToolTip(help);
    return box;
}

} // namespace

GenerationPopover::GenerationPopover(QWidget *parent)
    : QFrame(parent, Qt::Popup), m_advised(new QCheckBox),
      m_temperature(numberBox(5, 0.1, tr("0 (greedy)"),
                              tr("0 takes the likeliest token each time; higher values spread the choice."))),
      m_topP(numberBox(1, 0.05, tr("off"),
                       tr("Choose among the likeliest tokens that together have this probability. "
                          "1 is all of them."))),
      m_topK(countBox(1000, tr("off"), tr("Choose among this many likeliest tokens."))),
      m_minP(numberBox(1, 0.01, tr("off"), tr("Leave out tokens less likely than this share of the likeliest one."))),
      m_seed(new QLineEdit), m_maxTokens(countBox(1 << 20, tr("until the context is full"),
                                                  tr("The longest thought and answer together, in tokens."))),
      m_template(new QComboBox), m_earlierTurns(new QCheckBox(tr("Send earlier turns of the chat")))
{
    setObjectName(QStringLiteral("generationPopover"));
    setAccessibleName(tr("Generation settings"));
    setFrameShape(QFrame::StyledPanel);
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,19}")), m_seed));
    m_seed->setPlaceholderText(tr("a new one each time"));
    m_seed->setClearButtonEnabled(true);
    m_seed->setToolTip(
        tr("The same seed gives the same choices again. Each answer tells its own in the line of how it was "
           "made."));
    m_advised->setObjectName(QStringLiteral("advised"));
    m_advised->setAccessibleName(tr("As the model's makers advise"));
    m_advised->setToolTip(tr("The model's file, or its makers, say how its answers are best sampled."));
    m_template->setToolTip(tr("How questions and answers are written down for the model. Choose another one where the "
                              "model's own fails or answers make no sense."));
    m_template->addItem(tr("The model's own"), QString());
    for (const std::string &name : chatTemplateNames())
        m_template->addItem(QString::fromStdString(name), QString::fromStdString(name));
    m_earlierTurns->setToolTip(tr("Off: each question stands by itself."));
    buildForm();

    for (QDoubleSpinBox *box : {m_temperature, m_topP, m_minP})
        connect(box, &QDoubleSpinBox::valueChanged, this, &GenerationPopover::changed);
    for (QSpinBox *box : {m_topK, m_maxTokens})
        connect(box, &QSpinBox::valueChanged, this, &GenerationPopover::changed);
    connect(m_seed, &QLineEdit::textChanged, this, &GenerationPopover::changed);
    connect(m_template, &QComboBox::currentIndexChanged, this, &GenerationPopover::changed);
    for (QCheckBox *box : {m_advised, m_earlierTurns})
        connect(box, &QCheckBox::toggled, this, &GenerationPopover::changed);
    connect(this, &GenerationPopover::changed, this, &GenerationPopover::updateEnabled);
    setSettings({});
    setAdvice(std::nullopt, {});
}

void GenerationPopover::buildForm()
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(16, 12, 16, 12);
    form->setSpacing(8);
    form->addRow(m_advised);
    const auto row = [form](const QString &name, QWidget *field) {
        field->setAccessibleName(QString(name).remove(u'&'));
        form->addRow(name, field);
    };
    row(tr("Tempe&rature"), m_temperature); // not T: an underline between T and e makes the word wider than its label
    row(tr("Top-&p"), m_topP);
    row(tr("Top-&k"), m_topK);
    row(tr("&Min-p"), m_minP);
    row(tr("&Seed"), m_seed);
    row(tr("M&ost tokens"), m_maxTokens);
    row(tr("&Chat template"), m_template);
    form->addRow(m_earlierTurns);
    auto *reset = new QPushButton(tr("&Defaults"));
    form->addRow(reset);
    connect(reset, &QPushButton::clicked, this, [this] { setSettings({}); });
}

// Whoever listens is told once, of all of them.
void GenerationPopover::setSettings(const GenerationSettings &settings)
{
    QSignalBlocker silence(this);
    m_advised->setChecked(settings.advised);
    m_temperature->setValue(settings.sampling.temperature);
    m_topP->setValue(settings.sampling.topP);
    m_topK->setValue(static_cast<int>(settings.sampling.topK));
    m_minP->setValue(settings.sampling.minP);
    m_seed->setText(settings.seed ? QString::number(*settings.seed) : QString());
    m_maxTokens->setValue(static_cast<int>(settings.maxTokens));
    m_template->setCurrentIndex(qMax(0, m_template->findData(QString::fromStdString(settings.chatTemplate))));
    m_earlierTurns->setChecked(settings.earlierTurns);
    silence.unblock();
    emit changed();
}

void GenerationPopover::setAdvice(const std::optional<Sampling> &advice, const QString &source)
{
    m_advice = advice;
    if (advice)
        m_advised->setText(tr("As &advised by %1: %2").arg(source, samplingWords(*advice)));
    m_advised->setVisible(advice.has_value());
    updateEnabled();
}

GenerationSettings GenerationPopover::settings() const
{
    GenerationSettings settings;
    settings.sampling.temperature = static_cast<float>(m_temperature->value());
    settings.sampling.topP = m_topP->value() > 0 ? static_cast<float>(m_topP->value()) : 1.0F;
    settings.sampling.topK = static_cast<uint32_t>(m_topK->value());
    settings.sampling.minP = static_cast<float>(m_minP->value());
    if (!m_seed->text().isEmpty())
        settings.seed = m_seed->text().toULongLong();
    settings.maxTokens = static_cast<uint32_t>(m_maxTokens->value());
    settings.advised = m_advised->isChecked();
    settings.chatTemplate = m_template->currentData().toString().toStdString();
    settings.earlierTurns = m_earlierTurns->isChecked();
    return settings;
}

// Greedy choice looks at nothing but the likeliest token, and advice that is followed leaves nothing to set.
void GenerationPopover::updateEnabled()
{
    const bool advised = m_advice && m_advised->isChecked();
    const bool samples = !advised && m_temperature->value() > 0;
    m_temperature->setEnabled(!advised);
    for (QWidget *field :
         {static_cast<QWidget *>(m_topP), static_cast<QWidget *>(m_topK), static_cast<QWidget *>(m_minP)})
        field->setEnabled(samples);
    m_seed->setEnabled(samples || (advised && m_advice->temperature > 0));
}

void GenerationPopover::popUpAbove(const QWidget *anchor)
{
    adjustSize();
    QPoint corner = anchor->mapToGlobal(QPoint(0, -height() - 4));
    const QRect screen = anchor->screen()->availableGeometry();
    corner.setX(qBound(screen.left(), corner.x(), screen.right() - width()));
    corner.setY(qMax(screen.top(), corner.y()));
    move(corner);
    show();
    QWidget *first = m_temperature->isEnabled() ? static_cast<QWidget *>(m_temperature) : m_advised;
    first->setFocus(Qt::PopupFocusReason);
}

} // namespace deepscope
