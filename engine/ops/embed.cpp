#include "ops/embed.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/weight_tile.h"

namespace deepscope::ops {

void embed(gpu::Commands &commands, const gpu::Tensor &table, const gpu::Tensor &tokens, const gpu::Tensor &x)
{
    requireActivations(tokens, "embed");
    requireActivations(x, "embed");
    require(bool(table) && table.first == 0 && table.stride == gpu::paddedColumns(table.columns), "embed",
            "the table must be a whole matrix");
    require(table.rows > 0 && table.columns == x.columns, "embed", "the table and x differ in columns");
    require(tokens.columns == x.rows, "embed", "there is not one token for each row");
    const args::EmbedArgs arguments{x.columns, table.rows, tailElement(table), tokens.first, x.first, x.stride};
    commands.run("embed", {1, {uint32_t(table.type)}}, arguments, {table, tokens, x}, {x.rows});
}

} // namespace deepscope::ops
