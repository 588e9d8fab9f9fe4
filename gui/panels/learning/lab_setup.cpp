#include "lab_setup.h"

#include "experiments.h"
#include "number_field.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/quiet_label.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QScrollBar>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace deepscope {

namespace {

constexpr double RateUnit = 1e-4; // rates are small numbers; the box counts in these

QString algorithmTitle(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::DrGrpo:
        return LabSetup::tr("Dr. GRPO");
    case Algorithm::Grpo:
        return LabSetup::tr("GRPO, as published");
    case Algorithm::Dapo:
        return LabSetup::tr("DAPO");
    case Algorithm::LeaveOneOut:
        return LabSetup::tr("REINFORCE, leave one out");
    }
    return {};
}

QString rewardTitle(RewardKind kind)
{
    switch (kind) {
    case RewardKind::FormAndMatch:
        return LabSetup::tr("Form and match");
    case RewardKind::FormOnly:
        return LabSetup::tr("Form alone (a control)");
    case RewardKind::Random:
        return LabSetup::tr("By lot (a control)");
    }
    return {};
}

QLabel *sentence()
{
    auto *label = new QuietLabel;
    label->setWordWrap(true);
    label->setFont(smallFont(label->font()));
    return label;
}

QToolButton *plainButton(const QString &text)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

LabSetup::LabSetup(QWidget *parent)
    : PanelScroll(parent), m_experiment(new QComboBox), m_base(new QComboBox), m_reward(new QComboBox),
      m_algorithm(new QComboBox), m_experimentSentence(sentence()), m_rewardSentence(sentence()),
      m_algorithmSentence(sentence()), m_tasks(sentence()), m_fold(plainButton(tr("More"))),
      m_openFolder(plainButton(tr("Open"))), m_form(new QWidget), m_more(new QWidget),
      m_questionCount(countField(1, 1024, tr("Different questions in each step."))),
      m_answers(countField(2, 64, tr("Answers to each question. They are compared with each other, so at least two."))),
      m_cap(countField(8, 4096, tr("The most tokens of an answer. Below the length of a full thought it cannot pay."))),
      m_steps(countField(0, 1000000, tr("The run ends there by itself."), tr("when told to"))),
      m_temperature(numberField(0.1, 3, 0.1, 2, tr("How freely answers are drawn. At 1 as the model itself says."))),
      m_rate(numberField(0.01, 100, 0.5, 2,
                         tr("How far one step goes, in units of 0.0001. Above 10 learning often "
                            "breaks."))),
      m_formReward(numberField(0, 10, 0.1, 2, tr("For an answer of the right form."))),
      m_matchReward(numberField(0, 10, 0.1, 2, tr("More, where the answer is also right."))),
      m_kl(numberField(0, 10, 0.01, 3, tr("What it costs to leave the base (the KL term); at 0 nothing."))),
      m_seed(new QLineEdit), m_questions(new QLineEdit), m_memory(new BarList), m_folder(new ElidedLabel)
{
    setObjectName("labSetup");
    for (const Experiment &experiment : experiments())
        m_experiment->addItem(experiment.title);
    m_base->addItem(tr("Lab base, made for this"), QStringLiteral("lab-base"));
    m_base->addItem(tr("Lab base without whole thoughts"), QStringLiteral("lab-base-without-full-thoughts"));
    m_base->addItem(tr("Deepscope default"), QStringLiteral("default"));
    m_base->addItem(tr("A file…"));
    for (const RewardKind kind : AllRewardKinds)
        m_reward->addItem(rewardTitle(kind), int(kind));
    for (const Algorithm algorithm : AllAlgorithms)
        m_algorithm->addItem(algorithmTitle(algorithm), int(algorithm));
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,19}")), m_seed));
    m_seed->setToolTip(tr("The same seed asks the same questions and draws the same answers, on the same device."));
    m_memory->setAccessibleName(tr("Memory that learning takes, by purpose"));
    buildForm();
    setFocusProxy(m_experiment);

    connect(m_experiment, &QComboBox::activated, this, &LabSetup::tryExperiment);
    connect(m_base, &QComboBox::activated, this, &LabSetup::chooseBase);
    connect(m_base, &QComboBox::currentIndexChanged, this, &LabSetup::showExperiment);
    connect(m_reward, &QComboBox::currentIndexChanged, this, &LabSetup::showExperiment);
    connect(m_questions, &QLineEdit::textChanged, this, &LabSetup::showExperiment);
    connect(m_reward, &QComboBox::currentIndexChanged, this, &LabSetup::showSentences);
    connect(m_algorithm, &QComboBox::currentIndexChanged, this, &LabSetup::showSentences);
    connect(m_openFolder, &QToolButton::clicked, this, &LabSetup::folderOpenWanted);
    connect(m_fold, &QToolButton::toggled, this, [this](bool open) {
        m_fold->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_more->setVisible(open);
    });
    setSettings({});
    showExperiment();
    setMemory({});
    setFolder({});
}

void LabSetup::buildForm()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(3 * Step, 3 * Step, 3 * Step, 3 * Step);
    column->setSpacing(2 * Step);
    auto *form = new QVBoxLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(Step);
    const auto field = [form](const QString &name, QWidget *box, QWidget *sentence) {
        auto *label = new QLabel(name);
        label->setBuddy(box);
        box->setAccessibleName(QString(name).remove(u'&'));
        form->addWidget(label);
        form->addWidget(box);
        form->addWidget(sentence);
        form->addSpacing(2 * Step);
    };
    for (QComboBox *box : {m_experiment, m_base, m_reward, m_algorithm}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
    m_experiment->setPlaceholderText(tr("One of your own"));
    field(tr("E&xperiment"), m_experiment, m_experimentSentence);
    field(tr("&Base"), m_base, m_tasks);
    field(tr("Re&ward"), m_reward, m_rewardSentence);
    field(tr("&Algorithm"), m_algorithm, m_algorithmSentence);
    for (QComboBox *box : {m_experiment, m_base, m_reward, m_algorithm})
        box->view()->setAccessibleName(box->accessibleName());
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setArrowType(Qt::RightArrow);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setObjectName("more");
    form->addWidget(m_fold);
    form->addWidget(buildMore());
    column->addWidget(m_form);
    column->addWidget(m_memory);
    auto *where = new QHBoxLayout;
    where->setSpacing(Step);
    where->addWidget(m_folder, 1);
    where->addWidget(m_openFolder);
    m_openFolder->setAccessibleName(tr("Open the folder of the run"));
    column->addLayout(where);
    column->addStretch(1);
    setContent(page);
}

QWidget *LabSetup::buildMore()
{
    auto *form = new QFormLayout(m_more);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(2 * Step);
    form->setHorizontalSpacing(Step);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto row = [form](const QString &name, QWidget *box) {
        box->setAccessibleName(QString(name).remove(u'&'));
        form->addRow(name, box);
    };
    row(tr("&Questions"), m_questionCount);
    row(tr("A&nswers each"), m_answers);
    row(tr("&Temperature"), m_temperature);
    row(tr("Rate, 10⁻⁴"), m_rate);
    row(tr("Cap, to&kens"), m_cap);
    row(tr("&Form pays"), m_formReward);
    row(tr("Matc&h pays"), m_matchReward);
    row(tr("Lea&ving costs"), m_kl);
    row(tr("&Stop at step"), m_steps);
    row(tr("Seed"), m_seed);
    auto *own = new QWidget;
    auto *line = new QHBoxLayout(own);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(Step);
    m_questions->setPlaceholderText(tr("the lab's"));
    m_questions->setToolTip(tr("Your own questions: a file of JSON lines, each with a question and its answer. Empty: "
                               "the lab's own tasks."));
    m_questions->setClearButtonEnabled(true);
    auto *choose = plainButton(QStringLiteral("…"));
    choose->setAccessibleName(tr("Choose a file of questions"));
    connect(choose, &QToolButton::clicked, this, &LabSetup::questionsFileWanted);
    line->addWidget(m_questions, 1);
    line->addWidget(choose);
    m_questions->setAccessibleName(tr("Own questions"));
    form->addRow(tr("&Own questions"), own);
    m_more->hide();
    return m_more;
}

QSize LabSetup::minimumSizeHint() const
{
    const int wide = widget() ? widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width() : 0;
    return PanelScroll::minimumSizeHint().expandedTo({wide, 0});
}

void LabSetup::tryExperiment(int index)
{
    const Experiment experiment = experiments()[size_t(index)];
    setBase(experiment.base);
    m_questions->setText(experiment.questions);
    m_reward->setCurrentIndex(m_reward->findData(int(experiment.reward)));
    m_cap->setValue(int(experiment.cap));
}

void LabSetup::showExperiment()
{
    const int index = experimentOf(request());
    m_experiment->setCurrentIndex(index);
    m_experimentSentence->setText(index < 0 ? QString() : experiments()[size_t(index)].sentence);
    m_experimentSentence->setVisible(index >= 0);
}

void LabSetup::chooseBase(int index)
{
    if (!m_base->itemData(index).isNull()) {
        m_lastBase = index;
        return;
    }
    m_base->setCurrentIndex(m_lastBase); // until a file is named
    emit baseFileWanted();
}

void LabSetup::setBase(const QString &path)
{
    int index = m_base->findData(path);
    if (index < 0) {
        index = m_base->count() - 1;
        m_base->insertItem(index, QFileInfo(path).fileName(), path);
        m_base->setItemData(index, path, Qt::ToolTipRole);
    }
    m_base->setCurrentIndex(index);
    m_lastBase = index;
}

void LabSetup::setQuestions(const QString &path)
{
    m_questions->setText(path);
    m_fold->setChecked(true);
}

LabRequest LabSetup::request() const
{
    LabRequest request;
    request.base = m_base->currentData().toString().toStdString();
    request.questions = m_questions->text().trimmed().toStdString();
    request.steps = uint32_t(m_steps->value());
    LabSettings &settings = request.settings;
    settings.reward = RewardKind(m_reward->currentData().toInt());
    settings.algorithm = Algorithm(m_algorithm->currentData().toInt());
    settings.formReward = m_formReward->value();
    settings.matchReward = m_matchReward->value();
    settings.klRate = m_kl->value();
    settings.questions = uint32_t(m_questionCount->value());
    settings.answers = uint32_t(m_answers->value());
    settings.temperature = float(m_temperature->value());
    settings.rate = float(m_rate->value() * RateUnit);
    settings.cap = uint32_t(m_cap->value());
    settings.seed = m_seed->text().toULongLong();
    return request;
}

void LabSetup::setSettings(const LabSettings &settings)
{
    m_reward->setCurrentIndex(m_reward->findData(int(settings.reward)));
    m_algorithm->setCurrentIndex(m_algorithm->findData(int(settings.algorithm)));
    m_formReward->setValue(settings.formReward);
    m_matchReward->setValue(settings.matchReward);
    m_kl->setValue(settings.klRate);
    m_questionCount->setValue(int(settings.questions));
    m_answers->setValue(int(settings.answers));
    m_temperature->setValue(double(settings.temperature));
    m_rate->setValue(double(settings.rate) / RateUnit);
    m_cap->setValue(int(settings.cap));
    m_seed->setText(QString::number(settings.seed));
    showSentences();
}

void LabSetup::showBegun(const LabBegun &begun)
{
    if (!begun.base.empty()) {
        setBase(QString::fromStdString(begun.base));
        m_questions->setText(QString::fromStdString(begun.questions));
    }
    setSettings(begun.settings);
}

void LabSetup::showSentences()
{
    m_rewardSentence->setText(QString::fromUtf8(rewardKindSentence(RewardKind(m_reward->currentData().toInt()))));
    m_algorithmSentence->setText(QString::fromUtf8(algorithmSentence(Algorithm(m_algorithm->currentData().toInt()))));
}

void LabSetup::setRunning(bool running) { m_form->setEnabled(!running); }

void LabSetup::setTasks(const std::vector<LabTaskInfo> &tasks)
{
    QStringList lines;
    for (const LabTaskInfo &task : tasks)
        lines << tr("%1: %2").arg(QString::fromStdString(task.name), QString::fromStdString(task.sentence));
    m_tasks->setText(lines.join(u'\n'));
    m_tasks->setVisible(!lines.isEmpty());
}

void LabSetup::setMemory(const std::vector<LabMemoryPart> &parts)
{
    m_parts = parts;
    showMemory();
}

void LabSetup::showMemory()
{
    const Palette color = Palette::of(palette());
    uint64_t sum = 0;
    double most = 1;
    for (const LabMemoryPart &part : m_parts) {
        sum += part.bytes;
        most = std::max(most, double(part.bytes));
    }
    std::vector<BarRow> rows;
    if (!m_parts.empty())
        rows.push_back({tr("Memory: %1").arg(formatBytes(sum)), {}, {}, {}});
    for (const LabMemoryPart &part : m_parts) {
        BarRow row{QString::fromStdString(part.purpose)};
        row.segments.push_back({double(part.bytes), color(Role::Weights), formatExactBytes(part.bytes)});
        row.value = formatBytes(part.bytes);
        row.words = row.label + QStringLiteral(": ") + formatExactBytes(part.bytes);
        rows.push_back(std::move(row));
    }
    m_memory->setRows(std::move(rows), most);
    m_memory->setVisible(!m_parts.empty());
}

void LabSetup::setFolder(const QString &folder)
{
    m_folder->setText(tr("Kept in %1").arg(folder), true);
    m_folder->setToolTip(folder);
    m_folder->setVisible(!folder.isEmpty());
    m_openFolder->setVisible(!folder.isEmpty());
}

void LabSetup::changeEvent(QEvent *event)
{
    PanelScroll::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showMemory();
}

} // namespace deepscope
