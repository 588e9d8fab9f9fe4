#include "lab_setup.h"

#include "experiments.h"
#include "lab_numbers.h"
#include "models/engine_words.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/bar_list.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/quiet_label.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>

namespace deepscope {

namespace {

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
      m_openFolder(plainButton(tr("Open"))), m_form(new QWidget), m_more(new LabNumbers), m_memory(new BarList),
      m_folder(new ElidedLabel)
{
    setObjectName("labSetup");
    for (const Experiment &experiment : experiments())
        m_experiment->addItem(experiment.title);
    m_base->addItem(tr("Lab base, made for this"), QStringLiteral("lab-base"));
    m_base->addItem(tr("Lab base, no long thoughts"), QStringLiteral("lab-base-without-full-thoughts"));
    m_base->addItem(tr("Deepscope default"), QStringLiteral("default"));
    m_base->addItem(tr("A file…"));
    for (const RewardKind kind : AllRewardKinds)
        m_reward->addItem(rewardTitle(kind), int(kind));
    for (const Algorithm algorithm : AllAlgorithms)
        m_algorithm->addItem(algorithmTitle(algorithm), int(algorithm));
    m_memory->setAccessibleName(tr("Memory that learning takes, by purpose"));
    buildForm();
    setFocusProxy(m_experiment);

    connect(m_experiment, &QComboBox::activated, this, &LabSetup::tryExperiment);
    connect(m_base, &QComboBox::activated, this, &LabSetup::chooseBase);
    connect(m_base, &QComboBox::currentIndexChanged, this, &LabSetup::showExperiment);
    connect(m_reward, &QComboBox::currentIndexChanged, this, &LabSetup::showExperiment);
    connect(m_algorithm, &QComboBox::currentIndexChanged, this, &LabSetup::showExperiment);
    connect(m_more, &LabNumbers::changed, this, &LabSetup::showExperiment);
    connect(m_more, &LabNumbers::questionsFileWanted, this, &LabSetup::questionsFileWanted);
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
    form->addWidget(m_more);
    m_more->hide();
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

QSize LabSetup::minimumSizeHint() const
{
    const int wide = widget() ? widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width() : 0;
    return PanelScroll::minimumSizeHint().expandedTo({wide, 0});
}

void LabSetup::tryExperiment(int index)
{
    const Experiment experiment = experiments()[size_t(index)];
    setBase(experiment.base);
    m_more->setQuestions(experiment.questions);
    LabSettings settings = settingsOf(experiment);
    settings.seed = request().settings.seed;
    setSettings(settings);
}

void LabSetup::showExperiment()
{
    const int index = experimentOf(request());
    m_experiment->setCurrentIndex(index);
    m_experimentSentence->setText(index < 0 ? QString() : experiments()[size_t(index)].sentence);
    m_experimentSentence->setVisible(index >= 0);
    showTasks();
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
    m_more->setQuestions(path);
    m_fold->setChecked(true);
}

LabRequest LabSetup::request() const
{
    LabRequest request;
    request.base = m_base->currentData().toString().toStdString();
    request.settings.reward = RewardKind(m_reward->currentData().toInt());
    request.settings.algorithm = Algorithm(m_algorithm->currentData().toInt());
    m_more->writeTo(request);
    return request;
}

void LabSetup::setSettings(const LabSettings &settings)
{
    m_reward->setCurrentIndex(m_reward->findData(int(settings.reward)));
    m_algorithm->setCurrentIndex(m_algorithm->findData(int(settings.algorithm)));
    m_more->read(settings);
    showSentences();
}

void LabSetup::showBegun(const LabBegun &begun)
{
    if (!begun.base.empty()) {
        setBase(QString::fromStdString(begun.base));
        m_more->setQuestions(QString::fromStdString(begun.questions));
    }
    setSettings(begun.settings);
}

void LabSetup::showSentences()
{
    m_rewardSentence->setText(engineText(rewardKindSentence(RewardKind(m_reward->currentData().toInt()))));
    m_algorithmSentence->setText(engineText(algorithmSentence(Algorithm(m_algorithm->currentData().toInt()))));
}

void LabSetup::setRunning(bool running)
{
    m_form->setEnabled(!running);
    showTasks();
}

void LabSetup::setTasks(const std::vector<LabTaskInfo> &tasks)
{
    m_taskLines.clear();
    for (const LabTaskInfo &task : tasks)
        m_taskLines << tr("%1: %2").arg(engineText(task.name), engineText(task.sentence));
    showTasks();
}

// What a file asks is known when a run has read it.
void LabSetup::showTasks()
{
    const QString file = m_more->questions();
    const bool known = file.isEmpty() || !m_form->isEnabled();
    m_tasks->setText(known ? m_taskLines.join(u'\n') : tr("Questions: those of %1.").arg(QFileInfo(file).fileName()));
    m_tasks->setVisible(!m_tasks->text().isEmpty());
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
        BarRow row{engineText(part.purpose)};
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
