#include "gpu/device.h"

#include "api/error.h"
#include "gpu/device_heaps.h"
#include "gpu/device_probe.h"
#include "gpu/faults.h"

#include <cstdlib>
#include <mutex>

namespace deepscope::gpu {

namespace {

std::string join(const std::vector<std::string> &parts)
{
    std::string text;
    for (const std::string &part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

struct QueueFamily {
    uint32_t index, timestampBits;
};

QueueFamily computeQueueFamily(VkPhysicalDevice device)
{
    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    for (uint32_t i = 0; i < count; ++i)
        if (families[i].queueFlags & VK_QUEUE_COMPUTE_BIT)
            return {i, families[i].timestampValidBits};
    throw Error(ErrorKind::Device, "The Vulkan device has no compute queue. Choose another device.");
}

} // namespace

std::chrono::microseconds wantedSubmission()
{
    const char *wanted = std::getenv("DEEPSCOPE_SUBMISSION");
    return std::chrono::microseconds(wanted ? std::strtoul(wanted, nullptr, 10) : 100000);
}

Device::Device(const DeviceOptions &options)
    : m_instance(std::make_shared<Instance>(options.validate, options.worker)), m_patience(options.patience),
      m_longestSubmission(options.longestSubmission), m_workers(threadsOf(options.worker))
{
    try {
        select(options.select);
    } catch (...) {
        close();
        throw;
    }
}

Device::Device(std::shared_ptr<const Instance> instance, VkPhysicalDevice device, uint32_t index)
    : m_instance(std::move(instance))
{
    try {
        openIfUsable(device, index);
    } catch (...) {
        close();
        throw;
    }
}

Device::~Device() { close(); }

void Device::close()
{
    if (m_abandoned) {
        static std::mutex mutex;
        static std::vector<std::shared_ptr<const Instance>> &held = *new std::vector<std::shared_ptr<const Instance>>;
        const std::lock_guard lock(mutex);
        held.push_back(m_instance);
    } else if (m_device)
        m_table.vkDestroyDevice(m_device, nullptr);
    m_device = VK_NULL_HANDLE;
}

void Device::select(const std::string &wanted)
{
    const std::vector<VkPhysicalDevice> devices = preferredOrder(*m_instance);
    std::string reasons;
    std::vector<Error> failures;
    int tried = 0;
    for (uint32_t i = 0; i < devices.size(); ++i) {
        if (!isMeant(describe(devices[i], queryFeatures(devices[i]), i), wanted))
            continue;
        ++tried;
        try {
            openIfUsable(devices[i], i);
        } catch (const Error &error) { // the next one may do
            failures.push_back(error);
            const std::string sentences = error.what(); // what failed, and what would help
            m_features.refusals.push_back(
                sentences.substr(0, std::min(sentences.find(". "), sentences.find_last_not_of('.') + 1)));
            m_info = describe(devices[i], m_features, i);
        }
        if (m_info.usable())
            return;
        close();
        reasons += (reasons.empty() ? "" : "; ") + m_info.name + ": " + join(m_info.refusals);
    }
    if (tried == 1 && failures.size() == 1)
        throw failures.front();
    if (tried == 1)
        throw Error(ErrorKind::Device, "The device " + m_info.name + " cannot be used: " + join(m_info.refusals) +
                                           ". Update its driver or choose another device.");
    if (!reasons.empty())
        throw Error(ErrorKind::Device,
                    "No usable Vulkan device (" + reasons + "). Update its driver or choose another.");
    if (devices.empty())
        throw Error(ErrorKind::Device, NoDriverSentence);
    throw Error(ErrorKind::Device,
                "No Vulkan device matches \"" + wanted + "\"; \"deepscope-cli devices\" lists them.");
}

void Device::openIfUsable(VkPhysicalDevice device, uint32_t index)
{
    m_physical = device;
    m_features = queryFeatures(device);
    if (m_features.refusals.empty()) {
        create();
        prove();
    }
    m_info = describe(device, m_features, index);
}

// Where the quick roads give wrong numbers, the slower ones are taken; where these do too, the device is refused.
void Device::prove()
{
    for (;;) {
        const ProbeFindings found = probe(*this);
        if (!found.lanes.empty() && (!m_features.mayShareLanes || m_features.laneForm == LaneForm::SharedMemory))
            m_features.refusals.push_back(found.lanes);
        if (!found.halves.empty() && m_features.integerHalves)
            m_features.refusals.push_back(found.halves);
        if (!m_features.refusals.empty() || (found.lanes.empty() && found.halves.empty()))
            return;
        if (!found.lanes.empty()) {
            m_features.laneForm = LaneForm::SharedMemory;
            m_features.detours.push_back("shared memory between lanes, because " + found.lanes);
        }
        if (!found.halves.empty()) {
            m_features.integerHalves = true;
            m_features.detours.push_back("integers to decode F16, because " + found.halves);
        }
    }
}

void Device::create()
{
    const QueueFamily family = computeQueueFamily(m_physical);
    m_queueFamily = family.index;
    m_timestampBits = std::getenv("DEEPSCOPE_NO_CLOCK") ? 0 : family.timestampBits;
    const float priority = 1;
    VkDeviceQueueCreateInfo queue{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queue.queueFamilyIndex = m_queueFamily;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;

    VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
    v13.maintenance4 = v13.synchronization2 = VK_TRUE;
    v13.subgroupSizeControl = v13.computeFullSubgroups = VK_TRUE;
    VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, &v13};
    v12.scalarBlockLayout = VK_TRUE;

    const char *extension = VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME;
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, &v12};
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    info.enabledExtensionCount = 1;
    info.ppEnabledExtensionNames = &extension;
    check(throughFaults(CallKind::Open, [&] { return vkCreateDevice(m_physical, &info, nullptr, &m_device); }),
          "opening the device");
    volkLoadDeviceTable(&m_table, m_device);
    if (Faults *faults = Faults::current())
        faults->over(m_table);
    m_table.vkGetDeviceQueue(m_device, m_queueFamily, 0, &m_queue);
}

std::chrono::milliseconds Device::patience() const { return isSoftware() ? 10 * m_patience : m_patience; }

std::vector<HeapUse> Device::heaps() const { return heapsOf(m_physical, m_features); }

Device::MemoryType Device::memoryType(uint32_t allowed, VkMemoryPropertyFlags wanted, VkMemoryPropertyFlags liked) const
{
    VkPhysicalDeviceMemoryProperties memory;
    vkGetPhysicalDeviceMemoryProperties(m_physical, &memory);
    for (const VkMemoryPropertyFlags flags : {wanted | liked, wanted})
        for (uint32_t i = 0; i < memory.memoryTypeCount; ++i) {
            const VkMemoryType &type = memory.memoryTypes[i];
            if ((allowed >> i & 1) && (type.propertyFlags & flags) == flags)
                return {i, (memory.memoryHeaps[type.heapIndex].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0};
        }
    throw Error(ErrorKind::Device, "The Vulkan device has no memory of a kind that Deepscope needs. "
                                   "Choose another device.");
}

} // namespace deepscope::gpu
