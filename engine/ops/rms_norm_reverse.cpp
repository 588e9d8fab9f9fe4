#include "ops/reverse.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/row_threads.h"

namespace deepscope::ops {

namespace {

constexpr const char *Name = "rms_norm_reverse";

uint32_t partsOf(uint32_t rows) { return divideUp(rows, args::NormPartRows); }

void requireShapes(const gpu::Tensor &x, const gpu::Tensor &weight, const gpu::Tensor &ySlopes,
                   const gpu::Tensor &xSlopes, const gpu::Tensor &weightSlopes, const gpu::Tensor &scratch)
{
    for (const gpu::Tensor *tensor : {&x, &weight, &ySlopes, &xSlopes, &weightSlopes, &scratch})
        requireActivations(*tensor, Name);
    require(weight.columns == x.columns && weightSlopes.columns == x.columns, Name,
            "x, weight and its slopes differ in columns");
    for (const gpu::Tensor *slopes : {&ySlopes, &xSlopes})
        require(slopes->columns == x.columns && slopes->rows == x.rows, Name, "x and the slopes differ in shape");
    require(scratch.first == 0 && scratch.columns == gpu::paddedColumns(x.columns) &&
                scratch.rows >= partsOf(x.rows) + divideUp(x.rows, scratch.columns),
            Name, "the scratch memory is for another shape");
}

} // namespace

// One row of sums for each part of the rows, then a number for each row.
gpu::Tensor placeNormScratch(gpu::Arena &arena, uint32_t rows, uint32_t columns)
{
    const uint32_t width = gpu::paddedColumns(columns);
    return arena.place(TensorType::F32, width, partsOf(rows) + divideUp(rows, width));
}

void rmsNormReverse(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &weight, float epsilon,
                    const gpu::Tensor &ySlopes, const gpu::Tensor &xSlopes, Accumulate accumulate,
                    const gpu::Tensor &weightSlopes, const gpu::Tensor &scratch)
{
    requireShapes(x, weight, ySlopes, xSlopes, weightSlopes, scratch);
    const gpu::Device &device = commands.device();
    const uint32_t subgroups = subgroupsAlong(device, x.columns), parts = partsOf(x.rows);
    requireLoops(device, 2 * (uint64_t(x.columns) / (4 * device.lanes()) + 2), Name);
    requireLoops(device, parts, Name);
    const uint32_t scales = parts * scratch.stride; // element
    const bool aligned = beginOnFours(x) && beginOnFours(ySlopes);
    const bool whole = aligned && wholeFours(weight) && beginOnFours(xSlopes);
    commands.run("rms_norm_reverse", {subgroups, {whole}},
                 args::RmsNormReverseArgs{x.columns, x.first, x.stride, weight.first, ySlopes.first, ySlopes.stride,
                                          xSlopes.first, xSlopes.stride, scales, accumulate == Accumulate::Yes,
                                          epsilon},
                 {x, weight, ySlopes, xSlopes, scratch}, {x.rows});
    const uint32_t columnGroups = divideUp(x.columns, 4 * device.lanes());
    commands.run("norm_weight_slopes", {1, {aligned}},
                 args::NormWeightSlopesArgs{x.columns, x.rows, ySlopes.first, ySlopes.stride, x.first, x.stride, scales,
                                            scratch.stride},
                 {ySlopes, x, scratch, scratch}, {columnGroups, parts});
    commands.run("add_parts", {}, args::AddPartsArgs{x.columns, parts, scratch.stride, weightSlopes.first},
                 {scratch, weightSlopes}, {columnGroups});
}

} // namespace deepscope::ops
