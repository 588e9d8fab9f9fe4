// What two files of one model would take of a device, known from their headers, and what is free there.
#pragma once

#include "api/memory_plan.h"

#include <QString>

#include <optional>

namespace deepscope {

// What is to be planned.
struct FilesToPlan {
    MemoryPlan first;    // of the model of the text
    QString other;       // a file
    uint32_t tokens = 0; // of the text
    std::string device;  // as LoadRequest::device
    // The model in use lies there as well, on the device with this index; nothing: none is in use.
    std::optional<MemoryPlan> held;
    uint32_t heldOn = 0;
};

struct FilesRoom {
    uint64_t first = 0, other = 0; // bytes on the device
    uint64_t free = 0;             // there, beside the model in use
    bool besideModel = false;      // one is in use
    uint64_t freeAlone = 0;        // where it is closed

    uint64_t larger() const { return first > other ? first : other; }
};

// Never throws; nothing for a file that cannot be read, or where there is no such device.
std::optional<FilesRoom> roomFor(const FilesToPlan &files, const DeviceList &devices);
// For a person: whether both fit at once, and that they are read one after the other. One or two sentences.
QString roomWords(const FilesRoom &room);

} // namespace deepscope
