#include "gpu/instance.h"

#include "api/error.h"
#include "gpu/faults.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>

namespace deepscope::gpu {

namespace {

void loadVulkan()
{
    static std::once_flag once;
    static VkResult result = VK_SUCCESS;
    std::call_once(once, [] { result = volkInitialize(); });
    if (result != VK_SUCCESS || volkGetInstanceVersion() < VK_API_VERSION_1_3)
        throw Error(ErrorKind::Device, NoDriverSentence);
}

// The loader's functions are the same for every instance; what differs goes through tables of their own.
void loadInstanceFunctions(VkInstance instance)
{
    static std::once_flag once;
    std::call_once(once, [instance] { volkLoadInstanceOnly(instance); });
}

// With its last instance the loader unloads a driver, and NVIDIA's can be linked anew some thirty times in a process
// and no more: after so many loads of a model there would be no driver. So one instance that nobody uses stays.
void keepDriversLoaded(const VkInstanceCreateInfo &like)
{
    static std::once_flag once;
    std::call_once(once, [&like] {
        VkInstanceCreateInfo bare{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
        bare.pApplicationInfo = like.pApplicationInfo;
        VkInstance kept = VK_NULL_HANDLE;
        vkCreateInstance(&bare, nullptr, &kept); // where it fails, the next load may still find the driver
    });
}

int rank(VkPhysicalDeviceType type)
{
    switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
        return 0;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
        return 1;
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
        return 2;
    default:
        return 3;
    }
}

} // namespace

Instance::Instance(bool validate, Worker worker)
{
    loadVulkan();
    const WorkerChoice choice(worker);
    try {
        create(validate);
        m_devices = listDevices();
    } catch (...) {
        release();
        throw;
    }
}

void Instance::create(bool validate)
{
    VkApplicationInfo application{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    application.pApplicationName = "Deepscope";
    application.apiVersion = VK_API_VERSION_1_3;

    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &application;
    if (validate)
        m_validation = std::make_unique<Validation>();
    if (m_validation)
        m_validation->addTo(info);
    const VkResult result =
        throughFaults(CallKind::Open, [&] { return vkCreateInstance(&info, nullptr, &m_instance); });
    if (result == VK_ERROR_INCOMPATIBLE_DRIVER)
        throw Error(ErrorKind::Device, NoDriverSentence);
    check(result, "connecting to Vulkan");
    loadInstanceFunctions(m_instance);
    keepDriversLoaded(info);
    if (m_validation)
        m_validation->start(m_instance);
}

Instance::~Instance() { release(); }

void Instance::release()
{
    if (m_validation)
        m_validation->stop(m_instance);
    if (m_instance)
        vkDestroyInstance(m_instance, nullptr);
}

std::vector<VkPhysicalDevice> Instance::listDevices() const
{
    uint32_t count = 0;
    const auto list = [&](VkPhysicalDevice *devices) {
        check(throughFaults(CallKind::Open, [&] { return vkEnumeratePhysicalDevices(m_instance, &count, devices); }),
              "listing devices");
    };
    list(nullptr);
    std::vector<VkPhysicalDevice> devices(count);
    list(devices.data());
    devices.resize(count);
    return devices;
}

std::vector<VkPhysicalDevice> preferredOrder(const Instance &instance)
{
    std::vector<VkPhysicalDevice> devices = instance.physicalDevices();
    std::stable_sort(devices.begin(), devices.end(), [](VkPhysicalDevice a, VkPhysicalDevice b) {
        VkPhysicalDeviceProperties left, right;
        vkGetPhysicalDeviceProperties(a, &left);
        vkGetPhysicalDeviceProperties(b, &right);
        return rank(left.deviceType) < rank(right.deviceType);
    });
    // Tests of one of several devices: programs see that one alone, as their first.
    const char *only = std::getenv("DEEPSCOPE_ONLY_DEVICE");
    const size_t index = only && *only ? std::strtoul(only, nullptr, 10) : devices.size();
    return index < devices.size() ? std::vector{devices[index]} : devices;
}

} // namespace deepscope::gpu
