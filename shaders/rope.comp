// Rotates pairs of a head by position * frequency, one workgroup a head and row. arXiv:2104.09864
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "lib/angle.glsl"
#include "args.h"

layout(constant_id = 2) const bool HALVES = false; // pairs (i, i + n/2) instead of (2i, 2i + 1)

ALIASED INPUT_VEC4(0, x);
INPUT_UVEC4(1, rows);
INPUT_VEC4(2, frequencies);
ALIASED OUTPUT_FLOAT(3, y);
layout(push_constant, scalar) uniform Arguments { RopeArgs args; };

void main()
{
    const uint head = gl_WorkGroupID.x, row = gl_WorkGroupID.y;
    const uint from = args.xFirst + row * args.xStride + head * args.xHeadStride;
    const uint to = args.yFirst + row * args.yStride + head * args.yHeadStride;
    const uint at = fetch(rows, args.rowsFirst + row).y; // position
    for (uint pair = lane; pair < args.pairs; pair += LANES) {
        const vec2 turn = cosSin(angleOf(at, fetchScalar(frequencies, args.frequenciesFirst + pair)));
        const uint i = HALVES ? pair : 2 * pair;
        const uint j = HALVES ? pair + args.pairs : i + 1;
        const float a = fetchScalar(x, from + i), b = fetchScalar(x, from + j);
        y[to + i] = a * turn.x - b * turn.y;
        y[to + j] = a * turn.y + b * turn.x;
    }
}
