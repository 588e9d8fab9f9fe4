// What a run of the lab begins with: the base, the reward, the algorithm, and behind a fold the numbers. While a run
// goes on they are that run's, and cannot be changed.
#pragma once

#include "api/lab.h"
#include "panels/shared/panel_scroll.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace deepscope {

class BarList;
class ElidedLabel;
class LabNumbers;

class LabSetup : public PanelScroll {
    Q_OBJECT

public:
    explicit LabSetup(QWidget *parent = nullptr);

    LabRequest request() const; // without a folder
    void setSettings(const LabSettings &settings);
    void showBegun(const LabBegun &begun); // what a run was asked for, to look at or to ask for again
    void setBase(const QString &path);     // a name of one that comes with the program, or a file
    void setQuestions(const QString &path);
    void setRunning(bool running);
    void setTasks(const std::vector<LabTaskInfo> &tasks);
    void setMemory(const std::vector<LabMemoryPart> &parts); // empty: not known before the start
    void setFolder(const QString &folder);                   // where the run is kept; empty: nowhere so far

    QSize minimumSizeHint() const override; // as wide as its boxes: it scrolls up and down alone

signals:
    void baseFileWanted(); // answered with setBase()
    void questionsFileWanted();
    void folderOpenWanted();

private:
    void buildForm();
    void showSentences();
    void tryExperiment(int index);
    void showExperiment(); // that the form stands for
    void showTasks();
    void chooseBase(int index);
    void changeEvent(QEvent *event) override;
    void showMemory();

    QComboBox *m_experiment, *m_base, *m_reward, *m_algorithm;
    QLabel *m_experimentSentence, *m_rewardSentence, *m_algorithmSentence, *m_tasks;
    QToolButton *m_fold, *m_openFolder;
    QWidget *m_form;
    LabNumbers *m_more;
    BarList *m_memory;
    ElidedLabel *m_folder;
    QStringList m_taskLines;
    std::vector<LabMemoryPart> m_parts;
    int m_lastBase = 0;
};

} // namespace deepscope
