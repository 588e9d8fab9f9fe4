#include "ops/altered_route.h"

#include "args.h"
#include "ops/check_shapes.h"
#include "ops/router.h"

namespace deepscope::ops {

namespace {

constexpr const char *Name = "route_altered";
constexpr uint32_t ChangeWords = sizeof(args::RouterChange) / sizeof(uint32_t);
constexpr uint32_t KnobWords = sizeof(args::ExpertKnob) / sizeof(uint32_t);

void requireAlterations(const RouterAlterations &alterations, uint32_t rows)
{
    requireActivations(alterations.step.rows, Name);
    requireActivations(alterations.changes, Name);
    requireActivations(alterations.knobs, Name);
    require(alterations.step.count() == rows && alterations.step.rows.first % StepRows::RowWords == 0, Name,
            "there is not one row of the step for each row of logits");
    require(alterations.changes.columns == ChangeWords && alterations.changes.first % ChangeWords == 0 &&
                alterations.changes.stride % ChangeWords == 0,
            Name, "a change is not one record");
    require(alterations.knobs.rows == 1 && alterations.knobs.columns >= KnobWords &&
                alterations.knobs.columns % KnobWords == 0 && alterations.knobs.first % KnobWords == 0,
            Name, "knobs are not whole records");
}

bool isTapped(const RouterTap &tap, const RouterRule &rule, uint32_t rows)
{
    require(bool(tap.margins) == bool(tap.scores), Name, "both margins and scores are wanted, or neither");
    if (!tap.margins)
        return false;
    requireActivations(tap.margins, Name);
    requireActivations(tap.scores, Name);
    require(tap.margins.rows == rows && tap.margins.columns == 2, Name, "margins are not two a row");
    require(tap.scores.rows == args::TapRows && tap.scores.columns == rule.experts, Name,
            "scores are not one row of each kind");
    return true;
}

} // namespace

void routeAltered(gpu::Commands &commands, const gpu::Tensor &logits, const gpu::Tensor &bias, const RouterRule &rule,
                  const RouterAlterations &alterations, const RouterTap &tap, const gpu::Tensor &ids,
                  const gpu::Tensor &weights)
{
    RouterRule shape = rule; // what a row uses is its own, and was looked at before
    shape.groupsUsed = rule.groups;
    requireRoute(shape, logits, ids, weights, Name);
    if (bias) {
        requireActivations(bias, Name);
        require(bias.columns == rule.experts, Name, "there is not one bias for each expert");
    }
    requireAlterations(alterations, logits.rows);
    const bool tapped = isTapped(tap, rule, logits.rows);
    // Without, the bindings need some tensor; the kernel does not write it.
    const gpu::Tensor &margins = tapped ? tap.margins : weights, &scores = tapped ? tap.scores : weights;
    const args::RouteAlteredArgs arguments{{logits.first, logits.stride, bias.first, rule.used, rule.groupsUsed,
                                            ids.first, ids.stride, weights.first, weights.stride, rule.normalise,
                                            rule.scale},
                                           firstRow(alterations.step),
                                           alterations.changes.first / ChangeWords,
                                           alterations.changes.stride / ChangeWords,
                                           alterations.changes.rows,
                                           alterations.knobs.first / KnobWords,
                                           alterations.knobs.columns / KnobWords,
                                           margins.first,
                                           margins.stride,
                                           scores.first,
                                           scores.stride};
    commands.run(Name, {1, {rule.experts, rule.gate == Gate::Sigmoid, rule.groups, bool(bias), tapped}}, arguments,
                 {logits, bias ? bias : logits, ids, weights, alterations.step.rows, alterations.changes,
                  alterations.knobs, margins, scores},
                 {logits.rows});
}

void slotExtents(gpu::Commands &commands, const gpu::Tensor &products, uint32_t used, const gpu::Tensor &extents)
{
    constexpr const char *Op = "slot_extents";
    requireActivations(products, Op);
    requireActivations(extents, Op);
    require(products.first == 0 && used > 0 && products.rows == extents.rows * used, Op,
            "products are not one a slot, as they were placed");
    require(extents.columns == 2 * used, Op, "extents are not two a slot");
    commands.run(Op, {1}, args::SlotExtentsArgs{products.columns, used, products.stride, extents.first, extents.stride},
                 {products, extents}, {products.rows});
}

} // namespace deepscope::ops
