#include "ops/ops.h"

#include "args.h"
#include "ops/check_shapes.h"

namespace deepscope::ops {

namespace {

void requireRule(const RouterRule &rule)
{
    require(rule.experts > 0 && rule.experts <= MostExperts, "route", "the number of experts is not in 1 ... 1024");
    require(rule.groups > 0 && rule.experts % rule.groups == 0, "route", "the groups differ in size");
    require(rule.groupsUsed > 0 && rule.groupsUsed <= rule.groups, "route", "more groups are used than there are");
    require(rule.used > 0 && rule.used <= rule.groupsUsed * (rule.experts / rule.groups), "route",
            "more experts are used than there are in the groups");
}

} // namespace

void route(gpu::Commands &commands, const gpu::Tensor &logits, const gpu::Tensor &bias, const RouterRule &rule,
           const gpu::Tensor &ids, const gpu::Tensor &weights)
{
    requireRule(rule);
    for (const gpu::Tensor *tensor : {&logits, &ids, &weights})
        requireActivations(*tensor, "route");
    require(logits.columns == rule.experts, "route", "there is not one logit for each expert");
    require(ids.columns == rule.used && weights.columns == rule.used, "route",
            "ids or weights are not one for each used");
    require(ids.rows == logits.rows && weights.rows == logits.rows, "route", "logits, ids and weights differ in rows");
    if (bias) {
        requireActivations(bias, "route");
        require(bias.columns == rule.experts, "route", "there is not one bias for each expert");
    }
    const args::RouteArgs arguments{logits.first,    logits.stride,  bias.first, rule.used,
                                    rule.groupsUsed, ids.first,      ids.stride, weights.first,
                                    weights.stride,  rule.normalise, rule.scale};
    // Without a bias the binding needs some tensor; the shader does not read it.
    commands.run("route", {1, {rule.experts, rule.groups, rule.gate == Gate::Sigmoid, bool(bias)}}, arguments,
                 {logits, bias ? bias : logits, ids, weights}, {logits.rows}, [&] {
                     return gpu::Work{logits.shapeBytes() + (bias ? bias.shapeBytes() : 0) + ids.shapeBytes() +
                                      weights.shapeBytes()};
                 });
}

} // namespace deepscope::ops
