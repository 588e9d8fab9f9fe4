#include "ops/expert_stack.h"

#include "ops/check_shapes.h"
#include "ops/weight_tile.h"

namespace deepscope::ops {

uint32_t expertsOf(const ExpertStack &stack)
{
    uint32_t experts = 0;
    for (const PlaneRows &slab : stack)
        experts += slab.tensor.planes;
    return experts;
}

ExpertRange rangeOf(const ExpertStack &stack, uint32_t expert)
{
    uint32_t first = 0;
    for (const PlaneRows &slab : stack) {
        const uint32_t end = first + slab.tensor.planes;
        if (expert < end)
            return {&slab, first, end};
        first = end;
    }
    throw Error(ErrorKind::Internal,
                "A stack of " + std::to_string(first) + " experts has none of number " + std::to_string(expert) + ".");
}

void requireStack(const ExpertStack &stack, const char *op)
{
    require(!stack.empty(), op, "the weights of the experts are missing");
    const PlaneRows &first = stack.front();
    for (const PlaneRows &slab : stack) {
        requireWeights(slab.tensor, op);
        require(slab.insideItsPlane(), op, "an expert's rows reach outside of its plane");
        require(slab.tensor.type == first.tensor.type && slab.tensor.columns == first.tensor.columns &&
                    slab.tensor.rows == first.tensor.rows && slab.rows == first.rows && slab.firstRow == first.firstRow,
                op, "the slabs of a stack differ in type or shape");
    }
}

} // namespace deepscope::ops
