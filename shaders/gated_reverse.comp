// Of hidden = silu(gate) * up: gateSlopes = hiddenSlopes * up * s (1 + gate (1 - s)), upSlopes = hiddenSlopes * gate * s, with
// the sigmoid s of gate. Workgroups share out the columns of a row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/threads.glsl"
#include "lib/exponential.glsl"
#include "args.h"

layout(constant_id = 2) const bool WHOLE = false; // all rows begin on 16 bytes and have whole fours

ALIASED INPUT_VEC4(0, gate);
ALIASED INPUT_VEC4(1, up);
INPUT_VEC4(2, hiddenSlopes);
ALIASED OUTPUT_VEC4(3, gateSlopes);
ALIASED OUTPUT_VEC4(4, upSlopes);
layout(push_constant, scalar) uniform Arguments { GatedReverseArgs args; };

#define ROW_FOUR(name, first, column) fetchFour(name, (first) + (column), (first) + args.columns - 1, WHOLE)

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uint gateFrom = args.gateFirst + row * args.gateStride, upFrom = args.upFirst + row * args.upStride,
               hiddenFrom = args.hiddenFirst + row * args.hiddenStride;
    const uint gateTo = args.gateSlopesFirst + row * args.gateSlopesStride,
               upTo = args.upSlopesFirst + row * args.upSlopesStride;
    for (uint column = (gl_WorkGroupID.y * THREADS + thread) * 4; column < args.columns;
         column += gl_NumWorkGroups.y * THREADS * 4) {
        const vec4 gates = ROW_FOUR(gate, gateFrom, column), ups = ROW_FOUR(up, upFrom, column),
                   slopes = ROW_FOUR(hiddenSlopes, hiddenFrom, column);
        vec4 s;
        [[unroll]] for (uint c = 0; c < 4; ++c)
            s[c] = sigmoid(gates[c]);
        precise vec4 ofGate = slopes * ups * s * (1 + gates * (1 - s));
        precise vec4 ofUp = slopes * gates * s;
        storeFour(gateSlopes, gateTo + column, ofGate, args.columns - column, WHOLE, false)
        storeFour(upSlopes, upTo + column, ofUp, args.columns - column, WHOLE, false)
    }
}
