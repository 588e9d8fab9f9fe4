#include "ops/step_rows.h"

#include "ops/check_shapes.h"

#include <bit>

namespace deepscope::ops {

uint32_t firstRow(const StepRows &step) { return step.rows.first / StepRows::RowWords; }

args::StepArgs stepArguments(const StepRows &step, uint32_t poolRows, const char *op)
{
    requireActivations(step.rows, op);
    requireActivations(step.pages, op);
    require(step.rows.rows == 1 && step.rows.first % StepRows::RowWords == 0 && step.count() > 0, op,
            "the step's rows must be as they were placed");
    require(step.pageRows >= SmallestPage && std::has_single_bit(step.pageRows), op,
            "a page must hold a power of two of positions");
    require(poolRows >= step.pageRows && poolRows % step.pageRows == 0, op, "the pool must hold whole pages");
    return {firstRow(step),
            step.pages.first,
            step.pages.stride,
            step.pages.rows,
            step.pages.columns,
            poolRows / step.pageRows,
            uint32_t(std::countr_zero(step.pageRows))};
}

void takeDrawnTokens(gpu::Commands &commands, const StepRows &step, const gpu::Tensor &drawn)
{
    constexpr const char *Name = "take_drawn_tokens";
    requireActivations(step.rows, Name);
    requireActivations(drawn, Name);
    require(step.rows.first % StepRows::RowWords == 0 && drawn.first == 0 && drawn.columns > 0, Name,
            "memory must be as it was placed");
    commands.run(Name, {1}, args::TakeDrawnTokensArgs{firstRow(step), step.count(), drawn.columns}, {drawn, step.rows},
                 {1});
}

} // namespace deepscope::ops
