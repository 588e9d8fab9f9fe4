#include "ops/reverse.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/router.h"

namespace deepscope::ops {

void routeReverse(gpu::Commands &commands, const gpu::Tensor &logits, const RouterRule &rule, const gpu::Tensor &ids,
                  const gpu::Tensor &weightSlopes, const gpu::Tensor &logitSlopes)
{
    constexpr const char *Name = "route_reverse";
    requireRoute(rule, logits, ids, weightSlopes, Name);
    requireActivations(logitSlopes, Name);
    require(logitSlopes.rows == logits.rows && logitSlopes.columns == logits.columns, Name,
            "the logits and their slopes differ in shape");
    const args::RouteReverseArgs arguments{
        logits.first,        logits.stride,     rule.used,          ids.first,      ids.stride, weightSlopes.first,
        weightSlopes.stride, logitSlopes.first, logitSlopes.stride, rule.normalise, rule.scale};
    commands.run(Name, {1, {rule.experts, rule.gate == Gate::Sigmoid}}, arguments,
                 {logits, ids, weightSlopes, logitSlopes}, {logits.rows});
}

} // namespace deepscope::ops
