// y = x / sqrt(mean(x^2) + epsilon) * weight, one workgroup a row and head. arXiv:1910.07467
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/threads.glsl"
#include "args.h"

layout(constant_id = 2) const bool FOURS = false; // rows begin on 16 bytes and hold whole groups of four

ALIASED INPUT_VEC4(0, x);
INPUT_VEC4(1, weight);
ALIASED OUTPUT_FLOAT(2, y);
layout(push_constant, scalar) uniform Arguments { RmsNormArgs args; };

float sumOfSquares(const uint from)
{
    precise float sum = 0;
    if (FOURS) {
        precise vec4 sums = vec4(0);
        for (uint c = 4 * thread; c < args.columns; c += 4 * THREADS) {
            const vec4 values = fetch(x, (from + c) >> 2u);
            sums = sums + values * values;
        }
        sum = sums.x + sums.y + sums.z + sums.w;
    } else {
        for (uint c = thread; c < args.columns; c += THREADS) {
            const float value = fetchScalar(x, from + c);
            sum = sum + value * value;
        }
    }
    return addThreads(sum);
}

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uint from = args.xFirst + row * args.xStride + gl_WorkGroupID.y * args.xHeadStride;
    const uint to = args.yFirst + row * args.yStride + gl_WorkGroupID.y * args.yHeadStride;
    precise float mean = sumOfSquares(from) / float(args.columns) + args.epsilon;
    const float scale = inversesqrt(mean);
    if (FOURS) {
        for (uint c = 4 * thread; c < args.columns; c += 4 * THREADS) {
            const vec4 values = fetch(x, (from + c) >> 2u) * scale * fetch(weight, (args.weightFirst + c) >> 2u);
            [[unroll]] for (uint i = 0; i < 4; ++i)
                y[to + c + i] = values[i];
        }
    } else {
        for (uint c = thread; c < args.columns; c += THREADS)
            y[to + c] = fetchScalar(x, from + c) * scale * fetchScalar(weight, args.weightFirst + c);
    }
}
