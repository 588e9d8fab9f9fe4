// A recorded list of work for the device. Recorded once, submitted as often as wanted.
#pragma once

#include "gpu/dependencies.h"
#include "gpu/kernel.h"
#include "gpu/submission.h"
#include "gpu/tensor.h"
#include "gpu/timestamps.h"
#include "gpu/work.h"

#include <array>
#include <cstring>
#include <initializer_list>
#include <span>

namespace deepscope::gpu {

struct Groups {
    uint32_t x = 1, y = 1, z = 1;
};

struct CopyRegion {
    uint64_t from = 0, to = 0, bytes = 0; // offsets in the two buffers
};

class Commands {
public:
    explicit Commands(KernelCache &kernels, uint32_t timestamps = 0);
    ~Commands();
    Commands(const Commands &) = delete;
    Commands &operator=(const Commands &) = delete;

    const Device &device() const { return m_device; }

    void begin(); // forgets what was recorded before
    void end();

    // Builds the kernels that `record` runs, several at once; nothing is recorded by it.
    template <typename Record>
    void prepareKernels(Record &&record)
    {
        begin();
        m_wishing = true;
        record();
        m_wishing = false;
        m_kernels.buildWished();
    }

    // From now on each command that is recorded is measured by itself: none runs beside another, and all together take
    // longer than when they are not measured. Before begin(); `timestamps` of the constructor: two for each command.
    // rowPositions: how many positions a row of the step sees, for counts of work. False where the device has no clock.
    bool measureEach(uint32_t rowPositions);
    uint64_t rowPositions() const { return m_rowPositions; }
    std::vector<MeasuredCommand> measured() const; // of the last submission

    // Waits for what was recorded before where it reads or writes what that wrote, or writes what that read: by the
    // ranges that are bound, so two that touch different columns of the same rows belong in one `independent`.
    // Arguments: a struct of shaders/args.h, at most 128 bytes. Tensors: in the order of the shader's bindings. `count`
    // gives the Work and is called only where that is asked for.
    template <typename Arguments, typename Count>
    void run(std::string_view shader, const Specialization &specialization, const Arguments &arguments,
             std::initializer_list<Tensor> tensors, Groups groups, Count &&count)
    {
        static_assert(sizeof(Arguments) <= 128 && std::is_trivially_copyable_v<Arguments>);
        if (m_wishing)
            return m_kernels.wish(shader, specialization);
        if (m_measuring)
            m_work = count();
        dispatch(m_kernels.get(shader, specialization), &arguments, sizeof(Arguments),
                 {tensors.begin(), tensors.size()}, groups);
    }

    // Of a kernel that goes through all of its tensors once and multiplies nothing.
    template <typename Arguments>
    void run(std::string_view shader, const Specialization &specialization, const Arguments &arguments,
             std::initializer_list<Tensor> tensors, Groups groups)
    {
        run(shader, specialization, arguments, tensors, groups, [&] {
            Work work;
            for (const Tensor &tensor : tensors)
                work.bytes += tensor.shapeBytes();
            return work;
        });
    }

    // Runs recorded by `work` do not wait for each other.
    template <typename Work>
    void independent(Work &&work)
    {
        m_dependencies.beginGroup();
        work();
        m_dependencies.endGroup();
    }

    void copy(const Buffer &from, uint64_t fromOffset, const Buffer &to, uint64_t toOffset, uint64_t bytes);
    void copy(const Buffer &from, const Buffer &to,
              std::span<const CopyRegion> regions); // in one command; at least one
    void fill(const Buffer &buffer, uint64_t offset, uint64_t bytes, uint32_t value);
    void timestamp(uint32_t index); // the device's clock when everything before it is done

    // Starts what was recorded. Until wait() has come back, nothing that it uses may be touched, nor may it be begun or
    // submitted again. It goes to the device in pieces (submission.h); `cancel` is looked at between them, and where it
    // ended the work early the result is false. All throw Error(Device) for a lost device; one whose work does not end
    // counts as lost.
    void submit();
    bool wait(const std::atomic<bool> *cancel = nullptr); // nothing happens when nothing is under way
    bool submitAndWait(const std::atomic<bool> *cancel = nullptr);
    uint32_t submissions() const { return m_submission.submissions(); }     // that the last one took
    bool whollySubmitted() const { return m_submission.whollySubmitted(); } // what is submitted next comes after it

    // Microseconds from timestamp 0 to each that was recorded; of the last submission. Empty where the device has no
    // clock. Timestamps are recorded one after another from 0 on.
    std::vector<double> timestamps() const { return m_timestamps.read(); }
    uint32_t dispatches() const { return m_dispatches; }                               // recorded
    const std::vector<Command> &recorded() const { return m_dependencies.commands(); } // since begin()

private:
    void dispatch(const Kernel &kernel, const void *arguments, uint32_t bytes, std::span<const Tensor> tensors,
                  Groups groups);
    VkCommandBuffer recording() const { return m_submission.current(); }
    void bind(const Kernel &kernel, std::span<const Tensor> tensors);
    bool needless(const Barrier &barrier) const;
    void finishFor(Unit unit, std::vector<Access> accesses);
    void record(const Barrier &barrier);
    void beginMeasuring();
    void endMeasuring(std::string_view kernel, Work work);

    KernelCache &m_kernels;
    const Device &m_device;
    Submission m_submission;
    Timestamps m_timestamps;
    uint32_t m_dispatches = 0;
    Dependencies m_dependencies;
    bool m_wishing = false; // kernels are named, not run
    bool m_measuring = false;
    uint32_t m_rowPositions = 0;
    Work m_work;                             // of the command that is recorded next
    std::vector<MeasuredCommand> m_measured; // recorded, without their times
};

} // namespace deepscope::gpu
