// y[t] += sum over k of (weight[t, k] *) product[t * used + k], in the order of k; a workgroup has a share of a token's rows.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

layout(constant_id = 2) const bool WEIGHTED = true;

INPUT_VEC4(0, products);
INPUT_VEC4(1, gates);
OUTPUT_FLOAT(2, y);
layout(push_constant, scalar) uniform Arguments { ExpertSumArgs args; };

void main()
{
    const uint token = gl_WorkGroupID.x;
    for (uint row = gl_WorkGroupID.y * LANES + lane; row < args.rows; row += LANES * gl_NumWorkGroups.y) {
        precise float sum = 0;
        for (uint k = 0; k < args.used; ++k) {
            const float product = fetchScalar(products, (token * args.used + k) * args.productsStride + row);
            sum = sum + (WEIGHTED ? fetchScalar(gates, args.gatesFirst + token * args.gatesStride + k) : 1) * product;
        }
        y[args.yFirst + token * args.yStride + row] += sum;
    }
}
