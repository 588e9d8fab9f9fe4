#include "files_room.h"

#include "paint/number_format.h"
#include "planned_model.h"

#include <QCoreApplication>

namespace deepscope {

namespace {

QString words(const char *text) { return QCoreApplication::translate("FilesRoom", text); }

} // namespace

std::optional<FilesRoom> roomFor(const FilesToPlan &files, const DeviceList &devices)
{
    const DeviceInfo *device = chooseDevice(devices, files.device);
    const PlanReading reading = readForPlan(files.other, devices);
    if (!device || !reading.model)
        return std::nullopt;
    const bool here = files.held && files.heldOn == device->index;
    FilesRoom room;
    room.first = planForContext(planForDevice(files.first, *device), files.tokens).totalBytes();
    room.other = reading.model->plan({files.tokens, files.first.cacheType, 1}, device).totalBytes();
    const DeviceRoom space = roomOn(*device, here ? *files.held : MemoryPlan());
    room.free = space.beside.deviceLocalBudget();
    room.freeAlone = space.anew.deviceLocalBudget();
    room.besideModel = files.held.has_value();
    return room;
}

QString roomWords(const FilesRoom &room)
{
    if (room.larger() > room.free) {
        const QString larger = words(QT_TRANSLATE_NOOP("FilesRoom", "The larger of them needs %1, and %2 are free."))
                                   .arg(formatBytes(room.larger()), formatBytes(room.free));
        const bool helps = room.besideModel && room.larger() <= room.freeAlone;
        return helps ? larger + u' ' +
                           words(QT_TRANSLATE_NOOP("FilesRoom",
                                                   "Closing the model in use (File menu) makes room for them."))
                     : larger;
    }
    const uint64_t both = room.first + room.other;
    const QString fit =
        both <= room.free
            ? words(QT_TRANSLATE_NOOP("FilesRoom", "Both would fit at once: together they need %1, and %2 are free. "
                                                   "They are read one after the other."))
            : words(QT_TRANSLATE_NOOP("FilesRoom", "They are read one after the other: together they need %1, and %2 "
                                                   "are free."));
    const QString sentence = fit.arg(formatBytes(both), formatBytes(room.free));
    return room.besideModel
               ? sentence + u' ' + words(QT_TRANSLATE_NOOP("FilesRoom", "The model in use stays open beside them."))
               : sentence;
}

} // namespace deepscope
