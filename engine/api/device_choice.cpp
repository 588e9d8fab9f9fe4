#include "api/devices.h"

#include <algorithm>
#include <cctype>

namespace deepscope {

namespace {

bool contains(const std::string &text, const std::string &part)
{
    const auto alike = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return !std::ranges::search(text, part, alike).empty();
}

bool isNumber(const std::string &text)
{
    return !text.empty() && text.size() < 6 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

} // namespace

DeviceInfo withHeadroom(DeviceInfo device)
{
    for (MemoryHeap &heap : device.heaps)
        heap.budget -= heap.budget / 16;
    return device;
}

bool isMeant(const DeviceInfo &device, const std::string &wanted)
{
    return wanted.empty() ||
           (isNumber(wanted) ? uint32_t(std::stoul(wanted)) == device.index : contains(device.name, wanted));
}

const DeviceInfo *chooseDevice(const DeviceList &list, const std::string &wanted)
{
    const auto found = std::find_if(list.devices.begin(), list.devices.end(), [&](const DeviceInfo &device) {
        return device.usable() && isMeant(device, wanted);
    });
    return found == list.devices.end() ? nullptr : &*found;
}

} // namespace deepscope
