// Recorded work on its way to the device: in pieces, several at a time, none so long that a person would notice.
#pragma once

#include "gpu/device.h"

#include <atomic>
#include <chrono>
#include <vector>

namespace deepscope::gpu {

// A step is recorded in pieces. Before a piece was run its time is guessed from the bytes that its kernels read and the
// rows that they read them for; each run measures better. Together go as many as take no more than
// Device::longestSubmission(): between two submissions work can be given up, and a display that the device also serves
// gets its turn. A single dispatch is never divided.
class Submission {
public:
    explicit Submission(const Device &device); // throws Error(Device)
    ~Submission();
    Submission(const Submission &) = delete;
    Submission &operator=(const Submission &) = delete;

    // Recording: begin() forgets what was recorded; more() gives the buffer for a command that will take about as long
    // as reading `bytes`, begun anew where the piece before is long enough. All throw Error(Device).
    void begin();
    VkCommandBuffer current() const { return m_pieces[m_used - 1].commands; }
    VkCommandBuffer more(double bytes);
    void end();

    // Starts the first pieces. Until wait() has come back nothing that they use may be touched.
    void start();
    // Carries on until all is done: true; or until `cancel` is set: false, and the rest was not begun. Throws
    // Error(Device) for a lost device. Work that does not end within Device::patience(), or within a sixth of it once
    // it is cancelled, counts as lost: then the device may still be at it, and all that it could use is given up for
    // good (Device::abandon).
    bool wait(const std::atomic<bool> *cancel);

    bool whollySubmitted() const { return m_next == m_used; }
    uint32_t submissions() const { return m_submissions; } // since start()

private:
    using Clock = std::chrono::steady_clock;
    struct Piece {
        VkCommandBuffer commands;
        double seconds; // guessed or measured
    };
    void create();
    void release();
    void addPiece();
    void beginPiece();
    void submit();
    VkResult waitForFence(const std::atomic<bool> *cancel);
    void learn(double seconds);
    void requireDevice() const;

    const Device &m_device;
    VkCommandPool m_pool = VK_NULL_HANDLE;
    VkFence m_fence = VK_NULL_HANDLE;
    std::vector<Piece> m_pieces; // the first m_used are recorded
    size_t m_used = 0;
    size_t m_first = 0, m_next = 0; // [m_first, m_next) is under way
    Clock::time_point m_started;
    uint32_t m_submissions = 0;
    bool m_underWay = false;
    bool m_lost = false;
};

} // namespace deepscope::gpu
