// y[t] += sum over k of (weight[t, k] *) product[t * used + k], in the order of k; a workgroup has a share of a token's rows.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

layout(constant_id = 2) const bool WEIGHTED = true;
layout(constant_id = 3) const bool ALIGNED = true; // rows of y begin on 16 bytes

INPUT_VEC4(0, products);
INPUT_VEC4(1, gates);
ALIASED INPUT_VEC4(2, before); // y
ALIASED OUTPUT_FLOAT(3, y);
layout(push_constant, scalar) uniform Arguments { ExpertSumArgs args; };

#define UNKNOWN_ZERO (args.used >> 31)
#include "lib/rounded.glsl"

void main()
{
    const uint token = gl_WorkGroupID.x;
    for (uint column = (gl_WorkGroupID.y * LANES + lane) * 4; column < args.rows; column += LANES * 4 * gl_NumWorkGroups.y) {
        precise vec4 sum = vec4(0);
        for (uint k = 0; k < args.used; ++k) {
            const vec4 four = fetch(products, ((token * args.used + k) * args.productsStride + column) >> 2u);
            const float gate = WEIGHTED ? fetchScalar(gates, args.gatesFirst + token * args.gatesStride + k) : 1;
            sum = sum + rounded(gate * four);
        }
        const uint first = args.yFirst + token * args.yStride, to = first + column;
        precise vec4 all = fetchFour(before, to, first + args.rows - 1, ALIGNED) + sum;
        [[unroll]] for (uint c = 0; c < 4; ++c)
            if (column + c < args.rows)
                y[to + c] = all[c];
    }
}
