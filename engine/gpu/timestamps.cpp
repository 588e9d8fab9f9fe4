#include "gpu/timestamps.h"

namespace deepscope::gpu {

Timestamps::Timestamps(const Device &device, uint32_t most)
    : m_device(device), m_most(device.timestampBits() > 0 ? most : 0)
{
    if (m_most == 0)
        return;
    VkQueryPoolCreateInfo queries{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
    queries.queryType = VK_QUERY_TYPE_TIMESTAMP;
    queries.queryCount = m_most;
    check(m_device.vk().vkCreateQueryPool(m_device.handle(), &queries, nullptr, &m_queries), "preparing timestamps");
}

Timestamps::~Timestamps()
{
    if (!m_device.abandoned())
        m_device.vk().vkDestroyQueryPool(m_device.handle(), m_queries, nullptr);
}

void Timestamps::begin(VkCommandBuffer commands)
{
    m_recorded = 0;
    if (m_queries)
        m_device.vk().vkCmdResetQueryPool(commands, m_queries, 0, m_most);
}

void Timestamps::record(VkCommandBuffer commands, uint32_t index)
{
    if (!m_queries || index >= m_most)
        return;
    m_recorded = index + 1;
    // A software device ends each dispatch before the next; asking it to finish once more costs as much as another. A
    // GPU must be asked for the end of what came before.
    const VkPipelineStageFlags2 stage =
        m_device.isSoftware() ? VK_PIPELINE_STAGE_2_TOP_OF_PIPE_BIT : VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    m_device.vk().vkCmdWriteTimestamp2(commands, stage, m_queries, index);
}

std::vector<double> Timestamps::read() const
{
    // Waiting for one that nothing writes would never end.
    std::vector<uint64_t> ticks(m_recorded);
    std::vector<double> microseconds(m_recorded);
    if (m_recorded == 0)
        return microseconds;
    check(m_device.vk().vkGetQueryPoolResults(m_device.handle(), m_queries, 0, m_recorded, ticks.size() * 8,
                                              ticks.data(), 8, VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT),
          "reading timestamps");
    const double period = m_device.features().properties.limits.timestampPeriod / 1000.0;
    const uint64_t valid = ~uint64_t(0) >> (64 - m_device.timestampBits());
    for (uint32_t i = 0; i < m_recorded; ++i)
        microseconds[i] = double((ticks[i] - ticks[0]) & valid) * period;
    return microseconds;
}

} // namespace deepscope::gpu
