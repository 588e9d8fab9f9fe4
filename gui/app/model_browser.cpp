#include "app/model_browser.h"

#include "app/model_details.h"
#include "app/model_table.h"
#include "app/open_options_view.h"
#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QUrl>
#include <QVBoxLayout>

namespace deepscope {

namespace {

constexpr QSize FirstSize(960, 660);

QWidget *makeRow(const std::vector<QWidget *> &widgets, int stretched)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * Step);
    for (size_t i = 0; i < widgets.size(); ++i)
        layout->addWidget(widgets[i], int(i) == stretched ? 1 : 0);
    return row;
}

// Whether a model fits is checked for the device that a new model would be opened on.
ModelFinder::DeviceChoice deviceOf(const ModelBrowser::Surroundings &surroundings)
{
    const std::string wanted = surroundings.optionsOf({}).device.toStdString();
    return [devices = surroundings.devices, wanted]() -> std::optional<DeviceInfo> {
        const DeviceList list = devices();
        const DeviceInfo *chosen = chooseDevice(list, wanted);
        return chosen ? std::optional(*chosen) : std::nullopt;
    };
}

} // namespace

ModelBrowser::ModelBrowser(ModelPlaces places, Surroundings surroundings, QWidget *parent)
    : QDialog(parent), m_places(std::move(places)), m_surroundings(std::move(surroundings)),
      m_wanted(m_surroundings.inUse), m_words(new QLineEdit), m_add(new QPushButton(tr("&Add Folder…"))),
      m_remove(new QPushButton(tr("Re&move Folder "))), m_rescan(new QPushButton(tr("&Rescan"))),
      m_show(new QPushButton(tr("&Show in Folder"))), m_open(new QPushButton(tr("&Open"))),
      m_removeMenu(new QMenu(this)), m_table(new ModelTable), m_status(new QuietLabel), m_progress(new QProgressBar),
      m_details(new ModelDetails), m_options(new OpenOptionsView), m_planner(m_surroundings.devices),
      m_finder(deviceOf(m_surroundings))
{
    setWindowTitle(tr("Models"));
    m_filter.setSourceModel(&m_model);
    m_table->setModel(&m_filter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4 * Step, 4 * Step, 4 * Step, 4 * Step);
    column->setSpacing(2 * Step);
    column->addWidget(makeTop());
    column->addWidget(m_table, 1);
    column->addWidget(makeStatus());
    column->addSpacing(Step);
    column->addWidget(m_details);
    column->addSpacing(Step);
    column->addWidget(m_options);
    column->addSpacing(Step);
    column->addWidget(makeButtons());
    connectParts();
    resize(FirstSize.boundedTo(screen()->availableSize()));
    m_table->setFocus();
    search();
}

ModelBrowser::~ModelBrowser() = default;

QWidget *ModelBrowser::makeTop()
{
    m_words->setObjectName(QStringLiteral("modelFilter"));
    m_words->setPlaceholderText(tr("Filter by name, architecture, quantisation or folder"));
    m_words->setAccessibleName(tr("Filter of the models"));
    m_words->setClearButtonEnabled(true);
    m_remove->setMenu(m_removeMenu);
    for (QPushButton *button : {m_add, m_remove, m_rescan, m_show})
        button->setAutoDefault(false);
    return makeRow({m_words, m_add, m_remove, m_rescan}, 0);
}

QWidget *ModelBrowser::makeStatus()
{
    m_status->setObjectName(QStringLiteral("modelStatus"));
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(40 * Step, 2 * Step);
    m_progress->setAccessibleName(tr("Progress of the search"));
    QSizePolicy policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // nothing moves when the search ends
    m_progress->setSizePolicy(policy);
    return makeRow({m_status, m_progress}, 0);
}

QWidget *ModelBrowser::makeButtons()
{
    auto *close = new QPushButton(tr("Close"));
    close->setAutoDefault(false);
    m_open->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    return makeRow({m_show, new QWidget, close, m_open}, 1);
}

void ModelBrowser::connectParts()
{
    connect(&m_finder, &ModelFinder::found, this, [this](const ModelEntry &entry) {
        m_model.add(entry);
        // The default model comes first and is selected, until the wanted one comes or a person chooses.
        const ListedModel *now = selected();
        if (!now || (now->isDefault() && QString::fromStdString(entry.path) == m_wanted))
            select(QString::fromStdString(entry.path));
    });
    connect(&m_finder, &ModelFinder::entered, this,
            [this](const QString &folder) { m_status->setText(tr("Looking in %1").arg(shortPath(folder))); });
    connect(&m_finder, &ModelFinder::deviceChosen, &m_model, &ModelListModel::setDevice);
    connect(&m_finder, &ModelFinder::checked, this, [this](const QString &path, const ModelCheck &check) {
        m_model.setCheck(path, check);
        advance();
    });
    connect(&m_finder, &ModelFinder::finished, this, &ModelBrowser::searchEnded);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ModelBrowser::showSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ModelBrowser::showSelected);
    connect(m_table, &ModelTable::copyRequested, this, &ModelBrowser::copyPath);
    connect(m_table, &QTableView::doubleClicked, this, &ModelBrowser::openSelected);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_filter.setWords(words);
        if (!m_table->currentIndex().isValid())
            m_table->setCurrentIndex(m_filter.index(0, 0));
        updateHint();
    });
    connect(m_add, &QPushButton::clicked, this, &ModelBrowser::chooseFolder);
    connect(m_rescan, &QPushButton::clicked, this, &ModelBrowser::searchOrStop);
    connect(m_options, &OpenOptionsView::changed, this, &ModelBrowser::planSelected);
    connect(&m_planner, &OptionsPlanner::devicesListed, m_options, &OpenOptionsView::setDevices);
    connect(&m_planner, &OptionsPlanner::planned, this, [this](const QString &, const OpenPlan &plan) {
        m_plan = plan;
        m_options->showPlan(plan);
        showSelected();
    });
    connect(m_show, &QPushButton::clicked, this, &ModelBrowser::showInFolder);
    connect(m_open, &QPushButton::clicked, this, &ModelBrowser::openSelected);
}

void ModelBrowser::search()
{
    if (const ListedModel *model = selected())
        m_wanted = QString::fromStdString(model->entry.path);
    m_model.clear();
    m_planner.forget();
    m_checks = 0;
    fillFolderMenu();
    m_rescan->setText(tr("S&top"));
    m_status->setText(tr("Looking for models"));
    m_status->setToolTip({});
    m_progress->setRange(0, 0);
    m_progress->show();
    m_finder.search(m_places.all());
    showSelected();
    updateHint();
}

void ModelBrowser::searchOrStop()
{
    if (m_finder.isSearching())
        m_finder.cancel();
    else
        search();
}

void ModelBrowser::advance()
{
    ++m_checks;
    m_progress->setRange(0, m_model.rowCount());
    m_progress->setValue(m_checks);
    m_status->setText(tr("Reading headers: %1 of %2").arg(m_checks).arg(m_model.rowCount()));
}

void ModelBrowser::searchEnded(const ScanOutcome &outcome)
{
    m_progress->hide();
    m_rescan->setText(tr("&Rescan"));
    int refused = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        refused += m_model.at(row).reason().isEmpty() ? 0 : 1;
    m_status->setText(searchSummary(m_model.rowCount(), refused, outcome));
    m_status->setToolTip(m_status->text());
    showSelected();
    updateHint();
}

void ModelBrowser::updateHint()
{
    if (m_filter.rowCount() == 0 && m_model.rowCount() > 0)
        m_table->setHint(tr("No model matches “%1”.").arg(m_words->text()));
    else if (m_finder.isSearching() || m_model.rowCount() > 1) // the default model is always there
        m_table->setHint({});
    else
        m_table->setHint(m_places.nothingFound());
}

void ModelBrowser::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Add a Folder of Models"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &ModelBrowser::addFolder);
    dialog->open();
}

void ModelBrowser::addFolder(const QString &path)
{
    if (!m_places.folders.contains(path)) {
        m_places.folders << path;
        emit foldersChanged(m_places.folders);
    }
    search();
}

void ModelBrowser::removeFolder(const QString &path)
{
    m_places.folders.removeAll(path);
    emit foldersChanged(m_places.folders);
    search();
}

void ModelBrowser::fillFolderMenu()
{
    m_removeMenu->clear();
    for (const QString &folder : m_places.folders)
        connect(m_removeMenu->addAction(shortPath(folder).replace(u'&', QStringLiteral("&&"))), &QAction::triggered,
                this, [this, folder] { removeFolder(folder); });
    m_remove->setEnabled(!m_places.folders.isEmpty());
    m_remove->setToolTip(m_places.folders.isEmpty() ? tr("Only folders that you added can be removed")
                                                    : tr("The files in it stay as they are"));
}

const ListedModel *ModelBrowser::selected() const
{
    const QModelIndex current = m_filter.mapToSource(m_table->currentIndex());
    return current.isValid() ? &m_model.at(current.row()) : nullptr;
}

void ModelBrowser::select(const QString &path)
{
    const QModelIndex index = m_filter.mapFromSource(m_model.index(m_model.rowOf(path), 0));
    if (index.isValid())
        m_table->setCurrentIndex(index);
}

void ModelBrowser::showSelected()
{
    const ListedModel *model = selected();
    showOptions(model);
    if (model)
        m_details->showModel(*model, sentenceOn(*model));
    else
        m_details->showNothing();
    m_open->setEnabled(model && model->reason().isEmpty());
    m_open->setText(!m_shown.isEmpty() && m_shown == m_surroundings.inUse ? tr("Rel&oad with These Options")
                                                                          : tr("&Open"));
    m_show->setEnabled(model && !model->isDefault());
}

// The options stay as they are while more becomes known of the same model.
void ModelBrowser::showOptions(const ListedModel *model)
{
    const bool usable = model && model->reason().isEmpty();
    const QString path = usable ? QString::fromStdString(model->entry.path) : QString();
    m_options->setEnabled(usable);
    if (path == m_shown)
        return;
    m_shown = path;
    m_plan.reset();
    m_planner.cancel();
    if (!usable)
        return m_options->clearPlan();
    m_options->showModel(m_changed.value(path, m_surroundings.optionsOf(path)), model->entry.contextLength);
    m_planner.plan(path, m_options->options());
}

void ModelBrowser::planSelected()
{
    if (m_shown.isEmpty())
        return;
    m_changed[m_shown] = m_options->options();
    m_planner.plan(m_shown, m_options->options());
}

QString ModelBrowser::sentenceOn(const ListedModel &model) const
{
    if (!model.reason().isEmpty())
        return model.reason();
    return m_plan ? planSentence(*m_plan) : tr("Reading the header of the file…");
}

void ModelBrowser::openSelected()
{
    const ListedModel *model = selected();
    if (!model || !model->reason().isEmpty())
        return;
    accept();
    emit chosen(m_shown, m_options->options(), m_options->alsoForNewModels());
}

// From the filter down into the list, and back with the keys for "find".
void ModelBrowser::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down && m_words->hasFocus())
        m_table->setFocus();
    else if (event->matches(QKeySequence::Find))
        m_words->setFocus();
    else
        QDialog::keyPressEvent(event);
}

void ModelBrowser::copyPath()
{
    if (const ListedModel *model = selected())
        QGuiApplication::clipboard()->setText(QDir::toNativeSeparators(QString::fromStdString(model->entry.path)));
}

void ModelBrowser::showInFolder()
{
    if (const ListedModel *model = selected())
        QDesktopServices::openUrl(
            QUrl::fromLocalFile(QFileInfo(QString::fromStdString(model->entry.path)).absolutePath()));
}

} // namespace deepscope
