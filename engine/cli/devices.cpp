#include "verbs.h"

#include "api/devices.h"
#include "api/error.h"
#include "json_output.h"
#include "options.h"
#include "terminal_text.h"

#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

Json toJson(const DeviceInfo &device)
{
    Json heaps = Json::array();
    for (const MemoryHeap &heap : device.heaps)
        heaps.push_back({{"bytes", heap.bytes}, {"budget", heap.budget}, {"device_local", heap.deviceLocal}});
    return {{"index", device.index},
            {"name", device.name},
            {"type", deviceTypeName(device.type)},
            {"driver", device.driver},
            {"vulkan", device.apiVersion},
            {"subgroup_size", device.subgroupSize},
            {"heaps", heaps},
            {"paths", device.paths},
            {"usable", device.usable()},
            {"refusals", device.refusals}};
}

void printPlain(const DeviceInfo &device)
{
    say(stdout, "%u  %s\n   %s, driver %s, Vulkan %s\n", device.index, device.name.c_str(), deviceTypeName(device.type),
        device.driver.c_str(), device.apiVersion.c_str());
    for (const MemoryHeap &heap : device.heaps)
        say(stdout, "   memory %.1f GiB (budget %.1f GiB)%s\n", double(heap.bytes) / (1 << 30),
            double(heap.budget) / (1 << 30), heap.deviceLocal ? ", on the device" : "");
    for (const std::string &path : device.paths)
        say(stdout, "   uses %s\n", path.c_str());
    for (const std::string &refusal : device.refusals)
        say(stdout, "   cannot be used: %s\n", refusal.c_str());
}

} // namespace

void addDevices(CLI::App &app)
{
    auto *verb = app.add_subcommand("devices", "List the Vulkan devices");
    auto json = std::make_shared<bool>(false);
    verb->add_flag("--json", *json, "Print one JSON object");
    addUnusedDevice(*verb);
    verb->callback([json] {
        const DeviceList list = listDevices();
        if (*json) {
            Json devices = Json::array();
            for (const DeviceInfo &device : list.devices)
                devices.push_back(toJson(device));
            print({{"devices", devices}, {"problem", list.problem}});
        } else {
            for (const DeviceInfo &device : list.devices)
                printPlain(device);
        }
        if (!list.problem.empty())
            throw Error(ErrorKind::Device, list.problem);
    });
}

} // namespace deepscope::cli
