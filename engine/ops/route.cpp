#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/router.h"

namespace deepscope::ops {

namespace {

// A row of `columns` for each row of logits.
void requireRows(const gpu::Tensor &tensor, const gpu::Tensor &logits, uint32_t columns, const char *op)
{
    requireActivations(tensor, op);
    require(tensor.columns == columns, op, "ids or weights are not one for each used");
    require(tensor.rows == logits.rows, op, "logits, ids and weights differ in rows");
}

} // namespace

void requireRoute(const RouterRule &rule, const gpu::Tensor &logits, const gpu::Tensor &ids, const gpu::Tensor &weights,
                  const char *op)
{
    require(rule.experts > 0 && rule.experts <= MostExperts, op, "the number of experts is not in 1 ... 1024");
    require(rule.groups > 0 && rule.experts % rule.groups == 0, op, "the groups differ in size");
    require(rule.groupsUsed > 0 && rule.groupsUsed <= rule.groups, op, "more groups are used than there are");
    require(rule.used > 0 && rule.used <= rule.groupsUsed * (rule.experts / rule.groups), op,
            "more experts are used than there are in the groups");
    requireActivations(logits, op);
    require(logits.columns == rule.experts, op, "there is not one logit for each expert");
    requireRows(ids, logits, rule.used, op);
    requireRows(weights, logits, rule.used, op);
}

void route(gpu::Commands &commands, const gpu::Tensor &logits, const gpu::Tensor &bias, const RouterRule &rule,
           const gpu::Tensor &ids, const gpu::Tensor &weights)
{
    requireRoute(rule, logits, ids, weights, "route");
    if (bias) {
        requireActivations(bias, "route");
        require(bias.columns == rule.experts, "route", "there is not one bias for each expert");
    }
    const args::RouteArgs arguments{logits.first,    logits.stride,  bias.first, rule.used,
                                    rule.groupsUsed, ids.first,      ids.stride, weights.first,
                                    weights.stride,  rule.normalise, rule.scale};
    // Without a bias the binding needs some tensor; the shader does not read it.
    commands.run("route", {1, {rule.experts, rule.gate == Gate::Sigmoid, rule.groups, bool(bias)}}, arguments,
                 {logits, bias ? bias : logits, ids, weights}, {logits.rows}, [&] {
                     return gpu::Work{logits.shapeBytes() + (bias ? bias.shapeBytes() : 0) + ids.shapeBytes() +
                                      weights.shapeBytes()};
                 });
}

void routeChosen(gpu::Commands &commands, const gpu::Tensor &logits, const RouterRule &rule, const gpu::Tensor &ids,
                 const gpu::Tensor &weights)
{
    requireRoute(rule, logits, ids, weights, "route_chosen");
    const args::RouteArgs arguments{
        logits.first,   logits.stride,  0,         rule.used, 0, ids.first, ids.stride, weights.first,
        weights.stride, rule.normalise, rule.scale};
    commands.run("route_chosen", {1, {rule.experts, rule.gate == Gate::Sigmoid}}, arguments, {logits, ids, weights},
                 {logits.rows});
}

} // namespace deepscope::ops
