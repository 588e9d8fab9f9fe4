// Row by row of a sequence, for each value head: M *= g; M += k (b (v - M^T k))^T; out = M^T q, where
// g = exp(rate * softplus(alpha + bias)) and b = sigmoid(beta). arXiv:2412.06464, eq. 10. A column of M has a lane: what
// it holds is of no other's concern. Workgroups are blocks of columns x value heads x sequences.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

layout(constant_id = 2) const uint WIDTH = 1;
layout(constant_id = 3) const bool ALTERNATE = false; // value head h has key head h mod key heads

INPUT_VEC4(0, queries);
INPUT_VEC4(1, keys);
INPUT_VEC4(2, values);
INPUT_VEC4(3, betas);
INPUT_VEC4(4, alphas);
INPUT_VEC4(5, rates);
INPUT_VEC4(6, biases);
INPUT_UVEC4(7, records);
OUTPUT_FLOAT(8, matrices);
OUTPUT_FLOAT(9, result);
layout(push_constant, scalar) uniform Arguments { DeltaRuleArgs args; };

#include "lib/sequence_state.glsl"

float softplus(const float x)
{
    const float small = exp(-abs(x)); // log(1 + small) loses it where it is far below 1
    return max(x, 0) + (small < 1e-3 ? small - 0.5 * small * small : log(1 + small));
}

float column[WIDTH];

void main()
{
    const uint c = gl_WorkGroupID.x * LANES + lane, head = gl_WorkGroupID.y;
    const SequenceState state = sequenceState(args.recordsFirst + gl_WorkGroupID.z, args.rows, args.slots);
    if (c >= WIDTH || state.rows == 0)
        return;
    const uint keyHead = ALTERNATE ? head % args.keyHeads : head / (args.valueHeads / args.keyHeads);
    const uint place = args.matricesFirst + head * WIDTH * WIDTH + c;
    const uint gate = head / args.together * args.apart + head % args.together;
    const float rate = fetchScalar(rates, args.ratesFirst + head), bias = fetchScalar(biases, args.biasesFirst + head);
    for (uint i = 0; i < WIDTH; ++i)
        column[i] = state.from == NoSlot ? 0.0 : matrices[place + state.from * args.matricesStride + i * WIDTH];
    for (uint row = state.firstRow; row < state.firstRow + state.rows; ++row) {
        const uint key = args.keysFirst + row * args.keysStride + keyHead * args.keysHeadStride;
        const uint query = args.queriesFirst + row * args.queriesStride + keyHead * args.queriesHeadStride;
        const float alpha = fetchScalar(alphas, args.alphasFirst + row * args.alphasStride + gate) + bias;
        const float beta = 1 / (1 + exp(-fetchScalar(betas, args.betasFirst + row * args.betasStride + gate)));
        precise float decay = exp(rate * softplus(alpha));
        precise float said = 0, sum = 0;
        for (uint i = 0; i < WIDTH; ++i) {
            column[i] = column[i] * decay;
            said = said + column[i] * fetchScalar(keys, key + i);
        }
        precise float delta =
            beta * (fetchScalar(values, args.valuesFirst + row * args.valuesStride + head * args.valuesHeadStride + c) -
                    said);
        for (uint i = 0; i < WIDTH; ++i) {
            precise float mended = column[i] + fetchScalar(keys, key + i) * delta;
            column[i] = mended;
            sum = sum + mended * fetchScalar(queries, query + i);
        }
        result[args.outFirst + row * args.outStride + head * args.outHeadStride + c] = sum;
    }
    for (uint i = 0; i < WIDTH; ++i)
        matrices[place + state.to * args.matricesStride + i * WIDTH] = column[i];
}
