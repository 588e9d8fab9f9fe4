// The slopes of the queries of latent attention: with s[p] = scale q . k[p] of the keys of the row's text up to the row,
// P = softmax(s), g = the slopes of what was attended, dP[p] = g . k[p] and D = sum_p P[p] dP[p] = g . attended:
// dq = sum_p scale P[p] (dP[p] - D) k[p], in the order of p. Leaves D and log sum_p e^s[p] for the slopes of keys.
// A workgroup has VECTORS pairs (row, head) that follow each other, and takes as many keys at once as it has lanes.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/attention_reverse.glsl"

INPUT_VEC4(0, queries);
INPUT_VEC4(1, keys);
INPUT_VEC4(2, attended);
INPUT_VEC4(3, attendedSlopes);
INPUT_UVEC4(4, spans);
OUTPUT_FLOAT(5, scratch);
OUTPUT_VEC4(6, querySlopes);
layout(push_constant, scalar) uniform Arguments { AttentionReverseArgs args; };

DOTS(addScores, queries, keys)
DOTS(addSlopes, attendedSlopes, keys)

const float LOWEST = -3.4e38;

shared float factors[VECTORS * BLOCK]; // scores, then the slopes of the scores
FACTORS(fetchFactors, factors)

uint rowOf[VECTORS], headOf[VECTORS], queryAt[VECTORS], slopeAt[VECTORS], firstOf[VECTORS];
float products[VECTORS], logSums[VECTORS]; // D, log sum e^s

uint keyAt(const uint key) { return args.keysFirst + key * args.keysStride; }

bool sees(const uint v, const uint key) { return key >= firstOf[v] && key <= rowOf[v]; }

void findPairs(const uint first)
{
    [[unroll]] for (uint v = 0; v < VECTORS; ++v) {
        const uint pair = min(first + v, args.rows * args.heads - 1);
        rowOf[v] = pair / args.heads;
        headOf[v] = pair - rowOf[v] * args.heads;
        firstOf[v] = spanOf(rowOf[v]).x;
        queryAt[v] = args.queriesFirst + rowOf[v] * args.queriesStride + headOf[v] * args.queriesHeadStride;
        slopeAt[v] = args.slopesFirst + rowOf[v] * args.slopesStride + headOf[v] * args.slopesHeadStride;
    }
}

void multiplyByAttended()
{
    [[unroll]] for (uint v = 0; v < VECTORS; ++v) {
        const uint at = args.attendedFirst + rowOf[v] * args.attendedStride + headOf[v] * args.attendedHeadStride;
        precise float sum = 0;
        for (uint column = 4 * lane; column < args.latent; column += 4 * LANES) {
            precise vec4 four = fourOf(attended, at, column, args.latent) * fourOf(attendedSlopes, slopeAt[v], column, args.latent);
            sum = sum + (four.x + four.y + (four.z + four.w));
        }
        products[v] = addLanes(sum);
    }
}

void scoresOf(const uint key, const uint end, out float scores[VECTORS])
{
    [[unroll]] for (uint v = 0; v < VECTORS; ++v)
        scores[v] = 0;
    addScores(scores, queryAt, keyAt(min(key, end - 1)), args.columns);
    [[unroll]] for (uint v = 0; v < VECTORS; ++v) {
        precise float score = scores[v] * args.scale;
        scores[v] = sees(v, key) ? score : LOWEST;
    }
}

// Keeps the scores where all keys are one block.
void addUpExponentials(const uint begin, const uint end)
{
    float largest[VECTORS], total[VECTORS], scores[VECTORS];
    [[unroll]] for (uint v = 0; v < VECTORS; ++v) {
        largest[v] = LOWEST;
        total[v] = 0;
    }
    for (uint key = begin + lane; key - lane < end; key += LANES) {
        scoresOf(key, end, scores);
        [[unroll]] for (uint v = 0; v < VECTORS; ++v) {
            if (end - begin <= BLOCK)
                factors[blockPlace(v, key - begin)] = scores[v];
            const float best = max(largest[v], scores[v]);
            precise float fall = largest[v] - best, below = scores[v] - best;
            precise float sum = total[v] * exp(fall) + (sees(v, key) ? exp(below) : 0);
            largest[v] = best;
            total[v] = sum;
        }
    }
    [[unroll]] for (uint v = 0; v < VECTORS; ++v) {
        const float best = largestLane(largest[v]);
        precise float below = largest[v] - best;
        const float all = addLanes(total[v] * exp(below));
        precise float logSum = best + log(all);
        logSums[v] = logSum;
    }
}

// Leaves the slopes of the scores of keys [begin, end) in `factors`; of none behind them.
void findScoreSlopes(const uint begin, const uint end, const bool kept)
{
    for (uint key = begin + lane; key - lane < end; key += LANES) {
        float scores[VECTORS], slopes[VECTORS];
        if (!kept)
            scoresOf(key, end, scores);
        [[unroll]] for (uint v = 0; v < VECTORS; ++v)
            slopes[v] = 0;
        addSlopes(slopes, slopeAt, keyAt(min(key, end - 1)), args.latent);
        [[unroll]] for (uint v = 0; v < VECTORS; ++v) {
            precise float below = (kept ? factors[blockPlace(v, key - begin)] : scores[v]) - logSums[v];
            precise float slope = exp(below) * (slopes[v] - products[v]) * args.scale;
            factors[blockPlace(v, key - begin)] = sees(v, key) ? slope : 0;
        }
    }
    barrier();
}

void addKeys(const uint begin, const uint end, const bool fresh, const uint pairs)
{
    for (uint first = 0; first < args.columns; first += 4 * COLUMN_LANES) {
        const uint column = first + 4 * columnLane;
        const uint inside = column < args.columns ? args.columns - column : 0;
        vec4 sums[OWN_VECTORS];
        [[unroll]] for (uint v = 0; v < OWN_VECTORS; ++v)
            sums[v] = vec4(0);
        for (uint key = begin; key < end; key += STEP) {
            vec4 rows[STEP];
            [[unroll]] for (uint i = 0; i < STEP; ++i)
                rows[i] = fourOf(keys, keyAt(min(key + i, end - 1)), column, args.columns);
            fetchFactors(key - begin);
            [[unroll]] for (uint v = 0; v < OWN_VECTORS; ++v) {
                precise vec4 sum = sums[v];
                [[unroll]] for (uint i = 0; i < STEP; ++i)
                    sum = fma(vec4(fetchFactorsOf(v, key - begin, i)), rows[i], sum);
                sums[v] = sum;
            }
        }
        [[unroll]] for (uint v = 0; v < OWN_VECTORS; ++v) {
            const uint pair = gl_WorkGroupID.x * VECTORS + ownVector(v), row = pair / args.heads;
            const uint to = args.outFirst + row * args.outStride + (pair - row * args.heads) * args.outHeadStride + column;
            if (inside > 0 && pair < pairs)
                storeFour(querySlopes, to, sums[v], inside, WHOLE, !fresh)
        }
    }
    barrier();
}

void main()
{
    const uint pairs = args.rows * args.heads;
    findPairs(gl_WorkGroupID.x * VECTORS);
    const uint first = firstOf[0], end = rowOf[VECTORS - 1] + 1;
    multiplyByAttended();
    addUpExponentials(first, end);
    for (uint begin = first; begin < end; begin += BLOCK) {
        const uint last = min(begin + BLOCK, end);
        findScoreSlopes(begin, last, end - first <= BLOCK);
        addKeys(begin, last, begin == first, pairs);
    }
    [[unroll]] for (uint v = 0; v < VECTORS; ++v) {
        const uint to = args.scratchFirst + rowOf[v] * args.scratchStride + 2 * headOf[v];
        if (lane == v && gl_WorkGroupID.x * VECTORS + v < pairs) {
            scratch[to] = logSums[v];
            scratch[to + 1] = products[v];
        }
    }
}
