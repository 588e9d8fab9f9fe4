#include "gpu/submission.h"

#include "api/error.h"

namespace deepscope::gpu {

namespace {

constexpr std::chrono::milliseconds Slice(100); // of waiting, between looks at what else there is
constexpr int PiecesTogether = 4;               // at least, of a submission that is as long as may be

// Less than any device in use reads, times the rows of a batch that it computes with what it has read: a guess that is
// too high costs a few submissions the first time, one that is too low a pause that can be noticed. For software see
// run/worker_for.cpp.
double bytesPerSecond(const Device &device) { return device.isSoftware() ? 2e9 * device.workers() : 1e10; }

std::string secondsText(std::chrono::milliseconds time) { return std::to_string(time.count() / 1000) + " s"; }

} // namespace

Submission::Submission(const Device &device) : m_device(device)
{
    try {
        create();
    } catch (...) {
        release();
        throw;
    }
}

Submission::~Submission()
{
    if (m_underWay)
        waitForFence(nullptr); // a lost device has finished too
    release();
}

void Submission::create()
{
    VkCommandPoolCreateInfo pool{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    pool.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
    pool.queueFamilyIndex = m_device.queueFamily();
    check(m_device.vk().vkCreateCommandPool(m_device.handle(), &pool, nullptr, &m_pool), "preparing commands");
    const VkFenceCreateInfo fence{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    check(m_device.vk().vkCreateFence(m_device.handle(), &fence, nullptr, &m_fence), "preparing commands");
    addPiece();
}

void Submission::release()
{
    if (m_device.abandoned())
        return;
    m_device.vk().vkDestroyFence(m_device.handle(), m_fence, nullptr);
    m_device.vk().vkDestroyCommandPool(m_device.handle(), m_pool, nullptr);
}

void Submission::addPiece()
{
    VkCommandBufferAllocateInfo buffer{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    buffer.commandPool = m_pool;
    buffer.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
    buffer.commandBufferCount = 1;
    VkCommandBuffer commands = VK_NULL_HANDLE;
    check(m_device.vk().vkAllocateCommandBuffers(m_device.handle(), &buffer, &commands), "preparing commands");
    m_pieces.push_back({commands, 0});
}

void Submission::requireDevice() const
{
    if (m_lost || m_device.abandoned())
        check(VK_ERROR_DEVICE_LOST, "working");
}

void Submission::begin()
{
    requireDevice();
    m_used = 0;
    beginPiece();
}

void Submission::beginPiece()
{
    if (m_used == m_pieces.size())
        addPiece();
    Piece &piece = m_pieces[m_used];
    piece.seconds = 0;
    // A recording that an error cut short is given up here.
    check(m_device.vk().vkResetCommandBuffer(piece.commands, 0), "recording commands");
    const VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    check(m_device.vk().vkBeginCommandBuffer(piece.commands, &info), "recording commands");
    ++m_used;
}

VkCommandBuffer Submission::more(double bytes)
{
    const double seconds = bytes / bytesPerSecond(m_device);
    const double most = std::chrono::duration<double>(m_device.longestSubmission()).count() / PiecesTogether;
    if (const double before = m_pieces[m_used - 1].seconds; before > 0 && before + seconds > most) {
        end();
        beginPiece();
    }
    m_pieces[m_used - 1].seconds += seconds;
    return current();
}

void Submission::end() { check(m_device.vk().vkEndCommandBuffer(current()), "recording commands"); }

void Submission::start()
{
    m_next = 0;
    m_submissions = 0;
    submit();
}

void Submission::submit()
{
    requireDevice();
    const double most = std::chrono::duration<double>(m_device.longestSubmission()).count();
    std::vector<VkCommandBufferSubmitInfo> buffers;
    m_first = m_next;
    double seconds = 0;
    do {
        seconds += m_pieces[m_next].seconds;
        buffers.push_back({VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO, nullptr, m_pieces[m_next].commands, 0});
        ++m_next;
    } while (m_next < m_used && seconds + m_pieces[m_next].seconds <= most);
    VkSubmitInfo2 submit{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
    submit.commandBufferInfoCount = uint32_t(buffers.size());
    submit.pCommandBufferInfos = buffers.data();
    m_started = Clock::now();
    check(m_device.vk().vkQueueSubmit2(m_device.queue(), 1, &submit, m_fence), "starting work");
    m_underWay = true;
    ++m_submissions;
}

bool Submission::wait(const std::atomic<bool> *cancel)
{
    while (m_underWay) {
        if (m_device.abandoned()) { // what comes behind work that never ends does not either
            m_underWay = false;
            requireDevice();
        }
        const VkResult result = waitForFence(cancel);
        m_underWay = false;
        if (result == VK_TIMEOUT)
            throw Error(ErrorKind::Device, "The Vulkan device has not finished its work within " +
                                               secondsText(m_device.patience()) +
                                               " and counts as lost; load the model again, or choose another device.");
        m_lost = result == VK_ERROR_DEVICE_LOST;
        check(result, "working");
        learn(std::chrono::duration<double>(Clock::now() - m_started).count());
        check(m_device.vk().vkResetFences(m_device.handle(), 1, &m_fence), "working");
        if (m_next == m_used)
            return true;
        if (cancel && *cancel)
            return false;
        submit();
    }
    return true;
}

// Counted in slices that have passed, not by the clock: a machine that slept meanwhile has lost nothing.
VkResult Submission::waitForFence(const std::atomic<bool> *cancel)
{
    const auto nanoseconds = uint64_t(std::chrono::nanoseconds(Slice).count());
    for (int64_t slices = 0;; ++slices) {
        const VkResult result = m_device.vk().vkWaitForFences(m_device.handle(), 1, &m_fence, VK_TRUE, nanoseconds);
        if (result != VK_TIMEOUT)
            return result;
        const auto patience = cancel && *cancel ? m_device.patience() / 6 : m_device.patience();
        if (slices * Slice >= patience) {
            m_device.abandon();
            return VK_TIMEOUT;
        }
    }
}

// What went together shares its time as the guesses were.
void Submission::learn(double seconds)
{
    double guessed = 0;
    for (size_t i = m_first; i < m_next; ++i)
        guessed += m_pieces[i].seconds;
    for (size_t i = m_first; i < m_next && guessed > 0; ++i)
        m_pieces[i].seconds *= seconds / guessed;
}

} // namespace deepscope::gpu
