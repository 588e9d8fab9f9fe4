// The models of this machine: lists what other programs and the user's folders hold, says what fits, opens one.
#pragma once

#include "app/model_places.h"
#include "app/options_planner.h"
#include "models/model_finder.h"
#include "models/model_list_filter.h"
#include "models/model_list_model.h"

#include <QDialog>
#include <QHash>

class QLineEdit;
class QMenu;
class QProgressBar;
class QPushButton;

namespace deepscope {

class ModelDetails;
class ModelTable;
class OpenOptionsView;
class QuietLabel;

class ModelBrowser : public QDialog {
    Q_OBJECT

public:
    // What the browser asks of the program around it.
    struct Surroundings {
        QString inUse; // path of the model that is loaded: it is selected at first
        OptionsPlanner::DeviceSource devices;
        std::function<OpenOptions(const QString &path)> optionsOf; // that a model would be opened with now
    };
    ModelBrowser(ModelPlaces places, Surroundings surroundings, QWidget *parent = nullptr);
    ~ModelBrowser() override;

    const QStringList &folders() const { return m_places.folders; }
    void addFolder(const QString &path); // one that is there already is only looked at again
    void removeFolder(const QString &path);
    bool isSearching() const { return m_finder.isSearching(); }
    bool isPlanning() const { return m_planner.isPlanning(); }
    OpenOptionsView *options() const { return m_options; }

signals:
    // "default", or a file; the browser closes. `alsoForNew`: device and cache are meant for new models as well.
    void chosen(const QString &path, const deepscope::OpenOptions &options, bool alsoForNew);
    void foldersChanged(const QStringList &folders);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeTop();
    QWidget *makeStatus();
    QWidget *makeButtons();
    void connectParts();
    void search();
    void searchOrStop();
    void searchEnded(const ScanOutcome &outcome);
    void advance(); // one more model was checked
    void chooseFolder();
    void fillFolderMenu();
    void showSelected();
    void showOptions(const ListedModel *model);
    void planSelected(); // the options have changed
    QString sentenceOn(const ListedModel &model) const;
    void updateHint();
    const ListedModel *selected() const;
    void select(const QString &path);
    void openSelected();
    void copyPath();
    void showInFolder();

    ModelPlaces m_places;
    Surroundings m_surroundings;
    ModelListModel m_model;
    ModelListFilter m_filter;
    QString m_wanted; // path that is selected as soon as it is found
    int m_checks = 0;
    QString m_shown;                       // path of the model whose options are shown
    QHash<QString, OpenOptions> m_changed; // by path: what was changed here and not opened yet
    std::optional<OpenPlan> m_plan;        // of the shown model

    QLineEdit *m_words;
    QPushButton *m_add, *m_remove, *m_rescan, *m_show, *m_open;
    QMenu *m_removeMenu;
    ModelTable *m_table;
    QuietLabel *m_status;
    QProgressBar *m_progress;
    ModelDetails *m_details;
    OpenOptionsView *m_options;
    OptionsPlanner m_planner;
    ModelFinder m_finder; // last: its thread ends before what it tells
};

} // namespace deepscope
