#include "panels/chat/generation_popover.h"

#include "models/run_making.h"
#include "paint/number_format.h"
#include "panels/shared/panel_scroll.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QScreen>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

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

// Of a token that the answer has: what the engine takes, which is more than nothing in both directions.
QDoubleSpinBox *penaltyBox(const QString &help)
{
    QDoubleSpinBox *box = numberBox(2, 0.1, {}, help);
    box->setMinimum(-2);
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

QPlainTextEdit *linesBox(int lines, const QString &placeholder, const QString &help)
{
    auto *box = new QPlainTextEdit;
    box->setTabChangesFocus(true);
    box->setPlaceholderText(placeholder);
    box->setToolTip(help);
    box->setFixedHeight(lines * QFontMetrics(box->font()).lineSpacing() + 12);
    return box;
}

// A line each; \n stands for the end of a line.
std::vector<std::string> textsOf(const QPlainTextEdit &box)
{
    std::vector<std::string> texts;
    for (QString line : box.toPlainText().split(u'\n'))
        if (!line.isEmpty())
            texts.push_back(line.replace(QLatin1String("\\n"), QLatin1String("\n")).toStdString());
    return texts;
}

QString linesOf(const std::vector<std::string> &texts)
{
    QStringList lines;
    for (const std::string &text : texts)
        lines << QString::fromStdString(text).replace(u'\n', QLatin1String("\\n"));
    return lines.join(u'\n');
}

} // namespace

GenerationPopover::GenerationPopover(QWidget *parent)
    : QFrame(parent, Qt::Popup), m_scroll(new PanelScroll), m_advised(new QCheckBox),
      m_temperature(numberBox(5, 0.1, tr("0 (greedy)"),
                              tr("0 takes the likeliest token each time; higher values spread the choice."))),
      m_topP(numberBox(1, 0.05, tr("off"),
                       tr("Choose among the likeliest tokens that together have this probability. "
                          "1 is all of them."))),
      m_topK(countBox(1000, tr("off"), tr("Choose among this many likeliest tokens."))),
      m_minP(numberBox(1, 0.01, tr("off"), tr("Leave out tokens less likely than this share of the likeliest one."))),
      m_repetition(numberBox(2, 0.05, {},
                             tr("Makes tokens that the prompt or the answer has less likely, the more the "
                                "further above 1."))),
      m_presence(penaltyBox(tr("Taken from what speaks for a token that the answer has already; below 0 it is added. "
                               "0 is off."))),
      m_frequency(penaltyBox(tr("The same for each time that the answer has it. 0 is off."))), m_seed(new QLineEdit),
      m_maxTokens(countBox(1 << 20, tr("until the context is full"),
                           tr("The longest thought and answer together, in tokens."))),
      m_thoughtLimit(countBox(1 << 20, tr("none"),
                              tr("A thought is closed after this many tokens, and the answer "
                                 "follows."))),
      m_stops(linesBox(2, tr("one a line"),
                       tr("The answer ends before the first of these texts; \\n stands for the end "
                          "of a line."))),
      m_system(linesBox(3, tr("nothing"),
                        tr("What the model is told before the chat begins. Models that were not "
                           "taught to take it leave it out."))),
      m_context(new QLabel), m_changeContext(new QToolButton), m_template(new QComboBox),
      m_earlierTurns(new QCheckBox(tr("Send ear&lier turns of the chat"))), m_keepsThoughts(new QCheckBox),
      m_preset(new QComboBox), m_keepPreset(new QToolButton), m_removePreset(new QToolButton)
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
    m_earlierTurns->setObjectName(QStringLiteral("earlierTurns"));
    m_earlierTurns->setToolTip(tr("Off: each question stands by itself."));
    m_keepsThoughts->setObjectName(QStringLiteral("keepsThoughts"));
    m_keepsThoughts->setToolTip(tr("Off: of earlier turns the model reads the answers alone, which saves room in the "
                                   "context, as its makers mean it."));
    m_repetition->setRange(1, 2);
    m_repetition->setSpecialValueText(tr("off"));
    buildForm();

    for (QDoubleSpinBox *box : {m_temperature, m_topP, m_minP, m_repetition, m_presence, m_frequency})
        connect(box, &QDoubleSpinBox::valueChanged, this, &GenerationPopover::changed);
    for (QPlainTextEdit *box : {m_stops, m_system})
        connect(box, &QPlainTextEdit::textChanged, this, &GenerationPopover::changed);
    for (QSpinBox *box : {m_topK, m_maxTokens, m_thoughtLimit})
        connect(box, &QSpinBox::valueChanged, this, &GenerationPopover::changed);
    connect(m_seed, &QLineEdit::textChanged, this, &GenerationPopover::changed);
    connect(m_template, &QComboBox::currentIndexChanged, this, &GenerationPopover::changed);
    for (QCheckBox *box : {m_advised, m_earlierTurns, m_keepsThoughts})
        connect(box, &QCheckBox::toggled, this, &GenerationPopover::changed);
    connect(this, &GenerationPopover::changed, this, &GenerationPopover::updateEnabled);
    connect(this, &GenerationPopover::changed, this, &GenerationPopover::showPreset);
    setOwnPresets({});
    setSettings({});
    setAdvice(std::nullopt, {});
    setThoughtTokens(0);
}

void GenerationPopover::buildForm()
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setContentsMargins(16, 12, 16, 12);
    form->setSpacing(4);
    form->addRow(m_advised);
    const auto row = [form](const QString &name, QWidget *field) {
        field->setAccessibleName(QString(name).remove(u'&'));
        form->addRow(name, field);
    };
    QWidget *presets = makePresets();
    form->addRow(tr("Prese&t"), presets);
    static_cast<QLabel *>(form->labelForField(presets))->setBuddy(m_preset); // the row itself takes no keyboard
    row(tr("Tempe&rature"), m_temperature); // not T: an underline between T and e makes the word wider than its label
    row(tr("Top-&p"), m_topP);
    row(tr("Top-&k"), m_topK);
    row(tr("&Min-p"), m_minP);
    row(tr("Repetition penalt&y"), m_repetition);
    row(tr("Presence pe&nalty"), m_presence);
    row(tr("&Frequency penalty"), m_frequency);
    row(tr("&Seed"), m_seed);
    row(tr("M&ost tokens"), m_maxTokens);
    row(tr("Tho&ught at most"), m_thoughtLimit);
    row(tr("Stop te&xts"), m_stops);
    row(tr("Syst&em text"), m_system);
    row(tr("&Chat template"), m_template);
    form->addRow(tr("Context"), makeContext());
    form->addRow(m_earlierTurns);
    form->addRow(m_keepsThoughts);
    auto *reset = new QPushButton(tr("&Defaults"));
    form->addRow(reset);
    connect(reset, &QPushButton::clicked, this, [this] { setSettings({}); });
    m_scroll->setContent(page);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // the frame
    column->addWidget(m_scroll);
}

QWidget *GenerationPopover::makeContext()
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    m_context->setObjectName(QStringLiteral("contextInUse"));
    m_changeContext->setText(tr("Chan&ge…"));
    m_changeContext->setToolTip(tr("What another context would take is in the plan of the memory"));
    m_changeContext->setFocusPolicy(Qt::StrongFocus);
    connect(m_changeContext, &QToolButton::clicked, this, [this] {
        hide();
        emit planWanted();
    });
    row->addWidget(m_context, 1);
    row->addWidget(m_changeContext);
    return line;
}

void GenerationPopover::setContext(const QString &words)
{
    m_context->setText(words.isEmpty() ? tr("no model is open") : words);
    m_changeContext->setEnabled(!words.isEmpty());
}

void GenerationPopover::setThoughtTokens(uint32_t tokens)
{
    m_keepsThoughts->setText(tokens == 0 ? tr("Send their t&houghts, too")
                                         : tr("Send their t&houghts, too (%1)").arg(formatPlural(tokens, Noun::Token)));
}

// Whoever listens is told once, of all of them.
void GenerationPopover::setSettings(const GenerationSettings &settings)
{
    QSignalBlocker silence(this);
    m_advised->setChecked(settings.advised);
    setSampling(settings.sampling);
    m_seed->setText(settings.seed ? QString::number(*settings.seed) : QString());
    m_maxTokens->setValue(static_cast<int>(settings.maxTokens));
    m_thoughtLimit->setValue(static_cast<int>(settings.thoughtLimit));
    m_stops->setPlainText(linesOf(settings.stops));
    m_system->setPlainText(QString::fromStdString(settings.system));
    m_template->setCurrentIndex(qMax(0, m_template->findData(QString::fromStdString(settings.chatTemplate))));
    m_earlierTurns->setChecked(settings.earlierTurns);
    m_keepsThoughts->setChecked(settings.keepsThoughts);
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
    settings.sampling = sampling();
    if (!m_seed->text().isEmpty())
        settings.seed = m_seed->text().toULongLong();
    settings.maxTokens = static_cast<uint32_t>(m_maxTokens->value());
    settings.thoughtLimit = static_cast<uint32_t>(m_thoughtLimit->value());
    settings.stops = textsOf(*m_stops);
    settings.system = m_system->toPlainText().trimmed().toStdString();
    settings.advised = m_advised->isChecked();
    settings.chatTemplate = m_template->currentData().toString().toStdString();
    settings.earlierTurns = m_earlierTurns->isChecked();
    settings.keepsThoughts = m_keepsThoughts->isChecked();
    return settings;
}

Sampling GenerationPopover::sampling() const
{
    Sampling sampling;
    sampling.temperature = static_cast<float>(m_temperature->value());
    sampling.topP = m_topP->value() > 0 ? static_cast<float>(m_topP->value()) : 1.0F;
    sampling.topK = static_cast<uint32_t>(m_topK->value());
    sampling.minP = static_cast<float>(m_minP->value());
    sampling.repetitionPenalty = static_cast<float>(m_repetition->value());
    sampling.presencePenalty = static_cast<float>(m_presence->value());
    sampling.frequencyPenalty = static_cast<float>(m_frequency->value());
    return sampling;
}

void GenerationPopover::setSampling(const Sampling &sampling)
{
    m_temperature->setValue(sampling.temperature);
    m_topP->setValue(sampling.topP);
    m_topK->setValue(static_cast<int>(sampling.topK));
    m_minP->setValue(sampling.minP);
    m_repetition->setValue(sampling.repetitionPenalty);
    m_presence->setValue(sampling.presencePenalty);
    m_frequency->setValue(sampling.frequencyPenalty);
}

// Greedy choice looks at nothing but the likeliest token, and advice that is followed leaves nothing to set.
void GenerationPopover::updateEnabled()
{
    const bool advised = m_advice && m_advised->isChecked();
    const bool samples = !advised && m_temperature->value() > 0;
    for (QWidget *field :
         std::initializer_list<QWidget *>{m_temperature, m_repetition, m_presence, m_frequency, m_preset, m_keepPreset})
        field->setEnabled(!advised);
    m_keepsThoughts->setEnabled(m_earlierTurns->isChecked());
    for (QWidget *field :
         {static_cast<QWidget *>(m_topP), static_cast<QWidget *>(m_topK), static_cast<QWidget *>(m_minP)})
        field->setEnabled(samples);
    m_seed->setEnabled(samples || (advised && m_advice->temperature > 0));
}

void GenerationPopover::popUpAbove(const QWidget *anchor)
{
    const QRect screen = anchor->screen()->availableGeometry();
    const QSize page = m_scroll->widget()->sizeHint() + QSize(2, 2) * (1 + frameWidth());
    const bool fits = page.height() <= screen.height();
    const int bar = fits ? 0 : m_scroll->verticalScrollBar()->sizeHint().width();
    resize(page.width() + bar, qMin(page.height(), screen.height()));
    QPoint corner = anchor->mapToGlobal(QPoint(0, -height() - 4));
    corner.setX(qBound(screen.left(), corner.x(), screen.right() - width()));
    corner.setY(qMax(screen.top(), corner.y()));
    move(corner);
    show();
    QWidget *first = m_temperature->isEnabled() ? static_cast<QWidget *>(m_temperature) : m_advised;
    first->setFocus(Qt::PopupFocusReason);
}

} // namespace deepscope
