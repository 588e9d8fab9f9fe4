// Two files of a model compared for the window: the choice of the other file, and the work on a thread of its own.
#pragma once

#include "app/settings.h"
#include "models/file_comparison.h"

#include <functional>
#include <memory>

class QWidget;

namespace deepscope {

class FilesPage;

class FileComparing : public QObject {
    Q_OBJECT

public:
    using DeviceSource = std::function<DeviceList()>; // asked for each plan, on another thread

    // All that is given must outlive it.
    FileComparing(FilesPage &page, FileComparison &files, Settings &settings, QWidget *window,
                  DeviceSource devices = listDevices);
    ~FileComparing() override; // what is under way is dropped

private:
    void choose();
    void planRoom();
    void compare(uint32_t question, const FilesToCompare &asked);
    void drop();

    FileComparison &m_files;
    Settings &m_settings;
    QWidget *m_window;
    DeviceSource m_devices;
    uint32_t m_plans = 0;                 // that were asked for; the newest counts
    std::shared_ptr<CancelFlag> m_cancel; // of the work under way; null = none
};

} // namespace deepscope
