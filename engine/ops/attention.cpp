#include "ops/attention.h"

#include "args.h"
#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"

#include <algorithm>
#include <limits>

namespace deepscope::ops {

namespace {

constexpr uint32_t MostHeadTile = 4; // heads that share what a workgroup reads of the cache
// Positions of a block. Measured on lavapipe, 16 heads of 512 + 64, position 1023, one core: 4 gives 10, 8 gives 12 and
// 16 gives 13.5 GFLOP/s, but takes 1.9 s to compile instead of 0.9 and 1.1. A GPU keeps all of it in registers.
constexpr uint32_t PositionTile = 4, SoftwarePositionTile = 8;
constexpr uint32_t Chunk = 8;           // columns a lane handles together
constexpr uint32_t GroupsForAGpu = 256; // workgroups that keep a large GPU busy
constexpr uint32_t MostPieces = 8;      // of a part, for as many subgroups of a workgroup
constexpr uint32_t SharedPieces = 2;    // where lanes meet in shared memory, and subgroups wait for each other
constexpr uint32_t GroupsPerThread = 2; // and a thread of a software device with several; one alone wants one
constexpr uint32_t FewestPartials = 1024, MostPartials = 32768;

// The values, then the largest score and the sum.
uint32_t partialStride(uint32_t columns) { return gpu::paddedColumns(columns + 2); }

uint32_t partsOf(uint32_t positions) { return divideUp(positions, args::AttentionPart); }

uint32_t longestOf(const StepRows &step) { return step.pages.columns * step.pageRows; }

// That a row may have: a window begins within the first of its own.
uint32_t mostParts(const StepRows &step, const AttentionRule &rule)
{
    const uint32_t all = partsOf(longestOf(step));
    return rule.window > 0 ? std::min(all, partsOf(rule.window) + 1) : all;
}

uint32_t windowOf(const AttentionRule &rule)
{
    return rule.window > 0 ? rule.window : std::numeric_limits<uint32_t>::max();
}

void requireShapes(const Heads &queries, const CacheRows &keys, const CacheRows &values, const StepRows &step,
                   const AttentionRule &rule, const Heads &out)
{
    const char *op = "attention";
    for (const gpu::Tensor *tensor : {&queries.first, &out.first})
        requireActivations(*tensor, op);
    requireCache(keys, op);
    requireCache(values, op);
    require(keys.tensor.type == values.tensor.type && keys.heads == values.heads &&
                keys.tensor.rows == values.tensor.rows,
            op, "keys and values differ in type, heads or rows");
    static_assert(SmallestPage % SoftwarePositionTile == 0 && SmallestPage % PositionTile == 0);
    require(queries.first.columns == keys.columns, op, "queries and keys differ in columns");
    require(out.first.columns == values.columns, op, "output and values differ in columns");
    require(queries.count > 0 && queries.count == out.count, op, "queries and output differ in heads");
    require(queries.count % keys.heads == 0, op, "the heads of the cache do not divide those of the queries");
    require(queries.first.rows == out.first.rows && step.count() == out.first.rows, op,
            "queries, output and step differ in rows");
    require(!rule.seenUntil || rule.seenUntil.columns >= longestOf(step), op,
            "what is seen is not said of each position");
    if (!rule.sinks)
        return;
    requireActivations(rule.sinks, op);
    require(rule.sinks.columns == queries.count, op, "there is not one sink for each head");
}

// Then no chunk has a tail and every query chunk is two loads.
bool isAligned(const Heads &queries, const CacheRows &keys, const CacheRows &values)
{
    return keys.columns % Chunk == 0 && values.columns % Chunk == 0 && queries.first.first % 4 == 0 &&
           queries.first.stride % 4 == 0 && queries.stride % 4 == 0;
}

// Each is at least one block of positions. A software device runs one subgroup after another.
uint32_t piecesOf(const gpu::Device &device, uint32_t valueColumns, uint32_t slots)
{
    const gpu::DeviceFeatures &features = device.features();
    const bool shared = features.laneForm == gpu::LaneForm::SharedMemory;
    const uint32_t lanes = device.lanes();
    const uint32_t piece = (roundUp(valueColumns, lanes * Chunk) + 2 + (shared ? slots * lanes : 0)) * sizeof(float);
    uint32_t pieces = device.isSoftware() ? 1 : shared ? SharedPieces : MostPieces;
    while (pieces > 1 && (pieces > features.mostSubgroups() ||
                          pieces * piece > features.properties.limits.maxComputeSharedMemorySize))
        pieces /= 2;
    return pieces;
}

void requireReach(const gpu::Device &device, uint32_t positions)
{
    requireLoops(device, uint64_t(partsOf(positions)) * (args::AttentionPart / PositionTile + 2) + 1, "attention");
}

// That a row sees of so many; of those parts that it goes through.
uint64_t seenPositions(const gpu::Commands &commands, const AttentionRule &rule)
{
    return std::min<uint64_t>(commands.rowPositions(), windowOf(rule));
}

void combineParts(gpu::Commands &commands, const gpu::Tensor &scratch, const StepRows &step, const AttentionRule &rule,
                  const Heads &out)
{
    const gpu::Tensor &to = out.first;
    const args::AttentionCombineArgs arguments{to.columns,    mostParts(step, rule), firstRow(step), longestOf(step),
                                               scratch.first, scratch.stride,        to.first,       to.stride,
                                               out.stride,    rule.sinks.first,      windowOf(rule)};
    commands.run(
        "attention_combine", {1, {rule.window > 0, bool(rule.sinks)}}, arguments,
        {scratch, step.rows, to, rule.sinks ? rule.sinks : step.rows}, {out.count, to.rows}, [&] {
            const uint64_t partials = uint64_t(to.rows) * out.count * partsOf(uint32_t(seenPositions(commands, rule)));
            return gpu::Work{partials * scratch.stride * sizeof(float) + step.rows.shapeBytes() + out.shapeBytes(),
                             2 * partials * to.columns};
        });
}

} // namespace

gpu::Tensor placeAttentionScratch(gpu::Arena &arena, uint32_t longest, uint32_t heads, uint32_t columns)
{
    // Room for one row of any length, or for several; where a row has more, its parts are not divided.
    const uint32_t partials = std::clamp(heads * partsOf(longest), FewestPartials, MostPartials);
    return arena.place(TensorType::F32, partialStride(columns), partials);
}

// The blocks of a part are an iteration each, one more goes to the next part, and each loop has one that finds its end.
uint64_t attentionReach(uint32_t longestLoops)
{
    return (uint64_t(longestLoops) - 1) / (args::AttentionPart / PositionTile + 2) * args::AttentionPart;
}

uint32_t attentionHeadTile(uint32_t group)
{
    // Tiles that a group fills evenly: 7 heads in two tiles of 4 waste less than in 7 of one.
    return divideUp(group, divideUp(group, MostHeadTile));
}

bool attentionSplits(const gpu::Device &device, uint32_t rows, uint32_t heads, uint32_t headTiles, uint32_t parts,
                     const gpu::Tensor &scratch)
{
    const uint32_t threads = device.workers();
    const uint32_t enough = !device.isSoftware() ? GroupsForAGpu : threads > 1 ? GroupsPerThread * threads : 1;
    const uint64_t partials = uint64_t(rows) * heads * parts;
    return rows * headTiles < enough && parts > 1 && partials <= scratch.totalRows();
}

void attention(gpu::Commands &commands, const Heads &queries, const CacheRows &keys, const CacheRows &values,
               const StepRows &step, const AttentionRule &rule, const gpu::Tensor &scratch, const Heads &out)
{
    constexpr const char *Name = "attention";
    requireShapes(queries, keys, values, step, rule, out);
    const gpu::Tensor &q = queries.first, &to = out.first;
    const uint32_t heads = queries.count, group = heads / keys.heads, tile = attentionHeadTile(group);
    const uint32_t headTiles = keys.heads * divideUp(group, tile), parts = mostParts(step, rule);
    const bool splits = attentionSplits(commands.device(), q.rows, heads, headTiles, parts, scratch);
    require(!splits || scratch.stride == partialStride(values.columns), Name,
            "the scratch memory is for another width");
    requireReach(commands.device(), (splits ? 1 : parts) * args::AttentionPart);
    const gpu::Tensor &result = splits ? scratch : to;

    const args::AttentionArgs arguments{heads,
                                        group,
                                        keys.columns,
                                        values.columns,
                                        q.first,
                                        q.stride,
                                        queries.stride,
                                        stepArguments(step, keys.tensor.rows, Name),
                                        keys.tensor.stride,
                                        keys.headStride,
                                        keys.tensor.columns,
                                        values.tensor.stride,
                                        values.headStride,
                                        values.tensor.columns,
                                        parts,
                                        result.stride,
                                        result.first,
                                        to.stride,
                                        out.stride,
                                        rule.seenUntil.first,
                                        rule.sinks.first,
                                        windowOf(rule),
                                        rule.scale};
    const bool aligned = isAligned(queries, keys, values);
    const uint32_t positionTile = aligned && commands.device().isSoftware() ? SoftwarePositionTile : PositionTile;
    const auto laneChunks = [&](uint32_t columns) {
        return divideUp(divideUp(columns, Chunk), commands.device().lanes());
    };
    commands.run("attention",
                 {piecesOf(commands.device(), values.columns, tile * positionTile),
                  {uint32_t(keys.tensor.type), aligned, splits, tile, positionTile, laneChunks(values.columns),
                   laneChunks(keys.columns), bool(rule.seenUntil), rule.window > 0, bool(rule.sinks)}},
                 arguments,
                 {q, keys.tensor, values.tensor, step.rows, step.pages, result,
                  rule.seenUntil ? rule.seenUntil : step.pages, rule.sinks ? rule.sinks : step.rows},
                 {headTiles, q.rows, splits ? parts : 1}, [&] {
                     const uint64_t positions = seenPositions(commands, rule),
                                    partials = q.rows * heads * partsOf(uint32_t(positions));
                     const bool within = keys.tensor.buffer == values.tensor.buffer; // the values lie in the keys
                     const uint64_t row = keys.rowBytes() + (within ? 0 : values.rowBytes());
                     return gpu::Work{queries.shapeBytes() + step.rows.shapeBytes() + q.rows * positions * row +
                                          (splits ? partials * scratch.stride * sizeof(float) : out.shapeBytes()),
                                      2 * positions * q.rows * heads * (keys.columns + values.columns)};
                 });
    if (splits)
        combineParts(commands, scratch, step, rule, out);
}

} // namespace deepscope::ops
