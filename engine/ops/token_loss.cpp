#include "ops/reverse.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/row_threads.h"

namespace deepscope::ops {

void tokenLoss(gpu::Commands &commands, const gpu::Tensor &logits, const gpu::Tensor &targets,
               const gpu::Tensor &weights, const gpu::Tensor &slopes, const gpu::Tensor &logProbabilities,
               const gpu::Tensor &entropies)
{
    constexpr const char *Name = "token_loss";
    for (const gpu::Tensor *tensor : {&logits, &targets, &weights, &slopes, &logProbabilities, &entropies})
        requireActivations(*tensor, Name);
    require(logits.rows == slopes.rows && logits.columns == slopes.columns, Name, "logits and slopes differ in shape");
    for (const gpu::Tensor *row : {&targets, &weights, &logProbabilities, &entropies})
        require(row->rows == 1 && row->columns == logits.rows, Name, "there is not one number for each row of logits");
    const gpu::Device &device = commands.device();
    const uint32_t subgroups = subgroupsAlong(device, logits.columns);
    requireLoops(device, 3 * (uint64_t(logits.columns) / (4 * device.lanes() * subgroups) + 2), Name);
    const args::TokenLossArgs arguments{logits.columns, logits.first,           logits.stride,
                                        targets.first,  weights.first,          slopes.first,
                                        slopes.stride,  logProbabilities.first, entropies.first};
    commands.run("token_loss", {subgroups, {wholeFours(logits) && beginOnFours(slopes)}}, arguments,
                 {logits, targets, weights, slopes, logProbabilities, entropies}, {logits.rows});
}

} // namespace deepscope::ops
