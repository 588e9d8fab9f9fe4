#include "reference/reverse.h"

#include <cmath>
#include <numeric>

namespace deepscope::reference {

TokenLoss tokenLoss(Doubles logits, uint32_t target, double weight, DoubleOutput slopes)
{
    const std::vector<double> logProbabilities = logSoftmax<double>(logits);
    double entropy = 0;
    for (size_t i = 0; i < logits.size(); ++i) {
        const double probability = std::exp(logProbabilities[i]);
        slopes[i] += weight * (probability - (i == target ? 1 : 0));
        entropy -= probability * logProbabilities[i];
    }
    return {logProbabilities[target], entropy};
}

void matrixVectorReverse(Doubles weights, Doubles x, Doubles ySlopes, DoubleOutput xSlopes, DoubleOutput weightSlopes)
{
    for (size_t row = 0; row < ySlopes.size(); ++row)
        for (size_t column = 0; column < x.size(); ++column) {
            xSlopes[column] += weights[row * x.size() + column] * ySlopes[row];
            weightSlopes[row * x.size() + column] += ySlopes[row] * x[column];
        }
}

void matrixTransposedVectorReverse(Doubles weights, Doubles x, Doubles ySlopes, DoubleOutput xSlopes,
                                   DoubleOutput weightSlopes)
{
    for (size_t row = 0; row < x.size(); ++row)
        for (size_t column = 0; column < ySlopes.size(); ++column) {
            xSlopes[row] += weights[row * ySlopes.size() + column] * ySlopes[column];
            weightSlopes[row * ySlopes.size() + column] += x[row] * ySlopes[column];
        }
}

// With n = x / rms(x) and g = ySlopes * weight: (g - n mean(g n)) / rms(x).
void rmsNormReverse(Doubles x, Doubles weight, double epsilon, Doubles ySlopes, DoubleOutput xSlopes,
                    DoubleOutput weightSlopes)
{
    const double count = double(x.size());
    const double scale = 1 / std::sqrt(std::inner_product(x.begin(), x.end(), x.begin(), 0.0) / count + epsilon);
    double along = 0;
    for (size_t i = 0; i < x.size(); ++i) {
        along += ySlopes[i] * weight[i] * x[i] * scale / count;
        weightSlopes[i] += ySlopes[i] * x[i] * scale;
    }
    for (size_t i = 0; i < x.size(); ++i)
        xSlopes[i] += (ySlopes[i] * weight[i] - x[i] * scale * along) * scale;
}

// The transpose of a rotation is the rotation by the negated angle.
void ropeReverse(DoubleOutput slopes, uint32_t position, std::span<const float> frequencies, RopePairing pairing)
{
    std::vector<float> negated(frequencies.begin(), frequencies.end());
    for (float &frequency : negated)
        frequency = -frequency;
    rope<double>(slopes, position, negated, pairing);
}

// silu(x) = x s(x) with the sigmoid s; its derivative is s (1 + x (1 - s)).
void siluMultiplyReverse(Doubles gate, Doubles up, Doubles hiddenSlopes, DoubleOutput gateSlopes, DoubleOutput upSlopes)
{
    for (size_t i = 0; i < gate.size(); ++i) {
        const double sigmoid = 1 / (1 + std::exp(-gate[i]));
        const double silu = gate[i] * sigmoid;
        gateSlopes[i] += hiddenSlopes[i] * up[i] * sigmoid * (1 + gate[i] * (1 - sigmoid));
        upSlopes[i] += hiddenSlopes[i] * silu;
    }
}

namespace {

// One head of one query row over the keys that it sees; the value of a key row is its first columns.
void attendReverse(Doubles query, Doubles keys, double scale, Doubles attendedSlopes, DoubleOutput querySlopes,
                   DoubleOutput keySlopes)
{
    const size_t width = query.size(), positions = keys.size() / width;
    std::vector<double> scores(positions), slopes(positions); // of the softmax, and by it
    for (size_t p = 0; p < positions; ++p) {
        const auto key = keys.begin() + ptrdiff_t(p * width);
        scores[p] = scale * std::inner_product(query.begin(), query.end(), key, 0.0);
        slopes[p] = std::inner_product(attendedSlopes.begin(), attendedSlopes.end(), key, 0.0);
    }
    const std::vector<double> logarithms = logSoftmax<double>(scores);
    double expected = 0; // sum_p P_p dP_p, which is the product of what was attended with its slopes
    for (size_t p = 0; p < positions; ++p)
        expected += std::exp(logarithms[p]) * slopes[p];
    for (size_t p = 0; p < positions; ++p) {
        const double weight = std::exp(logarithms[p]);
        const double scoreSlope = scale * weight * (slopes[p] - expected);
        for (size_t c = 0; c < width; ++c) {
            querySlopes[c] += scoreSlope * keys[p * width + c];
            keySlopes[p * width + c] += scoreSlope * query[c];
        }
        for (size_t c = 0; c < attendedSlopes.size(); ++c)
            keySlopes[p * width + c] += weight * attendedSlopes[c];
    }
}

} // namespace

void latentAttentionReverse(Doubles queries, Doubles keys, uint32_t heads, uint32_t latent, uint32_t rope, double scale,
                            Doubles attendedSlopes, DoubleOutput querySlopes, DoubleOutput keySlopes)
{
    const size_t width = size_t(latent) + rope;
    for (size_t row = 0; row < keys.size() / width; ++row)
        for (size_t slot = row * heads; slot < (row + 1) * heads; ++slot)
            attendReverse(queries.subspan(slot * width, width), keys.first((row + 1) * width), scale,
                          attendedSlopes.subspan(slot * latent, latent), querySlopes.subspan(slot * width, width),
                          keySlopes.first((row + 1) * width));
}

void adamStep(DoubleOutput values, Doubles slopes, DoubleOutput first, DoubleOutput second, const AdamRule &rule,
              uint32_t step, double norm)
{
    const double shorter = rule.mostNorm > 0 && norm > rule.mostNorm ? rule.mostNorm / norm : 1;
    const double firstFactor = 1 / (1 - std::pow(rule.firstDecay, step));
    const double secondFactor = 1 / (1 - std::pow(rule.secondDecay, step));
    for (size_t i = 0; i < values.size(); ++i) {
        const double slope = slopes[i] * shorter;
        first[i] = rule.firstDecay * first[i] + (1 - rule.firstDecay) * slope;
        second[i] = rule.secondDecay * second[i] + (1 - rule.secondDecay) * slope * slope;
        values[i] *= 1 - rule.rate * rule.decay;
        values[i] -= rule.rate * first[i] * firstFactor / (std::sqrt(second[i] * secondFactor) + rule.epsilon);
    }
}

} // namespace deepscope::reference
