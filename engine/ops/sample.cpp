#include "ops/sample.h"

#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"

#include <algorithm>
#include <bit>

namespace deepscope::ops {

namespace {

constexpr const char *Name = "sample";
constexpr uint32_t RowWords = sizeof(args::SampleRow) / 4, EntryWords = sizeof(args::SampleEntry) / 4,
                   ResultWords = sizeof(args::SampleResult) / 4;
static_assert(sizeof(args::SampleRow) == 128 && sizeof(args::SampleEntry) == 16 && sizeof(args::SampleResult) == 576);
static_assert(RowWords % gpu::ChunkElements == 0 && ResultWords % gpu::ChunkElements == 0,
              "rows of a tensor have no gaps");

// A workgroup goes through a row: on a software device, where it is one thread, with few lanes, and with more where
// loops would get long.
constexpr uint32_t SoftwareIds = 16384; // a subgroup
constexpr uint32_t GpuThreads = 512;
constexpr uint32_t FewestGroups = 128; // of ids, whose largest bound the 64th best (shaders/lib/best.glsl)
constexpr uint32_t FewestSegments = 8;

uint32_t subgroupsFor(const gpu::Device &device, uint32_t vocabulary)
{
    const uint32_t wanted =
        device.isSoftware() ? divideUp(vocabulary, SoftwareIds) : std::max(1U, GpuThreads / device.lanes());
    return std::min(wanted, device.features().mostSubgroups());
}

bool isAsPlaced(const gpu::Tensor &tensor) { return tensor.first == 0; }

} // namespace

SampleRequests placeSampleRequests(gpu::Arena &arena, uint32_t rows, uint32_t entries)
{
    return {arena.place(TensorType::F32, RowWords, rows),
            arena.place(TensorType::F32, EntryWords * std::max(entries, 1U), 1)};
}

SampleResults placeSampleResults(gpu::Arena &arena, uint32_t rows)
{
    return {arena.place(TensorType::F32, rows, 1), arena.place(TensorType::F32, ResultWords, rows)};
}

gpu::Tensor placeSampleScratch(gpu::Arena &arena, uint32_t rows, uint32_t vocabulary)
{
    return arena.place(TensorType::F32, vocabulary, rows);
}

void sample(gpu::Commands &commands, const gpu::Tensor &logits, const SampleRequests &requests,
            const gpu::Tensor &scratch, const SampleResults &to)
{
    for (const gpu::Tensor *tensor : {&logits, &requests.rows, &requests.entries, &to.sampled, &to.results})
        requireActivations(*tensor, Name);
    for (const gpu::Tensor *tensor : {&requests.rows, &requests.entries, &scratch, &to.sampled, &to.results})
        require(isAsPlaced(*tensor), Name, "memory must be as it was placed");
    const uint32_t rows = requests.rows.rows, vocabulary = logits.columns;
    require(vocabulary > 0 && vocabulary <= MostDrawnTokens, Name, "the vocabulary is not of 1 ... 262144 tokens");
    require(logits.first % 4 == 0 && logits.stride % 4 == 0, Name, "rows of logits must begin on 16 bytes");
    require(requests.rows.columns == RowWords && to.results.columns == ResultWords, Name, "the records differ in size");
    require(to.results.rows >= rows && to.sampled.columns >= rows, Name, "there is not one result for each row");
    require(!scratch || (scratch.columns == vocabulary && scratch.rows >= rows), Name,
            "the scratch memory is for another shape");

    const gpu::Device &device = commands.device();
    const uint32_t subgroups = subgroupsFor(device, vocabulary), threads = subgroups * device.lanes();
    const uint32_t groups = std::clamp(std::bit_ceil(divideUp(FewestGroups, threads)), 1U, 16U); // a thread
    // At most so often through the row: its best twice, with a search by digits, and the draw. And what is done with
    // the best: every one of 256 is compared with all.
    requireLoops(device, 24 * uint64_t(divideUp(vocabulary, 4 * threads)) + 2 * 256 * divideUp(256U, threads) + 8000,
                 Name);
    const args::SampleArgs arguments{vocabulary,        logits.first,   logits.stride,
                                     logits.rows,       scratch.stride, requests.entries.columns / EntryWords,
                                     to.sampled.columns};
    const uint64_t rowBytes = uint64_t(rows) * logits.stride * sizeof(float) + requests.rows.shapeBytes();
    if (scratch)
        commands.run("sample_adjust", {subgroups}, arguments,
                     {logits, requests.rows, requests.entries, to.sampled, scratch}, {rows}, [&] {
                         return gpu::Work{rowBytes + requests.entries.shapeBytes() +
                                          scratch.rowSlice(0, rows).shapeBytes()};
                     });
    commands.run("sample", {subgroups, {groups, roundUp(FewestSegments, subgroups), bool(scratch)}}, arguments,
                 {logits, scratch ? scratch : logits, requests.rows, to.sampled, to.results}, {rows},
                 [&] { return gpu::Work{rowBytes + rows * (sizeof(args::SampleResult) + sizeof(uint32_t))}; });
}

} // namespace deepscope::ops
