// e^x with an error below 2e-7 of the result (Vulkan allows its own exp to lose (3 + 2|x|) units in the last place):
// where a comparison decides, the GPU and the CPU should see the same order. Every step is rounded by itself, as in
// engine/text/draw_arithmetic.cpp, whose results are the same.
#ifndef DEEPSCOPE_EXPONENTIAL_GLSL
#define DEEPSCOPE_EXPONENTIAL_GLSL

// To the bit only where a product rounds by itself for certain (rounded.glsl); elsewhere to its last bit or two.
#ifdef UNKNOWN_ZERO
#include "rounded.glsl"
#define productOf(a, b) rounded((a) * (b))
#else
#define productOf(a, b) ((a) * (b))
#endif

// Zero below -87, infinite above 88.
float exponential(float x)
{
    if (x < -87.0)
        return 0.0;
    if (x > 88.0)
        return uintBitsToFloat(0x7f800000u);
    const float k = roundEven(x * 1.4426950408889634);
    // ln 2 in two parts; k times the first is exact.
    precise float r = x - k * 0.693359375;
    r = r + productOf(k, 2.12194440054690583e-4);
    precise float series = productOf(r, 1.0 / 5040) + 1.0 / 720;
    series = productOf(r, series) + 1.0 / 120;
    series = productOf(r, series) + 1.0 / 24;
    series = productOf(r, series) + 1.0 / 6;
    series = productOf(r, series) + 1.0 / 2;
    series = productOf(r, series) + 1;
    series = productOf(r, series) + 1;
    return series * uintBitsToFloat(uint(int(k) + 127) << 23);
}

// ln x for numbers from 1 on, with an error below 3e-7 or that of its rounding: Vulkan's own may be off by 2^-21 and more,
// and one step of Newton's method brings it close.
float logarithm(float x)
{
    const float rough = log(x);
    precise float rest = x * exponential(-rough) - 1;
    precise float better = rough + rest;
    return better;
}

float sigmoid(float x) { return 1 / (1 + exponential(-x)); }

float silu(float x) { return x / (1 + exponential(-x)); }

// ln(1 + e^x) with an error below 5e-7 of the result, however small that is: ln(1 + e) = 2 artanh(e / (2 + e)), by its
// Taylor series.
float softplus(float x)
{
    const float e = exponential(-abs(x)), s = e / (2 + e), square = s * s;
    precise float series = square * (1.0 / 13) + 1.0 / 11;
    series = square * series + 1.0 / 9;
    series = square * series + 1.0 / 7;
    series = square * series + 1.0 / 5;
    series = square * series + 1.0 / 3;
    series = square * series + 1;
    precise float result = max(x, 0) + 2 * s * series;
    return result;
}

#endif
