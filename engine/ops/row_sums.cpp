#include "ops/ops.h"

#include "args.h"
#include "gpu/arithmetic.h"
#include "ops/check_shapes.h"

#include <algorithm>

namespace deepscope::ops {

void rowSums(gpu::Commands &commands, const gpu::Tensor &x, const gpu::Tensor &sums)
{
    requireActivations(x, "row_sums");
    requireActivations(sums, "row_sums");
    require(x.columns % 4 == 0 && x.first % 4 == 0, "row_sums", "columns are no multiple of 4");
    require(sums.columns == x.rows, "row_sums", "sums has another number of rows than x");
    const uint32_t subgroups = std::min(4U, commands.device().features().mostSubgroups());
    const args::RowSumsArgs arguments{x.columns, x.rows, x.first, x.stride};
    commands.run("row_sums", {subgroups, {}}, arguments, {x, sums}, {divideUp(x.rows, subgroups)});
}

} // namespace deepscope::ops
