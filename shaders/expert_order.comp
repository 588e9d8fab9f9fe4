// Orders the slots (t, k) by expert and cuts each expert's slots into tiles, for the kernels of many tokens. One
// subgroup; a lane counts and writes for one expert at a time, so the order is always the same.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

INPUT_UVEC4(0, ids);
OUTPUT_UINT(1, order); // slot numbers
OUTPUT_UINT(2, tiles); // four words each: expert, first place in the order, count (0 = unused), 0
layout(push_constant, scalar) uniform Arguments { ExpertOrderArgs args; };

uint idOf(const uint token, const uint k)
{
    return fetchIndex(ids, args.idsFirst + token * args.idsStride + k, args.experts);
}

void writeTile(const uint tile, const uint expert, const uint first, const uint count)
{
    tiles[tile * 4] = expert;
    tiles[tile * 4 + 1] = first;
    tiles[tile * 4 + 2] = count;
    tiles[tile * 4 + 3] = 0;
}

uint countSlots(const uint expert)
{
    uint count = 0;
    for (uint token = 0; token < args.tokens; ++token)
        for (uint k = 0; k < args.used; ++k)
            count += idOf(token, k) == expert ? 1 : 0;
    return count;
}

void writeSlots(const uint expert, uint place)
{
    for (uint token = 0; token < args.tokens; ++token)
        for (uint k = 0; k < args.used; ++k)
            if (idOf(token, k) == expert)
                order[place++] = token * args.used + k;
}

void main()
{
    uint placed = 0, cut = 0; // slots and tiles of the experts before
    for (uint base = 0; base < args.experts; base += LANES) {
        const uint expert = base + lane;
        const uint count = expert < args.experts ? countSlots(expert) : 0;
        const uint needed = (count + args.tileTokens - 1) / args.tileTokens;
        const uint place = placed + addLanesBefore(count);
        const uint tile = cut + addLanesBefore(needed);
        if (count > 0)
            writeSlots(expert, place);
        for (uint i = 0; i < needed; ++i)
            writeTile(tile + i, expert, place + i * args.tileTokens, min(args.tileTokens, count - i * args.tileTokens));
        placed += addLanes(count);
        cut += addLanes(needed);
    }
    for (uint tile = cut + lane; tile < args.tiles; tile += LANES)
        writeTile(tile, 0, 0, 0);
}
