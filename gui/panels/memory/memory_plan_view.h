// What a model would need of each device with another context, cache or room for answers: the model in use, where there
// is none that of the run that is looked at, or any file by its header alone.
#pragma once

#include "models/planned_model.h"
#include "models/run_store.h"
#include "panels/shared/panel_scroll.h"

class QLabel;
class QPushButton;
class QSpinBox;

namespace deepscope {

class BarList;
class ContextCurve;
class ElidedLabel;
class PlanBoxes;

class MemoryPlanView : public PanelScroll {
    Q_OBJECT

public:
    explicit MemoryPlanView(const RunStore &store, QWidget *parent = nullptr);

    void showFile(const QString &path);          // plans a file; it stays until another, or the model in use, is wanted
    void showModel();                            // the model in use or of the run; starts as that is
    void setReading(const PlanReading &reading); // the answer to readingWanted(); one to an earlier wish is dropped
    bool isOfFile() const { return !m_file.isEmpty(); }

    PlanBoxes *boxes() const { return m_boxes; }
    QSpinBox *contextBox() const;
    QString verdict() const; // "Fits: ..." or "Does not fit: ..."
    QString change() const;  // what to do where it does not; empty: it fits
    QString subject() const; // whose plan it is
    QString formulas() const;
    BarList *bars() const { return m_bars; }
    ContextCurve *curve() const { return m_curve; }
    BarList *deviceList() const { return m_deviceList; }
    BarList *shapes() const { return m_shapes; }
    QPushButton *useButton() const { return m_use; }
    QPushButton *fileButton() const { return m_another; }
    QPushButton *backButton() const { return m_back; }
    QString pointedWords() const { return m_pointed; }

signals:
    void contextWanted(uint32_t tokens); // for the model in use, as it is otherwise
    void openWanted(const QString &path, const deepscope::OpenOptions &options); // no device: none was chosen
    void readingWanted(const QString &path);                                     // of a header, and of the devices
    void fileWanted();                                                           // a person wants to choose one
    void subjectChanged();
    void pointedChanged();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makePage();
    void connectParts();
    const LoadedModel *loaded() const; // that is planned; null = none, or a file
    QString path() const;
    DeviceList devices() const;
    std::optional<DeviceInfo> device() const; // that is planned for
    MemoryPlan planned(const DeviceInfo *on) const;
    bool isOnlyContext() const; // of the model in use nothing but the context differs
    void modelChanged();
    void beginFile(const PlannedModel &model);
    void askForHeader();
    void refresh();
    void showNothing(const QString &sentence);
    void showVerdict(const MemoryPlan &plan, const DeviceInfo *on);
    void showBars(const MemoryPlan &plan);
    void showCurve(uint32_t sequences);
    void showDevices();
    void showUse(const MemoryPlan &plan, const DeviceInfo *on);
    void use();
    QString reasonAgainstUsing(const MemoryPlan &plan, const DeviceInfo *on) const; // empty = it can be used

    const RunStore &m_store;
    QString m_file;                      // empty: the model in use, or of the run
    QString m_reason;                    // why the file has no plan; empty: it has, or is being read
    std::optional<PlannedModel> m_model; // nothing: not read yet, or there is none
    DeviceList m_devices;                // as they were when the header was read; none before
    std::optional<DeviceInfo> m_chosen;  // device that a person chose in the list
    std::vector<DeviceInfo> m_listed;    // one for each row of the list, behind its heading
    QString m_asked;                     // path of the header that was asked for last
    QString m_pointed;

    PlanBoxes *m_boxes;
    ElidedLabel *m_subject;
    QPushButton *m_another, *m_back, *m_use;
    QLabel *m_verdict, *m_change, *m_formulas;
    BarList *m_bars;
    ContextCurve *m_curve;
    BarList *m_deviceList, *m_shapes;
};

} // namespace deepscope
