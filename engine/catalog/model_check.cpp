#include "api/model_catalog.h"

#include "catalog/model_entry.h"
#include "catalog/model_header.h"

namespace deepscope {

ModelCheck checkModel(const std::string &path, const DeviceInfo &device, CacheType cacheType)
{
    ModelCheck check;
    check.deviceBudget = device.deviceLocalBudget();
    try {
        const ModelHeader header(path);
        check.remarks = header.info.remarks;
        check.whole = planForDevice(header.plan(0, cacheType), device);
        check.context = header.largestContextOn(device, cacheType);
        if (check.context > 0)
            check.fitting = planForDevice(header.plan(check.context, cacheType), device);
    } catch (const std::exception &error) {
        check.reason = reasonOf(error.what(), path);
    }
    return check;
}

} // namespace deepscope
