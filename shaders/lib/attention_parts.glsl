// Attention is summed in parts of AttentionPart positions, each for itself with a softmax of its own, and the parts are
// folded together one after another. So the bits of a row are the same whether one workgroup goes through all parts or
// each has its own, whatever else the step holds. Wants before it: args.mostParts.
#ifndef DEEPSCOPE_ATTENTION_PARTS_GLSL
#define DEEPSCOPE_ATTENTION_PARTS_GLSL

#define UNKNOWN_ZERO (args.mostParts >> 31)
#include "rounded.glsl"

const float LOWEST = -3.4e38;

// The parts so far: their largest score, and their sum of exp(score - largest).
struct Parts {
    float largest, total;
};

// By what the values so far and those of the next part are multiplied to be added.
struct Factors {
    float before, next;
};

// Takes in the next part.
Factors foldPart(inout Parts parts, const bool first, const float largest, const float total)
{
    const float best = max(parts.largest, largest);
    precise float before = parts.largest - best, next = largest - best;
    const Factors factors = first ? Factors(0, 1) : Factors(exp(before), exp(next));
    precise float sum = first ? total : rounded(parts.total * factors.before) + rounded(total * factors.next);
    parts = Parts(best, sum);
    return factors;
}

float foldValue(const Factors factors, const float before, const float next)
{
    precise float sum = rounded(before * factors.before) + rounded(next * factors.next);
    return sum;
}

// By what the values of all parts are multiplied at last.
float shareOf(const Parts parts)
{
    precise float share = 1 / parts.total;
    return share;
}

// The same with one score more, which no value goes with (arXiv:2309.17453).
float shareOf(const Parts parts, const float sink)
{
    const float best = max(parts.largest, sink);
    precise float below = parts.largest - best, ofSink = sink - best;
    const float factor = exp(below);
    precise float sum = rounded(parts.total * factor) + exp(ofSink);
    precise float share = factor / sum;
    return share;
}

float portion(const float value, const float share)
{
    precise float product = value * share;
    return product;
}

#endif
