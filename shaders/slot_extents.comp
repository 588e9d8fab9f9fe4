// How far the product of each slot reaches: its Euclidean norm and its largest magnitude, one workgroup a slot.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

INPUT_VEC4(0, products);
OUTPUT_FLOAT(1, extents);
layout(push_constant, scalar) uniform Arguments { SlotExtentsArgs args; };

void main()
{
    const uint slot = gl_WorkGroupID.x, token = slot / args.used;
    vec4 squares = vec4(0), largest = vec4(0);
    for (uint column = lane * 4; column < args.columns; column += LANES * 4) {
        const vec4 four =
            cutFour(fetch(products, (slot * args.productsStride + column) >> 2u), args.columns - column);
        squares += four * four;
        largest = max(largest, abs(four));
    }
    const float sum = addLanes(squares.x + squares.y + squares.z + squares.w);
    const float most = largestLane(max(max(largest.x, largest.y), max(largest.z, largest.w)));
    if (lane > 0)
        return;
    const uint to = args.extentsFirst + token * args.extentsStride + 2 * (slot - token * args.used);
    extents[to] = sqrt(sum);
    extents[to + 1] = most;
}
