#include "ops/reverse.h"

#include "args.h"
#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"

#include <algorithm>
#include <bit>

namespace deepscope::ops {

namespace {

constexpr const char *Name = "latent_attention_reverse";
constexpr uint32_t Vectors = args::AttentionVectors, Block = args::AttentionBlock;
constexpr uint32_t Four = 4, Step = 8;      // as in shaders/lib/attention_reverse.glsl
constexpr uint32_t SoftwareFours = 4;       // of a vector that eight lanes fetch at a time; of a GPU each fetches all
constexpr uint32_t FewestIterations = 1024; // left for what is no loop over rows

struct Shape {
    uint32_t rows, heads, columns, latent;
};

Shape requireShapes(const Heads &queries, const gpu::Tensor &keys, const TextRows &texts, const Heads &attended,
                    const Heads &attendedSlopes, const gpu::Tensor &scratch, const Heads &querySlopes,
                    const gpu::Tensor &keySlopes)
{
    const gpu::Tensor &first = queries.first, &out = attended.first;
    for (const gpu::Tensor *tensor :
         {&first, &keys, &texts.spans, &out, &attendedSlopes.first, &scratch, &querySlopes.first, &keySlopes})
        requireActivations(*tensor, Name);
    const Shape shape{first.rows, queries.count, first.columns, out.columns};
    require(shape.rows > 0 && shape.heads > 0, Name, "there is no row, or no head");
    require(keys.columns == shape.columns && keys.rows == shape.rows, Name,
            "queries and keys differ in rows or columns");
    require(shape.latent > 0 && shape.latent <= shape.columns, Name, "the values are no part of the keys");
    require(out.rows == shape.rows && attended.count == shape.heads, Name, "queries and what was attended differ");
    require(attendedSlopes.first.rows == shape.rows && attendedSlopes.count == shape.heads &&
                attendedSlopes.first.columns == shape.latent,
            Name, "what was attended and its slopes differ in shape");
    require(querySlopes.first.rows == shape.rows && querySlopes.count == shape.heads &&
                querySlopes.first.columns == shape.columns,
            Name, "queries and their slopes differ in shape");
    require(keySlopes.rows == shape.rows && keySlopes.columns == shape.columns, Name,
            "keys and their slopes differ in shape");
    require(texts.spans.rows == 1 && texts.spans.columns == 2 * shape.rows, Name, "there is not one span for each row");
    require(scratch.rows >= shape.rows && scratch.columns == 2 * shape.heads, Name,
            "the scratch memory is too small, or for another number of heads");
    return shape;
}

struct Form {
    uint32_t columnLanes, fours;
    bool handed;
};

Form formOf(const gpu::Device &device, uint32_t columns)
{
    const uint32_t lanes = device.lanes();
    const uint32_t wanted = std::max(std::bit_ceil(divideUp(columns, Four)), lanes / Vectors);
    const uint32_t columnLanes = std::clamp(wanted, 1U, lanes);
    return {columnLanes, device.isSoftware() ? SoftwareFours : 1, device.isSoftware() && columnLanes == lanes};
}

// Iterations of loops that a block of rows takes: their products with the vectors, `passes` times, and their parts.
uint64_t iterationsOfBlock(const gpu::Device &device, const Shape &shape, const Form &form, uint32_t passes)
{
    const uint64_t products =
        divideUp(shape.columns, Four * form.fours) + divideUp(shape.latent, Four * form.fours) + 3;
    const uint64_t parts = divideUp(shape.columns, Four * form.columnLanes) * uint64_t(Block / Step + 1);
    return Block / device.lanes() * products * passes + parts + 2;
}

// How many rows a dispatch adds to the slopes of keys.
uint32_t rowsAtOnce(const gpu::Device &device, const Shape &shape, const Form &form)
{
    const uint32_t longest = device.features().longestLoops;
    if (longest == 0)
        return shape.rows;
    const uint64_t blocks = (longest - FewestIterations) / iterationsOfBlock(device, shape, form, 1);
    const uint64_t rows = blocks * Block / shape.heads;
    require(rows > 0, Name, "there are more heads than a device with short loops can take at once");
    return uint32_t(std::min<uint64_t>(rows, shape.rows));
}

} // namespace

gpu::Tensor placeAttentionReverseScratch(gpu::Arena &arena, uint32_t rows, uint32_t heads)
{
    return arena.place(TensorType::F32, 2 * heads, rows);
}

void latentAttentionReverse(gpu::Commands &commands, const Heads &queries, const gpu::Tensor &keys,
                            const TextRows &texts, float scale, const Heads &attended, const Heads &attendedSlopes,
                            const gpu::Tensor &scratch, const Heads &querySlopes, const gpu::Tensor &keySlopes)
{
    const Shape shape = requireShapes(queries, keys, texts, attended, attendedSlopes, scratch, querySlopes, keySlopes);
    const gpu::Tensor &q = queries.first, &out = attended.first, &given = attendedSlopes.first;
    const gpu::Device &device = commands.device();
    requireHandingLanes(device, Name);
    const Form form = formOf(device, shape.columns);
    requireLoops(device, divideUp(shape.rows, Block) * iterationsOfBlock(device, shape, form, 2) + FewestIterations,
                 Name);
    args::AttentionReverseArgs arguments{shape.heads,
                                         shape.rows,
                                         shape.columns,
                                         shape.latent,
                                         q.first,
                                         q.stride,
                                         queries.stride,
                                         keys.first,
                                         keys.stride,
                                         out.first,
                                         out.stride,
                                         attended.stride,
                                         given.first,
                                         given.stride,
                                         attendedSlopes.stride,
                                         texts.spans.first,
                                         scratch.first,
                                         scratch.stride,
                                         querySlopes.first.first,
                                         querySlopes.first.stride,
                                         querySlopes.stride,
                                         0,
                                         shape.rows,
                                         scale};
    const bool aligned =
        beginOnFours(queries) && beginOnFours(keys) && beginOnFours(attended) && beginOnFours(attendedSlopes);
    const uint32_t step = Four * form.fours; // columns that are fetched at a time
    const bool whole = aligned && shape.columns % step == 0 && shape.latent % step == 0;
    const bool wholeSlopes = beginOnFours(querySlopes) && wholeFours(keySlopes); // of as many columns
    const gpu::Specialization built{1, {aligned, form.handed, form.columnLanes, form.fours, whole, wholeSlopes}};
    commands.run("attention_query_slopes", built, arguments,
                 {q, keys, out, given, texts.spans, scratch, querySlopes.first},
                 {divideUp(shape.rows * shape.heads, Vectors)});

    arguments.outFirst = keySlopes.first;
    arguments.outStride = keySlopes.stride;
    const uint32_t most = rowsAtOnce(device, shape, form);
    for (uint32_t first = 0; first < shape.rows; first += most) {
        arguments.firstRow = first;
        arguments.endRow = std::min(first + most, shape.rows);
        commands.run("attention_key_slopes", built, arguments, {q, keys, given, texts.spans, scratch, keySlopes},
                     {divideUp(arguments.endRow, Vectors)});
    }
}

} // namespace deepscope::ops
