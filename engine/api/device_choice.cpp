#include "api/devices.h"

#include <algorithm>
#include <cctype>

namespace deepscope {

namespace {

bool contains(std::string text, std::string part)
{
    const auto lower = [](std::string &s) {
        std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    };
    lower(text);
    lower(part);
    return text.find(part) != std::string::npos;
}

bool isNumber(const std::string &text)
{
    return !text.empty() && text.size() < 6 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

} // namespace

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
