// Orders the slots (t, k) by expert and cuts each expert's slots into tiles, for the kernels of many tokens. One
// subgroup goes through the slots, as many at a time as it has lanes: it counts those of each expert, adds the counts up
// to places, and puts every slot behind those before it, so the order is always the same.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

layout(constant_id = 2) const uint MOST_EXPERTS = 8;

INPUT_UVEC4(0, ids);
OUTPUT_UINT(1, order); // slot numbers
OUTPUT_UINT(2, tiles); // four words each: expert, first place in the order, count (0 = unused), 0
OUTPUT_UINT(3, starts); // of each expert: its first place in the order; then the number of slots
layout(push_constant, scalar) uniform Arguments { ExpertOrderArgs args; };

shared uint places[MOST_EXPERTS]; // of each expert: how many slots, then where the next of them goes
shared uint expertOf[LANES];      // that each lane's slot goes to

const uint NONE = MOST_EXPERTS; // behind the last slot

uint expertOfSlot(const uint slot)
{
    const uint token = slot / args.used, k = slot - token * args.used;
    return fetchIndex(ids, args.idsFirst + token * args.idsStride + k, args.experts);
}

void writeTile(const uint tile, const uint expert, const uint first, const uint count)
{
    tiles[tile * 4] = expert;
    tiles[tile * 4 + 1] = first;
    tiles[tile * 4 + 2] = count;
    tiles[tile * 4 + 3] = 0;
}

void countSlots(const uint slots)
{
    for (uint e = lane; e < args.experts; e += LANES)
        places[e] = 0;
    barrier();
    for (uint slot = lane; slot < slots; slot += LANES)
        atomicAdd(places[expertOfSlot(slot)], 1);
    barrier();
}

// Cuts the tiles of every expert and turns counts into places.
void cutTiles()
{
    uint placed = 0, cut = 0; // slots and tiles of the experts before
    for (uint base = 0; base < args.experts; base += LANES) {
        const uint expert = base + lane;
        const uint count = expert < args.experts ? places[expert] : 0;
        const uint needed = (count + args.tileTokens - 1) / args.tileTokens;
        const uint place = placed + addLanesBefore(count);
        const uint tile = cut + addLanesBefore(needed);
        for (uint i = 0; i < needed; ++i)
            writeTile(tile + i, expert, place + i * args.tileTokens, min(args.tileTokens, count - i * args.tileTokens));
        if (expert < args.experts)
            places[expert] = starts[expert] = place;
        placed += addLanes(count);
        cut += addLanes(needed);
    }
    for (uint tile = cut + lane; tile < args.tiles; tile += LANES)
        writeTile(tile, 0, 0, 0);
    if (lane == 0)
        starts[args.experts] = placed;
    barrier();
}

// Of the slots that the lanes hold at a time, each comes behind those of lower lanes that go to the same expert.
void placeSlots(const uint slots)
{
    for (uint base = 0; base < slots; base += LANES) {
        const uint slot = base + lane, expert = slot < slots ? expertOfSlot(slot) : NONE;
        expertOf[lane] = expert;
        barrier();
        uint before = 0, after = 0;
        [[unroll]] for (uint i = 0; i < LANES; ++i) {
            const uint same = uint(expertOf[i] == expert);
            before += i < lane ? same : 0;
            after += i > lane ? same : 0;
        }
        const uint place = expert == NONE ? 0 : places[expert] + before;
        barrier();
        if (expert != NONE) {
            order[place] = slot;
            if (after == 0)
                places[expert] = place + 1;
        }
    }
}

void main()
{
    const uint slots = args.tokens * args.used;
    countSlots(slots);
    cutTiles();
    placeSlots(slots);
}
