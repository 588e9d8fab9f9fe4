#include "ops/optimizer.h"

#include "args.h"
#include "ops/flat_parts.h"
#include "ops/row_threads.h"

namespace deepscope::ops {

void adamStep(gpu::Commands &commands, const gpu::Tensor &values, const gpu::Tensor &slopes, const gpu::Tensor &first,
              const gpu::Tensor &second, const gpu::Tensor &numbers, const gpu::Tensor &norm)
{
    constexpr const char *Name = "adam_step";
    for (const gpu::Tensor *tensor : {&values, &slopes, &first, &second})
        requireFlat(*tensor, values.columns, Name);
    requireActivations(numbers, Name);
    requireActivations(norm, Name);
    require(numbers.columns == sizeof(AdamNumbers) / sizeof(float), Name, "the numbers of the step are not all there");
    require(norm.columns > 0, Name, "the norm is missing");
    const gpu::Device &device = commands.device();
    const FlatParts parts = flatParts(values.columns);
    requireLoops(device, parts.columns / (4 * device.lanes()) + uint64_t(2), Name);
    const args::FlatArgs arguments{values.columns, parts.columns, values.first,  slopes.first,
                                   first.first,    second.first,  numbers.first, norm.first};
    commands.run("adam_step", {subgroupsAlong(device, parts.columns), {values.columns % 4 == 0}}, arguments,
                 {values, slopes, first, second, numbers, norm, values, first, second}, {parts.count});
    commands.fill(*slopes.buffer, slopes.offset + uint64_t(slopes.first) * sizeof(float),
                  uint64_t(slopes.columns) * sizeof(float), 0);
}

} // namespace deepscope::ops
