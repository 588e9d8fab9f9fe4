#include "model/scratch_plan.h"

#include "model/forward_pass.h"
#include "model/step_memory.h"

namespace deepscope {

uint64_t scratchBytes(const Hyperparameters &hyper)
{
    return activationBytes(hyper) + 2 * StepMemory::deviceBytes(hyper);
}

} // namespace deepscope
