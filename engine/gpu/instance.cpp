#include "gpu/instance.h"

#include "api/error.h"
#include "gpu/faults.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
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

VKAPI_ATTR VkBool32 VKAPI_CALL onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
                                         const VkDebugUtilsMessengerCallbackDataEXT *data, void *)
{
    std::fprintf(stderr, "validation: %s\n", data->pMessage);
    std::abort();
}

VkDebugUtilsMessengerCreateInfoEXT messengerInfo()
{
    VkDebugUtilsMessengerCreateInfoEXT info{VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT};
    info.messageSeverity =
        VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    info.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT;
    info.pfnUserCallback = onMessage;
    return info;
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

bool validationWanted()
{
    const char *value = std::getenv("DEEPSCOPE_VALIDATE");
    return value && std::strcmp(value, "0") != 0 && *value;
}

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

    const char *layer = "VK_LAYER_KHRONOS_validation";
    const char *extension = VK_EXT_DEBUG_UTILS_EXTENSION_NAME;
    const VkDebugUtilsMessengerCreateInfoEXT messenger = messengerInfo();
    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &application;
    if (validate) {
        info.enabledLayerCount = 1;
        info.ppEnabledLayerNames = &layer;
        info.enabledExtensionCount = 1;
        info.ppEnabledExtensionNames = &extension;
        info.pNext = &messenger;
    }
    const VkResult result =
        throughFaults(CallKind::Open, [&] { return vkCreateInstance(&info, nullptr, &m_instance); });
    if (result == VK_ERROR_INCOMPATIBLE_DRIVER)
        throw Error(ErrorKind::Device, NoDriverSentence);
    check(result, "connecting to Vulkan");
    loadInstanceFunctions(m_instance);
    if (validate)
        startMessenger(messenger);
}

void Instance::startMessenger(const VkDebugUtilsMessengerCreateInfoEXT &info)
{
    // Of this instance, not of volk's globals: an instance without validation may have been made since.
    const auto create = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>(
        vkGetInstanceProcAddr(m_instance, "vkCreateDebugUtilsMessengerEXT"));
    m_destroyMessenger = reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(
        vkGetInstanceProcAddr(m_instance, "vkDestroyDebugUtilsMessengerEXT"));
    const VkResult result = create ? create(m_instance, &info, nullptr, &m_messenger) : VK_ERROR_EXTENSION_NOT_PRESENT;
    check(result, "starting validation");
}

Instance::~Instance() { release(); }

void Instance::release()
{
    if (m_messenger)
        m_destroyMessenger(m_instance, m_messenger, nullptr);
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
