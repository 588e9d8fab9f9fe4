#include "gpu/validation.h"

#include "gpu/faults.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace deepscope::gpu {

namespace {

constexpr const char *Layer = "VK_LAYER_KHRONOS_validation";
constexpr const char *Extension = VK_EXT_DEBUG_UTILS_EXTENSION_NAME;
constexpr VkValidationFeatureEnableEXT Synchronization = VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT;

// The layer calls back on the thread that records.
thread_local bool recordingApart = false;

VKAPI_ATTR VkBool32 VKAPI_CALL onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
                                         const VkDebugUtilsMessengerCallbackDataEXT *data, void *)
{
    if (recordingApart && isHazard(*data))
        return VK_FALSE;
    if (Faults *faults = Faults::current(); faults && faults->expects(*data))
        return VK_FALSE;
    std::fprintf(stderr, "validation: %s\n", data->pMessage);
    std::abort();
}

} // namespace

bool isHazard(const VkDebugUtilsMessengerCallbackDataEXT &message)
{
    return message.pMessageIdName && std::strncmp(message.pMessageIdName, "SYNC-HAZARD", 11) == 0;
}

bool validationWanted()
{
    const char *value = std::getenv("DEEPSCOPE_VALIDATE");
    return value && std::strcmp(value, "0") != 0 && *value;
}

Validation::Validation()
    : m_messages{VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT},
      m_features{VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT, &m_messages}
{
    m_messages.messageSeverity =
        VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    m_messages.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT;
    m_messages.pfnUserCallback = onMessage;
    m_features.enabledValidationFeatureCount = 1;
    m_features.pEnabledValidationFeatures = &Synchronization;
}

void Validation::addTo(VkInstanceCreateInfo &info)
{
    info.enabledLayerCount = 1;
    info.ppEnabledLayerNames = &Layer;
    info.enabledExtensionCount = 1;
    info.ppEnabledExtensionNames = &Extension;
    info.pNext = &m_features;
}

void Validation::start(VkInstance instance)
{
    // Of this instance, not of volk's globals: an instance without validation may have been made since.
    const auto create = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>(
        vkGetInstanceProcAddr(instance, "vkCreateDebugUtilsMessengerEXT"));
    const VkResult result =
        create ? create(instance, &m_messages, nullptr, &m_messenger) : VK_ERROR_EXTENSION_NOT_PRESENT;
    check(result, "starting validation");
}

void Validation::stop(VkInstance instance)
{
    if (!m_messenger)
        return;
    const auto destroy = reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(
        vkGetInstanceProcAddr(instance, "vkDestroyDebugUtilsMessengerEXT"));
    destroy(instance, m_messenger, nullptr);
    m_messenger = VK_NULL_HANDLE;
}

RecordingApart::RecordingApart(bool apart) { recordingApart = apart; }

RecordingApart::~RecordingApart() { recordingApart = false; }

} // namespace deepscope::gpu
