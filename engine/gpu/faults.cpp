#include "gpu/faults.h"

#include "gpu/validation.h"

#include <type_traits>

namespace deepscope::gpu {

namespace {

std::atomic<Faults *> live = nullptr;

// The function of the table at `Member`, counted, and made to fail when its turn comes.
template <auto Member, CallKind Kind>
struct Thunk;
template <typename... Args, VkResult (VKAPI_PTR *VolkDeviceTable::*Member)(Args...), CallKind Kind>
struct Thunk<Member, Kind> {
    static VKAPI_ATTR VkResult VKAPI_CALL call(Args... args)
    {
        return throughFaults(Kind, [&] { return (live.load()->real().*Member)(args...); });
    }
};

template <auto Member>
struct Create;
template <typename... Args, VkResult (VKAPI_PTR *VolkDeviceTable::*Member)(Args...)>
struct Create<Member> {
    static VKAPI_ATTR VkResult VKAPI_CALL call(Args... args)
    {
        const VkResult result = throughFaults(CallKind::Create, [&] { return (live.load()->real().*Member)(args...); });
        if (result == VK_SUCCESS)
            live.load()->created();
        return result;
    }
};

template <auto Member>
struct Destroy;
template <typename Handle, void (VKAPI_PTR *VolkDeviceTable::*Member)(VkDevice, Handle, const VkAllocationCallbacks *)>
struct Destroy<Member> {
    static VKAPI_ATTR void VKAPI_CALL call(VkDevice device, Handle handle, const VkAllocationCallbacks *allocator)
    {
        if (handle)
            live.load()->destroyed();
        (live.load()->real().*Member)(device, handle, allocator);
    }
};

VKAPI_ATTR VkResult VKAPI_CALL allocateMemory(VkDevice device, const VkMemoryAllocateInfo *info,
                                              const VkAllocationCallbacks *allocator, VkDeviceMemory *memory)
{
    const VkResult result = throughFaults(
        CallKind::Allocate, [&] { return live.load()->real().vkAllocateMemory(device, info, allocator, memory); });
    if (result == VK_SUCCESS)
        live.load()->allocated(*memory, info->allocationSize);
    return result;
}

VKAPI_ATTR void VKAPI_CALL freeMemory(VkDevice device, VkDeviceMemory memory, const VkAllocationCallbacks *allocator)
{
    if (memory)
        live.load()->freed(memory);
    live.load()->real().vkFreeMemory(device, memory, allocator);
}

VKAPI_ATTR VkResult VKAPI_CALL createPipelines(VkDevice device, VkPipelineCache cache, uint32_t count,
                                               const VkComputePipelineCreateInfo *infos,
                                               const VkAllocationCallbacks *allocator, VkPipeline *pipelines)
{
    const VkResult result = throughFaults(CallKind::Pipeline, [&] {
        *pipelines = live.load()->standIn();
        return *pipelines
                   ? VK_SUCCESS
                   : live.load()->real().vkCreateComputePipelines(device, cache, count, infos, allocator, pipelines);
    });
    if (result == VK_SUCCESS)
        live.load()->created();
    return result;
}

VKAPI_ATTR void VKAPI_CALL destroyPipeline(VkDevice device, VkPipeline pipeline, const VkAllocationCallbacks *allocator)
{
    if (pipeline)
        live.load()->destroyed();
    if (!live.load()->standsIn(pipeline))
        live.load()->real().vkDestroyPipeline(device, pipeline, allocator);
}

VKAPI_ATTR void VKAPI_CALL bindPipeline(VkCommandBuffer commands, VkPipelineBindPoint point, VkPipeline pipeline)
{
    Faults &faults = *live.load();
    faults.skipsDispatches = faults.standsIn(pipeline);
    if (!faults.skipsDispatches)
        faults.real().vkCmdBindPipeline(commands, point, pipeline);
}

VKAPI_ATTR void VKAPI_CALL dispatch(VkCommandBuffer commands, uint32_t x, uint32_t y, uint32_t z)
{
    if (!live.load()->skipsDispatches)
        live.load()->real().vkCmdDispatch(commands, x, y, z);
}

// What nobody computed is zero, not what memory happens to hold.
VKAPI_ATTR void VKAPI_CALL copyBuffer(VkCommandBuffer commands, VkBuffer from, VkBuffer to, uint32_t count,
                                      const VkBufferCopy *regions)
{
    Faults &faults = *live.load();
    if (!faults.firstKernelOnly())
        return faults.real().vkCmdCopyBuffer(commands, from, to, count, regions);
    for (uint32_t i = 0; i < count; ++i)
        faults.real().vkCmdFillBuffer(commands, to, regions[i].dstOffset, regions[i].size, 0);
}

VKAPI_ATTR void VKAPI_CALL recordBarrier(VkCommandBuffer commands, const VkDependencyInfo *info)
{
    if (!live.load()->leavesOutBarrier())
        live.load()->real().vkCmdPipelineBarrier2(commands, info);
}

// Work that was begun ends before it is called lost: the driver under it is well, and still writes.
VKAPI_ATTR VkResult VKAPI_CALL waitForFences(VkDevice device, uint32_t count, const VkFence *fences, VkBool32 all,
                                             uint64_t timeout)
{
    Faults &faults = *live.load();
    const VkResult wanted = faults.resultOf(CallKind::Wait);
    const VkResult result =
        faults.real().vkWaitForFences(device, count, fences, all, wanted == VK_SUCCESS ? timeout : UINT64_MAX);
    return wanted == VK_SUCCESS ? result : wanted;
}

} // namespace

Faults::Faults(const Fault &fault) : m_fault(fault) { live = this; }

Faults::~Faults() { live = nullptr; }

Faults *Faults::current() { return live; }

VkResult Faults::resultOf(CallKind kind)
{
    const uint64_t ofKind = ++m_calls[size_t(kind)], ofAny = ++m_calls[size_t(CallKind::Any)];
    const bool now = m_fault.atCall > 0 && m_fault.atCall == (m_fault.kind == CallKind::Any ? ofAny : ofKind) &&
                     (m_fault.kind == CallKind::Any || m_fault.kind == kind);
    if (now && m_fault.raise)
        *m_fault.raise = true;
    if (now && m_fault.result == VK_ERROR_DEVICE_LOST)
        m_lost = true;
    if (now && m_fault.result == VK_TIMEOUT)
        m_stuck = true;
    return now || m_lost || (m_stuck && kind == CallKind::Wait) ? m_fault.result : VK_SUCCESS;
}

bool Faults::standsIn(VkPipeline pipeline)
{
    const std::lock_guard lock(m_mutex);
    return m_standIns.contains(pipeline);
}

VkPipeline Faults::standIn()
{
    const std::lock_guard lock(m_mutex);
    if (!m_fault.firstKernelOnly || m_pipelines++ == 0)
        return VK_NULL_HANDLE;
    const auto pipeline = reinterpret_cast<VkPipeline>(this + m_pipelines); // any name of its own
    m_standIns.insert(pipeline);
    return pipeline;
}

void Faults::set(const Fault &fault)
{
    m_fault = fault;
    m_lost = false;
    m_complaints = 0;
    for (std::atomic<uint64_t> &calls : m_calls)
        calls = 0;
}

bool Faults::leavesOutBarrier()
{
    const uint64_t call = ++m_calls[size_t(CallKind::Barrier)];
    return m_fault.kind == CallKind::Barrier && m_fault.atCall == call;
}

bool Faults::expects(const VkDebugUtilsMessengerCallbackDataEXT &message)
{
    const bool expected = m_fault.kind == CallKind::Barrier && m_fault.atCall > 0 && isHazard(message);
    m_complaints += expected;
    return expected;
}

void Faults::allocated(VkDeviceMemory memory, uint64_t bytes)
{
    const std::lock_guard lock(m_mutex);
    m_sizes[memory] = bytes;
    m_memoryBytes += bytes;
    created();
}

void Faults::freed(VkDeviceMemory memory)
{
    const std::lock_guard lock(m_mutex);
    m_memoryBytes -= m_sizes[memory];
    m_sizes.erase(memory);
    destroyed();
}

#define THUNK(NAME, KIND) table.NAME = Thunk<&VolkDeviceTable::NAME, CallKind::KIND>::call
#define PAIR(WHAT)                                                                                                     \
    table.vkCreate##WHAT = Create<&VolkDeviceTable::vkCreate##WHAT>::call;                                             \
    table.vkDestroy##WHAT = Destroy<&VolkDeviceTable::vkDestroy##WHAT>::call

void Faults::over(VolkDeviceTable &table)
{
    m_real = table;
    m_pipelines = 0;
    table.vkAllocateMemory = allocateMemory;
    table.vkFreeMemory = freeMemory;
    table.vkCreateComputePipelines = createPipelines;
    table.vkDestroyPipeline = destroyPipeline;
    table.vkCmdBindPipeline = bindPipeline;
    table.vkCmdDispatch = dispatch;
    table.vkCmdCopyBuffer = copyBuffer;
    PAIR(Buffer);
    PAIR(BufferView);
    PAIR(CommandPool);
    PAIR(DescriptorSetLayout);
    PAIR(Fence);
    PAIR(PipelineCache);
    PAIR(PipelineLayout);
    PAIR(QueryPool);
    PAIR(ShaderModule);
    THUNK(vkBindBufferMemory, Map);
    THUNK(vkMapMemory, Map);
    THUNK(vkAllocateCommandBuffers, Record);
    THUNK(vkResetCommandBuffer, Record);
    THUNK(vkBeginCommandBuffer, Record);
    THUNK(vkEndCommandBuffer, Record);
    THUNK(vkQueueSubmit2, Submit);
    THUNK(vkResetFences, Finish);
    THUNK(vkGetQueryPoolResults, Finish);
    table.vkCmdPipelineBarrier2 = recordBarrier;
    table.vkWaitForFences = waitForFences;
}

#undef THUNK
#undef PAIR

} // namespace deepscope::gpu
