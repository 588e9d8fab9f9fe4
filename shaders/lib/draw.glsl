// The arithmetic of a draw, step for step that of engine/text/draw_arithmetic.h: every operation rounds by itself, and
// sums are of whole numbers, 64 bits in two words, the low ones first. Wants before it: args.vocabulary.
#ifndef DEEPSCOPE_DRAW_GLSL
#define DEEPSCOPE_DRAW_GLSL

#define UNKNOWN_ZERO (args.vocabulary >> 31)
#include "exponential.glsl"

const float LARGEST_FLOAT = 3.4028234663852886e38, SMALLEST_FLOAT = 1.1754943508222875e-38;

// What is changed of a logit; `inAnswer` also where no entry says it.
float adjustedLogit(const SampleRow row, const SampleEntry entry, const float logit)
{
    precise float x = logit + entry.bias;
    if (entry.inPrompt + entry.inAnswer > 0)
        x = x > 0 ? productOf(x, row.inverseRepetition) : productOf(x, row.repetition);
    if (entry.inAnswer > 0) {
        precise float often = productOf(row.frequency, float(entry.inAnswer));
        x = x - often;
        x = x - row.presence;
    }
    return abs(x) < SMALLEST_FLOAT ? 0 : clamp(x, -LARGEST_FLOAT, LARGEST_FLOAT);
}

// A number of 0 ... 1 in units of 2^-43, rounded down, in limbs of 31 bits: what software devices convert fastest.
uvec2 limbsOf(const float share)
{
    const float scaled = share * 4096;
    const int high = int(scaled);
    return uvec2(int((scaled - float(high)) * 2147483648.0), high);
}

uvec2 plusLimbs(const uvec2 a, const uvec2 b)
{
    const uint low = a.x + b.x;
    return uvec2(low & 0x7fffffffu, a.y + b.y + (low >> 31));
}

uvec2 fromLimbs(const uvec2 limbs) { return uvec2(limbs.x | limbs.y << 31, limbs.y >> 1); }

uvec2 plus64(const uvec2 a, const uvec2 b)
{
    const uint low = a.x + b.x;
    return uvec2(low, a.y + b.y + uint(low < b.x));
}

uvec2 minus64(const uvec2 a, const uvec2 b) { return uvec2(a.x - b.x, a.y - b.y - uint(a.x < b.x)); }

bool isLess64(const uvec2 a, const uvec2 b) { return a.y < b.y || (a.y == b.y && a.x < b.x); }

// whole * fraction / 2^64, rounded down.
uvec2 partOf(const uvec2 whole, const uvec2 fraction)
{
    uint low, unused;
    umulExtended(whole.x, fraction.x, low, unused);
    uvec2 first, second, high;
    umulExtended(whole.y, fraction.x, first.y, first.x);
    umulExtended(whole.x, fraction.y, second.y, second.x);
    umulExtended(whole.y, fraction.y, high.y, high.x);
    const uvec2 middle = plus64(plus64(uvec2(low, 0), uvec2(first.x, 0)), uvec2(second.x, 0));
    return plus64(plus64(high, uvec2(first.y, 0)), plus64(uvec2(second.y, 0), uvec2(middle.y, 0)));
}

#endif
