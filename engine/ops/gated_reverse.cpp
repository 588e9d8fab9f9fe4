#include "ops/reverse.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/row_threads.h"

namespace deepscope::ops {

void gatedReverse(gpu::Commands &commands, const gpu::Tensor &gate, const gpu::Tensor &up,
                  const gpu::Tensor &hiddenSlopes, const gpu::Tensor &gateSlopes, const gpu::Tensor &upSlopes)
{
    constexpr const char *Name = "gated_reverse";
    bool whole = true;
    for (const gpu::Tensor *tensor : {&gate, &up, &hiddenSlopes, &gateSlopes, &upSlopes}) {
        requireActivations(*tensor, Name);
        require(tensor->rows == gate.rows && tensor->columns == gate.columns, Name,
                "gate, up and the slopes differ in shape");
        whole = whole && wholeFours(*tensor);
    }
    const gpu::Device &device = commands.device();
    const uint32_t groups = groupsAlong(device, gate.columns);
    requireLoops(device, uint64_t(gate.columns) / (4 * device.lanes() * groups) + 2, Name);
    const args::GatedReverseArgs arguments{gate.columns,      gate.first,         gate.stride,         up.first,
                                           up.stride,         hiddenSlopes.first, hiddenSlopes.stride, gateSlopes.first,
                                           gateSlopes.stride, upSlopes.first,     upSlopes.stride};

    commands.run("gated_reverse", {1, {whole}}, arguments, {gate, up, hiddenSlopes, gateSlopes, upSlopes},
                 {gate.rows, groups});
}

} // namespace deepscope::ops
