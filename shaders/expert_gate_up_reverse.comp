// product[slot] = Wgate[expert]^T gateSlopes[slot] + Wup[expert]^T upSlopes[slot] for a tile of slots of one expert.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/transposed_tile.glsl"
#include "args.h"

INPUT_VEC4(0, gate);
INPUT_VEC4(1, up);
INPUT_VEC4(2, gateSlopes);
INPUT_VEC4(3, upSlopes);
INPUT_UVEC4(4, order);
INPUT_UVEC4(5, tiles);
OUTPUT_VEC4(6, products);
layout(push_constant, scalar) uniform Arguments { ExpertGateUpReverseArgs args; };

TRANSPOSED_PRODUCTS(addGate, gate, gateSlopes)
TRANSPOSED_PRODUCTS(addUp, up, upSlopes)

void main()
{
    const uvec4 tile = fetch(tiles, gl_WorkGroupID.y); // expert, first, count
    if (tile.z == 0 || tile.x - args.firstExpert >= args.planes) // unused, or of another slab
        return;
    uint gateAt[FETCHES], upAt[FETCHES];
    [[unroll]] for (uint i = 0; i < FETCHES; ++i) {
        const uint slot = fetchScalar(order, tile.y + min(fetchedPlace(i), tile.z - 1));
        gateAt[i] = args.gateSlopesFirst + slot * args.gateSlopesStride;
        upAt[i] = args.upSlopesFirst + slot * args.upSlopesStride;
    }
    const uint column = (gl_WorkGroupID.x * COLUMN_LANES + columnLane) * 4;
    const uint readColumn = min(column, (args.columns - 1) & ~3u);
    startSums();
    addGate((tile.x * args.gatePlaneRows + args.gateFirstRow) * args.weightsStride + readColumn, args.weightsStride,
            args.rows, gateAt);
    addUp((tile.x * args.upPlaneRows + args.upFirstRow) * args.weightsStride + readColumn, args.weightsStride, args.rows,
          upAt);
    [[unroll]] for (uint s = 0; s < OWN_SLOTS; ++s) {
        const uint to = fetchScalar(order, tile.y + min(ownPlace(s), tile.z - 1)) * args.productsStride + column;
        if (column < args.columns && ownPlace(s) < tile.z)
            storeFour(products, to, sums[s], args.columns - column, WHOLE, false)
    }
}
