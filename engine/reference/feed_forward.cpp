#include "reference/feed_forward.h"

#include "reference/delta.h"
#include "reference/reverse.h"

#include <numeric>
#include <optional>

namespace deepscope::reference {

namespace {

// Of what comes between a layer's two halves; Qwen3-Next and its kin name it by what stands before it.
template <typename Number>
const char *normName(const Weights<Number> &w)
{
    return w.has("ffn_norm.weight") ? "ffn_norm.weight" : "post_attention_norm.weight";
}

constexpr UnitPieces whole(const char *gate, const char *up, const char *down) { return {gate, up, down}; }

// What the routed experts of some files have beside matrices; pieces of an expert.
struct ExpertExtras {
    UnitRule rule = UnitRule::Swish;
    std::optional<UnitPieces> biases = {};
};

ExpertExtras expertExtras(const Mixture &shape, size_t expert, size_t embedding)
{
    if (!shape.biased)
        return {shape.unit};
    return {shape.unit, UnitPieces{{"ffn_gate_exps.bias", expert * shape.width, shape.width},
                                   {"ffn_up_exps.bias", expert * shape.width, shape.width},
                                   {"ffn_down_exps.bias", expert * embedding, embedding}}};
}

// Some files keep the gate rows of each expert and behind them its up rows in one tensor.
template <typename Number>
UnitPieces expertPieces(const Weights<Number> &w, size_t expert, size_t size)
{
    const Piece down("ffn_down_exps.weight", expert * size, size);
    constexpr const char *Merged = "ffn_gate_up_exps.weight";
    if (w.has(Merged))
        return {{Merged, 2 * expert * size, size}, {Merged, (2 * expert + 1) * size, size}, down};
    return {{"ffn_gate_exps.weight", expert * size, size}, {"ffn_up_exps.weight", expert * size, size}, down};
}

// y += weight * down(rule(gate h, up h)), each product with its bias
template <typename Number>
void addUnit(const Weights<Number> &w, const UnitPieces &pieces, Number weight, FeedForwardRow<Number> &a,
             Row<Number> &y, const ExpertExtras &extras = {})
{
    UnitRow<Number> unit{pieces, weight, w.multiply(pieces.gate, a.normed), w.multiply(pieces.up, a.normed), {}, {}};
    if (extras.biases) {
        addTo<Number>(unit.gate, w.at(extras.biases->gate));
        addTo<Number>(unit.up, w.at(extras.biases->up));
    }
    unit.hidden.resize(unit.gate.size());
    unitHidden<Number>(unit.gate, unit.up, extras.rule, unit.hidden);
    unit.output = w.multiply(pieces.down, unit.hidden);
    if (extras.biases)
        addTo<Number>(unit.output, w.at(extras.biases->down));
    addTo<Number>(y, unit.output, weight);
    a.units.push_back(std::move(unit));
}

// Of what the shared experts give.
template <typename Number>
Number sharedWeight(const Weights<Number> &w, const Mixture &shape, const Row<Number> &normed)
{
    if (!shape.sharedGate)
        return 1;
    Row<Number> weight{1};
    sigmoidMultiply<Number>(w.multiply("ffn_gate_inp_shexp.weight", normed), weight, weight);
    return weight.front();
}

// The chosen experts and the shared ones. DeepSeek-V3 (arXiv:2412.19437) section 2.1.2.
template <typename Number>
void addMixture(const Weights<Number> &w, const Mixture &shape, std::span<const uint32_t> forced,
                FeedForwardRow<Number> &a, Row<Number> &y)
{
    a.routerLogits = w.multiply("ffn_gate_inp.weight", a.normed);
    if (shape.biased)
        addTo<Number>(a.routerLogits, w.at("ffn_gate_inp.bias"));
    const auto bias = w.has("exp_probs_b.bias") ? w.at("exp_probs_b.bias") : std::span<const Number>();
    a.experts.assign(forced.begin(), forced.end());
    if (forced.empty())
        a.experts = chooseExperts<Number>(a.routerLogits, bias, shape.router);
    const Row<Number> weights = expertWeights<Number>(a.routerLogits, shape.router, a.experts);
    for (size_t k = 0; k < a.experts.size(); ++k)
        addUnit(w, expertPieces(w, a.experts[k], y.size() * shape.width), weights[k], a, y,
                expertExtras(shape, a.experts[k], y.size()));
    if (shape.shared > 0)
        addUnit(w, whole("ffn_gate_shexp.weight", "ffn_up_shexp.weight", "ffn_down_shexp.weight"),
                sharedWeight(w, shape, a.normed), a, y);
}

// Gives the slope of the unit's weight.
double unitReverse(const WeightSlopes &w, const UnitRow<double> &unit, Doubles normed, Doubles ySlopes,
                   DoubleOutput normedSlopes)
{
    Row<double> outputSlopes(ySlopes.size()), gateSlopes(unit.gate.size()), upSlopes(unit.up.size());
    addTo<double>(outputSlopes, ySlopes, unit.weight);
    const Row<double> hiddenSlopes = w.multiply(unit.pieces.down, unit.hidden, outputSlopes);
    siluMultiplyReverse(unit.gate, unit.up, hiddenSlopes, gateSlopes, upSlopes);
    addTo<double>(normedSlopes, w.multiply(unit.pieces.up, normed, upSlopes));
    addTo<double>(normedSlopes, w.multiply(unit.pieces.gate, normed, gateSlopes));
    return std::inner_product(ySlopes.begin(), ySlopes.end(), unit.output.begin(), 0.0);
}

} // namespace

template <typename Number>
Row<Number> forward(const Weights<Number> &w, const FeedForward &shape, const Hyperparameters &hyper,
                    std::span<const uint32_t> forced, const Row<Number> &x, FeedForwardRow<Number> &row)
{
    row.x = x;
    row.normed = w.normed(normName(w), x, hyper.normEpsilon);
    Row<Number> y = x;
    if (const auto *mixture = std::get_if<Mixture>(&shape))
        addMixture(w, *mixture, forced, row, y);
    else
        addUnit(w, whole("ffn_gate.weight", "ffn_up.weight", "ffn_down.weight"), Number(1), row, y);
    return y;
}

void reverse(const WeightSlopes &w, const FeedForward &shape, const Hyperparameters &hyper,
             const FeedForwardRow<double> &row, Row<double> &slopes)
{
    Row<double> normedSlopes(row.normed.size()), unitSlopes;
    for (const UnitRow<double> &unit : row.units)
        unitSlopes.push_back(unitReverse(w, unit, row.normed, slopes, normedSlopes));
    if (const auto *mixture = std::get_if<Mixture>(&shape)) {
        Row<double> logitSlopes(row.routerLogits.size());
        routeReverse(row.routerLogits, mixture->router, row.experts, Doubles(unitSlopes).first(row.experts.size()),
                     logitSlopes);
        addTo<double>(normedSlopes, w.multiply("ffn_gate_inp.weight", row.normed, logitSlopes));
    }
    addTo<double>(slopes, w.normed("ffn_norm.weight", row.x, hyper.normEpsilon, normedSlopes));
}

template Row<float> forward(const Weights<float> &, const FeedForward &, const Hyperparameters &,
                            std::span<const uint32_t>, const Row<float> &, FeedForwardRow<float> &);
template Row<double> forward(const Weights<double> &, const FeedForward &, const Hyperparameters &,
                             std::span<const uint32_t>, const Row<double> &, FeedForwardRow<double> &);

} // namespace deepscope::reference
