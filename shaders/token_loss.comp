// slopes[t] = weights[t] * (softmax(logits[t]) - onehot(targets[t])), the target's log-probability, and the entropy; one
// workgroup a row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/threads.glsl"
#include "lib/exponential.glsl"
#include "args.h"

layout(constant_id = 2) const bool WHOLE = false; // rows begin on 16 bytes and have whole fours

ALIASED INPUT_VEC4(0, logits);
INPUT_UVEC4(1, targets);
INPUT_VEC4(2, weights);
ALIASED OUTPUT_VEC4(3, slopes);
OUTPUT_FLOAT(4, logProbabilities);
OUTPUT_FLOAT(5, entropies);
layout(push_constant, scalar) uniform Arguments { TokenLossArgs args; };

#define row gl_WorkGroupID.x
const float LOWEST = -3.4e38;

#define from (args.logitsFirst + row * args.logitsStride)
vec4 logitsAt(const uint column) { return fetchFour(logits, from + column, from + args.columns - 1, WHOLE); }

#define FOR_FOURS(column) for (uint column = 4 * thread; column < args.columns; column += 4 * THREADS)
#define FOR_COLUMNS(c, column) [[unroll]] for (uint c = 0; c < 4; ++c) if (column + c < args.columns)

void main()
{
    // The target's logit from the thread that has it: another thread may write over it before it is read again.
    const uint target = fetchIndex(targets, args.targetsFirst + row, args.columns);
    float largest = LOWEST, logitOfTarget = LOWEST;
    FOR_FOURS(column) {
        const vec4 four = logitsAt(column);
        FOR_COLUMNS(c, column) {
            largest = max(largest, four[c]);
            if (column + c == target)
                logitOfTarget = four[c];
        }
    }
    largest = largestThread(largest);
    logitOfTarget = largestThread(logitOfTarget);
    precise float total = 0, weighted = 0; // sums of e^d and d e^d, d = logit - largest
    FOR_FOURS(column) {
        const vec4 four = logitsAt(column);
        FOR_COLUMNS(c, column) {
            precise float difference = four[c] - largest;
            const float share = exponential(difference);
            total = total + share;
            weighted = weighted + (share > 0 ? difference * share : 0);
        }
    }
    total = addThreads(total);
    weighted = addThreads(weighted);

    const float weight = fetchScalar(weights, args.weightsFirst + row);
    precise float ofTarget = logitOfTarget - largest;
    const float logOfTotal = logarithm(total);
    const float scale = weight / total;
    FOR_FOURS(column) {
        const vec4 four = logitsAt(column);
        vec4 slope;
        [[unroll]] for (uint c = 0; c < 4; ++c) {
            precise float difference = four[c] - largest;
            precise float value = exponential(difference) * scale - (column + c == target ? weight : 0);
            slope[c] = weight == 0 ? 0 : value;
        }
        storeFour(slopes, args.slopesFirst + row * args.slopesStride + column, slope, args.columns - column, WHOLE, false)
    }
    if (thread == 0) {
        logProbabilities[args.logProbabilitiesFirst + row] = ofTarget - logOfTotal;
        entropies[args.entropiesFirst + row] = logOfTotal - weighted / total;
    }
}
