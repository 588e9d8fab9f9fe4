// xSlopes[t] (+)= (g - n mean(g n)) / rms, g = ySlopes[t] * weight, n = x[t] / rms, and scales[t] = 1 / rms; one workgroup
// a row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/threads.glsl"
#include "args.h"

layout(constant_id = 2) const bool WHOLE = false; // all rows begin on 16 bytes and have whole fours

INPUT_VEC4(0, x);
INPUT_VEC4(1, weight);
INPUT_VEC4(2, ySlopes);
OUTPUT_VEC4(3, xSlopes);
OUTPUT_FLOAT(4, scales);
layout(push_constant, scalar) uniform Arguments { RmsNormReverseArgs args; };

vec4 fourOf(const vec4 four, const uint column)
{
    return WHOLE ? four : mix(vec4(0), four, lessThan(column + uvec4(0, 1, 2, 3), uvec4(args.columns)));
}

#define ROW_FOUR(name, first, column)                                                                                  \
    fourOf(fetchFour(name, (first) + (column), (first) + args.columns - 1, WHOLE), column)
#define FOR_FOURS(column) for (uint column = 4 * thread; column < args.columns; column += 4 * THREADS)

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uint xFrom = args.xFirst + row * args.xStride, yFrom = args.yFirst + row * args.yStride;
    precise vec4 squares = vec4(0), alongs = vec4(0);
    FOR_FOURS(column) {
        const vec4 values = ROW_FOUR(x, xFrom, column);
        const vec4 slopes = ROW_FOUR(ySlopes, yFrom, column) * ROW_FOUR(weight, args.weightFirst, column);
        squares = squares + values * values;
        alongs = alongs + slopes * values;
    }
    const float square = addThreads(squares.x + squares.y + squares.z + squares.w);
    const float along = addThreads(alongs.x + alongs.y + alongs.z + alongs.w);
    precise float mean = square / float(args.columns) + args.epsilon;
    const float scale = inversesqrt(mean);
    precise float share = along / float(args.columns) * scale * scale; // of x in g, times rms
    FOR_FOURS(column) {
        const vec4 slopes = ROW_FOUR(ySlopes, yFrom, column) * ROW_FOUR(weight, args.weightFirst, column);
        precise vec4 result = (slopes - ROW_FOUR(x, xFrom, column) * share) * scale;
        storeFour(xSlopes, args.xSlopesFirst + row * args.xSlopesStride + column, result, args.columns - column, WHOLE,
                  args.accumulate != 0)
    }
    if (thread == 0)
        scales[args.scalesFirst + row] = scale;
}
