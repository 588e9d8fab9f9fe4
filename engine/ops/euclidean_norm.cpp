#include "ops/optimizer.h"

#include "args.h"
#include "ops/flat_parts.h"
#include "ops/row_threads.h"

namespace deepscope::ops {

gpu::Tensor placeSumScratch(gpu::Arena &arena, uint64_t columns)
{
    return arena.place(TensorType::F32, flatParts(columns).count, 1);
}

void euclideanNorm(gpu::Commands &commands, const gpu::Tensor &slopes, const gpu::Tensor &scratch,
                   const gpu::Tensor &norm)
{
    constexpr const char *Name = "euclidean_norm";
    requireFlat(slopes, slopes.columns, Name);
    requireActivations(scratch, Name);
    requireActivations(norm, Name);
    const gpu::Device &device = commands.device();
    const FlatParts parts = flatParts(slopes.columns);
    require(scratch.first == 0 && scratch.columns == parts.count, Name, "the scratch memory is for another length");
    require(norm.columns > 0, Name, "there is no room for the norm");
    requireLoops(device, parts.columns / (4 * device.lanes()) + uint64_t(2), Name);
    requireLoops(device, parts.count / device.lanes() + uint64_t(2), Name);
    commands.run("sum_of_squares", {subgroupsAlong(device, parts.columns), {}},
                 args::FlatArgs{slopes.columns, parts.columns, slopes.first}, {slopes, scratch}, {parts.count});
    commands.run("root_of_sums", {subgroupsAlong(device, parts.count), {}},
                 args::RootOfSumsArgs{parts.count, norm.first}, {scratch, norm}, {});
}

} // namespace deepscope::ops
