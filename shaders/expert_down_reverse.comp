// With u = Wdown[expert]^T ySlopes[token]: actSlopes[slot] = gate[slot] * u, gateSlopes[slot] = u . act[slot]; for a tile
// of slots of one expert.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/transposed_tile.glsl"
#include "args.h"

INPUT_VEC4(0, down);
INPUT_VEC4(1, ySlopes);
INPUT_VEC4(2, act);
INPUT_VEC4(3, gates);
INPUT_UVEC4(4, order);
INPUT_UVEC4(5, tiles);
OUTPUT_VEC4(6, actSlopes);
OUTPUT_FLOAT(7, gateSlopes);
layout(push_constant, scalar) uniform Arguments { ExpertDownReverseArgs args; };

TRANSPOSED_PRODUCTS(addProducts, down, ySlopes)

float dots[OWN_SLOTS]; // of this lane's columns

// Adds them over the lanes of a tile.
void addDots()
{
    [[unroll]] for (uint mask = COLUMN_LANES / 2; mask > 0; mask /= 2) {
        startOffers();
        [[unroll]] for (uint s = 0; s < OWN_SLOTS; ++s)
            offer(s, dots[s]);
        endOffers();
        [[unroll]] for (uint s = 0; s < OWN_SLOTS; ++s) {
            precise float sum = dots[s] + exchangeLanes(s, dots[s], mask);
            dots[s] = sum;
        }
    }
}

void main()
{
    const uvec4 tile = fetch(tiles, gl_WorkGroupID.x); // expert, first, count
    if (tile.z == 0 || tile.x - args.firstExpert >= args.planes) // unused, or of another slab
        return;
    uint vectorAt[FETCHES], slots[OWN_SLOTS], tokens[OWN_SLOTS];
    float factors[OWN_SLOTS];
    [[unroll]] for (uint i = 0; i < FETCHES; ++i) {
        const uint slot = fetchScalar(order, tile.y + min(fetchedPlace(i), tile.z - 1));
        vectorAt[i] = args.ySlopesFirst + slot / args.used * args.ySlopesStride;
    }
    [[unroll]] for (uint s = 0; s < OWN_SLOTS; ++s) {
        slots[s] = fetchScalar(order, tile.y + min(ownPlace(s), tile.z - 1));
        tokens[s] = slots[s] / args.used;
        factors[s] =
            fetchScalar(gates, args.gatesFirst + tokens[s] * args.gatesStride + (slots[s] - tokens[s] * args.used));
        dots[s] = 0;
    }
    const uint from = (tile.x * args.planeRows + args.firstRow) * args.weightsStride;
    for (uint first = 0; first < args.columns; first += 4 * COLUMN_LANES) {
        const uint column = first + 4 * columnLane, readColumn = min(column, (args.columns - 1) & ~3u);
        const uint inside = column < args.columns ? args.columns - column : 0;
        startSums();
        addProducts(from + readColumn, args.weightsStride, args.rows, vectorAt);
        [[unroll]] for (uint s = 0; s < OWN_SLOTS; ++s) {
            const uint actAt = args.actFirst + slots[s] * args.actStride;
            const vec4 four = cutFour(fetchFour(act, actAt + readColumn, actAt + args.columns - 1, ALIGNED), inside);
            precise vec4 products = sums[s] * four;
            precise float dot = dots[s] + (products.x + products.y + (products.z + products.w));
            dots[s] = dot;
            precise vec4 weighted = sums[s] * factors[s];
            if (inside > 0 && ownPlace(s) < tile.z)
                storeFour(actSlopes, args.actSlopesFirst + slots[s] * args.actSlopesStride + column, weighted, inside, WHOLE, false)
        }
    }
    addDots();
    [[unroll]] for (uint s = 0; s < OWN_SLOTS; ++s)
        if (columnLane == s % COLUMN_LANES && ownPlace(s) < tile.z)
            gateSlopes[args.gateSlopesFirst + tokens[s] * args.gateSlopesStride + (slots[s] - tokens[s] * args.used)] = dots[s];
}
