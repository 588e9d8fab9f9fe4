// The models of this machine: lists what other programs and the user's folders hold, says what fits, opens one.
#pragma once

#include "app/model_places.h"
#include "models/model_finder.h"
#include "models/model_list_filter.h"
#include "models/model_list_model.h"

#include <QDialog>

class QLineEdit;
class QMenu;
class QProgressBar;
class QPushButton;

namespace deepscope {

class ModelDetails;
class ModelTable;
class QuietLabel;

class ModelBrowser : public QDialog {
    Q_OBJECT

public:
    // `inUse` is the path of the model that is loaded: it is selected at first.
    ModelBrowser(ModelPlaces places, const QString &inUse, ModelFinder::DeviceChoice device, QWidget *parent = nullptr);
    ~ModelBrowser() override;

    const QStringList &folders() const { return m_places.folders; }
    void addFolder(const QString &path); // one that is there already is only looked at again
    void removeFolder(const QString &path);
    bool isSearching() const { return m_finder.isSearching(); }

signals:
    void chosen(const QString &path); // "default", or a file; the browser closes
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
    void updateHint();
    const ListedModel *selected() const;
    void select(const QString &path);
    void openSelected();
    void copyPath();
    void showInFolder();

    ModelPlaces m_places;
    ModelListModel m_model;
    ModelListFilter m_filter;
    QString m_wanted; // path that is selected as soon as it is found
    int m_checks = 0;

    QLineEdit *m_words;
    QPushButton *m_add, *m_remove, *m_rescan, *m_show, *m_open;
    QMenu *m_removeMenu;
    ModelTable *m_table;
    QuietLabel *m_status;
    QProgressBar *m_progress;
    ModelDetails *m_details;
    ModelFinder m_finder; // last: its thread ends before what it tells
};

} // namespace deepscope
