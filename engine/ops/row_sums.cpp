#include "ops/row_sums.h"

#include "args.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

void rowSums(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &sums)
{
    requireActivations(x, "row_sums");
    requireActivations(sums, "row_sums");
    require(x.columns % 4 == 0 && x.first % 4 == 0, "row_sums", "columns are no multiple of 4");
    require(sums.columns == x.rows, "row_sums", "sums has another number of rows than x");
    constexpr uint32_t Subgroups = 4;
    const args::RowSumsArgs arguments{x.columns, x.rows, x.first, x.stride};
    commands.run("row_sums", {Subgroups, {}}, arguments, {x, sums}, {(x.rows + Subgroups - 1) / Subgroups});
}

} // namespace deepscope::ops
