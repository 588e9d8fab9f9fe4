#include "app/exports.h"

#include "app/file_writing.h"
#include "app/recording.h"
#include "app/save_dialog.h"
#include "app/tab_order.h"
#include "models/recorded_run.h"
#include "models/selection_words.h"
#include "paint/bidi_text.h"
#include "panels/shared/data_panel.h"

#include <QAction>
#include <QBuffer>
#include <QDockWidget>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>

#include <algorithm>

namespace deepscope {

namespace {

constexpr double LeastRatio = 2; // pixels to a logical one, also where the screen has fewer

struct FormWords {
    const char *command, *title, *filter, *name;
};

// In the order of RoutingForm.
constexpr FormWords Forms[] = {
    {QT_TRANSLATE_NOOP("Exports", "&Choices as CSV…"), QT_TRANSLATE_NOOP("Exports", "Save the Choices of Experts"),
     QT_TRANSLATE_NOOP("Exports", "A row for each token, layer and choice (*.csv)"), "routing"},
    {QT_TRANSLATE_NOOP("Exports", "&NumPy Arrays…"), QT_TRANSLATE_NOOP("Exports", "Save the Experts and their Weights"),
     QT_TRANSLATE_NOOP("Exports", "Two NumPy arrays, NAME-ids and NAME-weights (*.npy)"), "routing"},
    {QT_TRANSLATE_NOOP("Exports", "&Usage of Experts…"), QT_TRANSLATE_NOOP("Exports", "Save the Usage of Experts"),
     QT_TRANSLATE_NOOP("Exports", "How often each expert was chosen (*.csv)"), "usage"},
    {QT_TRANSLATE_NOOP("Exports", "As llama.cpp's &moe-trace…"), QT_TRANSLATE_NOOP("Exports", "Save a moe-trace"),
     QT_TRANSLATE_NOOP("Exports", "Layer and expert of each choice (*.csv)"), "moe_trace"},
};

// Both arrays have one name; choosing either of them means both.
QString withoutArrayEnding(QString path)
{
    for (const char *ending : {".npy", "-ids", "-weights"})
        if (path.endsWith(QLatin1String(ending), Qt::CaseInsensitive))
            path.chop(qsizetype(qstrlen(ending)));
    return path;
}

// One of the files that are to be written, and not the one that was chosen, is there: nobody was asked about it.
QString unexpectedFile(RoutingForm form, const QString &path, const QString &chosen)
{
    const std::vector<std::filesystem::path> files = routingFiles(form, path.toStdU16String());
    const auto nameOf = [](const auto &file) { return QString::fromStdU16String(file.generic_u16string()); };
    if (std::ranges::any_of(files, [&](const auto &file) { return nameOf(file) == chosen; }))
        return {};
    for (const auto &file : files)
        if (QFileInfo::exists(nameOf(file)))
            return nameOf(file);
    return {};
}

QByteArray pngBytes(const QImage &image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

PictureWords wordsOf(const RunStore &store, const Selection &selection, const QString &view)
{
    const LoadedModel *model = store.shownModel();
    PictureWords words{view, {}};
    if (model)
        words.title = QStringLiteral("%1 \u2014 %2").arg(view, QString::fromStdString(model->info.name));
    if (const Run *run = store.current())
        words.caption = Exports::tr("%1 of \u201c%2\u201d")
                            .arg(rangeWords(*run, selection.rangeOrAll()), isolated(run->question().simplified()));
    return words;
}

} // namespace

Exports::Exports(const Actions &actions, Workbench &workbench, Settings &settings, QMainWindow &window)
    : QObject(&window), m_actions(actions), m_workbench(workbench), m_settings(settings), m_window(window)
{
    actions.exportRouting->setMenu(new QMenu(&window));
    actions.savePicture->setMenu(new QMenu(&window));
    addForms();
    for (QDockWidget *dock : window.findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly))
        if (auto *panel = qobject_cast<DataPanel *>(dock->widget()))
            addPanel(dock, panel);
}

void Exports::addForms()
{
    for (const RoutingForm form : RoutingForms)
        connect(m_actions.exportRouting->menu()->addAction(tr(Forms[size_t(form)].command)), &QAction::triggered, this,
                [this, form] { askForRouting(form); });
    const RunStore &store = m_workbench.store();
    connect(&store, &RunStore::currentRunChanged, this, &Exports::updateRouting);
    connect(&store, &RunStore::runFinished, this, &Exports::updateRouting);
    updateRouting();
}

void Exports::addPanel(QDockWidget *dock, DataPanel *panel)
{
    QAction *action = m_actions.savePicture->menu()->addAction(dock->windowTitle() + u'…');
    action->setObjectName(dock->objectName());
    connect(action, &QAction::triggered, this, [this, panel] { askForPicture(panel); });
    connect(panel, &DataPanel::pictureWanted, this, [this, panel] { askForPicture(panel); });
    connect(m_actions.savePicture->menu(), &QMenu::aboutToShow, action, [this, action, dock, panel] {
        action->setVisible(m_window.dockWidgetArea(dock) != Qt::NoDockWidgetArea);
        const bool seen = !dock->isHidden() && !liesBehind(*dock) && panel->shownView().widget;
        action->setEnabled(seen);
        action->setStatusTip(seen ? QString() : tr("There is nothing of it to be seen now."));
    });
}

void Exports::updateRouting()
{
    const Run *run = m_workbench.store().current();
    const QString reason = !run                                ? tr("There is no run yet.")
                           : !run->hasExperts()                ? tr("The experts of this run are none, or not known.")
                           : run->state() == RunState::Working ? tr("The run still goes on.")
                                                               : QString();
    m_actions.exportRouting->setEnabled(reason.isEmpty());
    m_actions.exportRouting->menu()->setEnabled(reason.isEmpty());
    m_actions.exportRouting->setStatusTip(reason);
}

void Exports::askForRouting(RoutingForm form)
{
    const FormWords &words = Forms[size_t(form)];
    const uint32_t number = m_workbench.store().current()->id();
    askForPlace(&m_window, m_settings, {tr(words.title), {tr(words.filter)}, QString::fromLatin1(words.name)},
                [this, form, number](const QString &path) {
                    if (const Run *run = m_workbench.store().run(number))
                        writeRoutingOf(*run, form, path);
                });
}

void Exports::writeRoutingOf(const Run &run, RoutingForm form, const QString &chosen)
{
    const QString path = form == RoutingForm::Npy ? withoutArrayEnding(chosen) : chosen;
    const QString there = unexpectedFile(form, path, chosen);
    if (!there.isEmpty())
        return emit m_workbench.problemOccurred(
            {UserProblem::About::Exporting,
             tr("%1 is there already. Choose another name, or that file itself to replace both arrays.").arg(there),
             there});
    QString name = QFileInfo(path).fileName();
    MeasuredRouting measured; // where a person had it measured
    if (form == RoutingForm::Npy)
        name += tr("-ids.npy and -weights.npy");
    if (form == RoutingForm::Usage && &run == m_workbench.store().current())
        measured.read = m_workbench.trials().survey.read();
    QString saved;
    if (form == RoutingForm::Usage && measured.read.empty())
        saved = tr("Saved %1 without mean norms: Reach in Compare Experts measures them.").arg(name);
    write(
        name,
        [path, form, measured, recorded = recordedRun(run)] {
            return writeRoutingFiles(path, form, recorded, measured);
        },
        saved);
}

void Exports::askForPicture(DataPanel *panel)
{
    const PanelView view = panel->shownView();
    if (!view.widget)
        return;
    askForPlace(&m_window, m_settings,
                {tr("Save the Picture"), {tr("PNG image (*.png)"), tr("SVG drawing (*.svg)")}, view.fileName},
                [this, panel = QPointer(panel)](const QString &path) {
                    if (panel)
                        savePicture(panel, path);
                });
}

// The view is drawn here, where it lives; what takes long is on another thread.
void Exports::savePicture(DataPanel *panel, const QString &path)
{
    const PanelView view = panel->shownView();
    if (!view.widget)
        return;
    panel->selection().clearHover(); // the way to the menu led over other things
    const PictureWords words = wordsOf(panel->store(), panel->selection(), view.name);
    const QString name = QFileInfo(path).fileName();
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        return write(name, [path, svg = svgOf(*view.widget, words)] { return writeWholeFile(path, svg); });
    const double ratio = std::max(LeastRatio, view.widget->devicePixelRatioF());
    write(name, [path, image = imageOf(*view.widget, words, ratio)] { return writeWholeFile(path, pngBytes(image)); });
}

void Exports::write(const QString &name, const std::function<QString()> &work, const QString &saved)
{
    writeInBackground(this, m_workbench, name, work, saved);
}

} // namespace deepscope
