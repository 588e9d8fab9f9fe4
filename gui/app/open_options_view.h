// How the selected model is to be opened: device, context, cache; beside it what that takes.
#pragma once

#include "models/open_plan.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;

namespace deepscope {

class BarList;
class ContextBox;

class OpenOptionsView : public QWidget {
    Q_OBJECT

public:
    explicit OpenOptionsView(QWidget *parent = nullptr);

    void setDevices(const DeviceList &devices);
    // Another model; its plan is not known yet. `context` is what it was made for; 0 = unknown.
    void showModel(const OpenOptions &options, uint32_t context);
    void showPlan(const OpenPlan &plan);
    void clearPlan();

    OpenOptions options() const;
    bool alsoForNewModels() const; // device and cache

    QComboBox *deviceBox() const { return m_device; }
    ContextBox *contextBox() const { return m_context; }
    QComboBox *cacheBox() const { return m_cache; }
    QCheckBox *newModelsBox() const { return m_newModels; }
    BarList *bars() const { return m_bars; }

signals:
    void changed(); // by a person

protected:
    void changeEvent(QEvent *event) override;

private:
    QFormLayout *makeForm();
    void selectDevice(const QString &wanted);
    void showBars();

    QComboBox *m_device, *m_cache;
    ContextBox *m_context;
    QCheckBox *m_newModels;
    BarList *m_bars;
    DeviceList m_devices;
    std::optional<MemoryPlan> m_plan; // that the bars show
};

} // namespace deepscope
