#include "gpu/device_probe.h"

#include "args.h"
#include "gpu/commands.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace deepscope::gpu {

namespace {

constexpr uint32_t Workgroups = 2, MostSubgroups = 4;

// Pairs of halves and what they stand for: whole numbers, the largest, the smallest normal, and below it.
struct Half {
    uint16_t bits;
    float value;
};
constexpr std::array<Half, 8> Halves = {{{0x3c00, 1},
                                         {0xc500, -5},
                                         {0x7bff, 65504},
                                         {0x0400, 0x1p-14F},
                                         {0x03ff, 1023 * 0x1p-24F},
                                         {0x8200, -0x1p-15F},
                                         {0x0001, 0x1p-24F},
                                         {0x8000, -0.0F}}};

// The first words that a lane writes (shaders/probe.comp); exchanges follow.
enum Answer : uint32_t { Lane, Row, Count, Sum, FloatSum, Largest, LargestFloat, Smallest, Before, Exchanges };

struct Questions {
    uint32_t lanes, subgroups;

    uint32_t invocations() const { return lanes * subgroups; } // of a workgroup
    uint32_t answers() const { return Exchanges + uint32_t(std::countr_zero(lanes)); }
    uint32_t words() const { return Workgroups * invocations() * answers() + uint32_t(Halves.size()); }
};

uint32_t bitsOf(uint32_t number) { return std::bit_cast<uint32_t>(float(number)); }

// What the lane brings (shaders/probe.comp).
uint32_t numberOf(const Questions &asked, uint32_t row, uint32_t lane) { return (row * asked.lanes + lane) * 37 % 101; }

// The right answers of a lane, from the second of them on.
std::vector<uint32_t> expected(const Questions &asked, uint32_t row, uint32_t lane)
{
    uint32_t sum = 0, before = 0, largest = 0, smallest = ~0U;
    for (uint32_t other = 0; other < asked.lanes; ++other) {
        const uint32_t number = numberOf(asked, row, other);
        before += other < lane ? number : 0;
        sum += number;
        largest = std::max(largest, number);
        smallest = std::min(smallest, number);
    }
    std::vector<uint32_t> right = {
        lane, row, asked.lanes, sum, bitsOf(sum), largest, std::bit_cast<uint32_t>(-float(smallest)), smallest, before};
    for (uint32_t mask = 1; mask < asked.lanes; mask *= 2)
        right.push_back(bitsOf(numberOf(asked, row, lane ^ mask)));
    return right;
}

std::string nameOf(uint32_t answer)
{
    constexpr const char *Names[] = {"order of lanes", "order of lanes",         "number of lanes", "sums",
                                     "sums",           "largest values",         "largest values",  "smallest values",
                                     "running sums",   "exchanges between lanes"};
    return Names[std::min<uint32_t>(answer, Exchanges)];
}

std::string judgeWorkgroup(const Questions &asked, const uint32_t *words)
{
    std::vector<bool> seen(asked.invocations());
    for (uint32_t i = 0; i < asked.invocations(); ++i, words += asked.answers()) {
        const uint32_t lane = words[Lane], row = words[Row];
        if (words[Count] != asked.lanes)
            return "it says that " + std::to_string(asked.lanes) + " lanes work together, and " +
                   std::to_string(words[Count]) + " do";
        if (lane >= asked.lanes || row >= asked.subgroups || seen[row * asked.lanes + lane])
            return "it gives lanes the same or impossible numbers";
        seen[row * asked.lanes + lane] = true;
        const std::vector<uint32_t> right = expected(asked, row, lane);
        for (uint32_t answer = 0; answer < right.size(); ++answer)
            if (words[answer] != right[answer])
                return "it gives wrong " + nameOf(answer);
    }
    return {};
}

ProbeFindings judge(const Questions &asked, const uint32_t *words)
{
    ProbeFindings findings;
    for (uint32_t group = 0; group < Workgroups && findings.lanes.empty(); ++group)
        findings.lanes = judgeWorkgroup(asked, words + group * asked.invocations() * asked.answers());
    words += Workgroups * asked.invocations() * asked.answers();
    for (const Half &half : Halves)
        if (*words++ != std::bit_cast<uint32_t>(half.value))
            findings.halves = "it decodes small F16 numbers wrongly";
    return findings;
}

bool saysNothingOfKernels(VkResult result)
{
    return result == VK_ERROR_OUT_OF_HOST_MEMORY || result == VK_ERROR_OUT_OF_DEVICE_MEMORY ||
           result == VK_ERROR_DEVICE_LOST;
}

Tensor place(const Buffer &buffer, uint32_t words) { return Arena(&buffer).place(TensorType::F32, words, 1); }

} // namespace

ProbeFindings probe(const Device &device)
{
    const Questions asked{device.lanes(), std::min(device.features().mostSubgroups(), MostSubgroups)};
    const Buffer halves(device, layoutOf(TensorType::F32, Halves.size() / 2, 1).bytes, MemoryUse::Upload);
    for (size_t i = 0; i < Halves.size(); ++i)
        std::memcpy(halves.mapped() + 2 * i, &Halves[i].bits, 2);
    const Buffer answers(device, layoutOf(TensorType::F32, asked.words(), 1).bytes, MemoryUse::ReadBack);
    std::memset(answers.mapped(), 0xff, answers.bytes());

    KernelCache kernels(device);
    const Specialization form{asked.subgroups, {}};
    try {
        kernels.get("probe", form);
    } catch (const VulkanError &error) {
        if (device.features().laneForm == LaneForm::SharedMemory || saysNothingOfKernels(error.result()))
            throw;
        return {.lanes = "it cannot build a kernel that uses its subgroups", .halves = {}};
    }
    Commands commands(kernels);
    commands.begin();
    commands.run("probe", form, args::ProbeArgs{asked.answers(), uint32_t(Halves.size() / 2)},
                 {place(halves, Halves.size() / 2), place(answers, asked.words())}, {Workgroups});
    commands.end();
    commands.submitAndWait();
    std::vector<uint32_t> words(asked.words());
    std::memcpy(words.data(), answers.mapped(), words.size() * 4);
    return judge(asked, words.data());
}

} // namespace deepscope::gpu
