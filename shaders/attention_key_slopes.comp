// The slopes of the keys of latent attention, whose first columns are the values: with P and D of
// attention_query_slopes.comp, over the pairs (row, head) that see key p, in their order:
// dk[p] = sum of scale P[p] (dP[p] - D) q, and in the first columns P[p] g as well.
// A workgroup has VECTORS keys that follow each other, and takes as many pairs at once as it has lanes.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/attention_reverse.glsl"

INPUT_VEC4(0, queries);
INPUT_VEC4(1, keys);
INPUT_VEC4(2, attendedSlopes);
INPUT_UVEC4(3, spans);
INPUT_VEC4(4, scratch);
OUTPUT_VEC4(5, keySlopes);
layout(push_constant, scalar) uniform Arguments { AttentionReverseArgs args; };

DOTS(addScores, keys, queries)
DOTS(addSlopes, keys, attendedSlopes)

shared float scoreSlopes[VECTORS * BLOCK], shares[VECTORS * BLOCK]; // P
shared uint queryPlaces[BLOCK], slopePlaces[BLOCK];                 // where the rows of the block begin
FACTORS(fetchScoreSlopes, scoreSlopes)
FACTORS(fetchShares, shares)

uint keyAt[VECTORS];

// Pairs [begin, end), counted from the first head of row `firstRow` on.
void findFactors(const uint firstKey, const uint firstRow, const uint begin, const uint end)
{
    for (uint next = begin + lane; next - lane < end; next += LANES) {
        const uint pair = min(next, end - 1), down = pair / args.heads, head = pair - down * args.heads;
        const uint row = firstRow + down, firstOfRow = spanOf(row).x;
        const uint queryAt = args.queriesFirst + row * args.queriesStride + head * args.queriesHeadStride;
        const uint slopeAt = args.slopesFirst + row * args.slopesStride + head * args.slopesHeadStride;
        float scores[VECTORS], slopes[VECTORS];
        [[unroll]] for (uint v = 0; v < VECTORS; ++v)
            scores[v] = slopes[v] = 0;
        addScores(scores, keyAt, queryAt, args.columns);
        addSlopes(slopes, keyAt, slopeAt, args.latent);
        const uint kept = args.scratchFirst + row * args.scratchStride + 2 * head;
        const float logSum = fetchScalar(scratch, kept), product = fetchScalar(scratch, kept + 1);
        [[unroll]] for (uint v = 0; v < VECTORS; ++v) {
            const bool seen = next < end && firstKey + v >= firstOfRow && firstKey + v <= row;
            precise float below = scores[v] * args.scale - logSum;
            const float share = seen ? exp(below) : 0;
            precise float slope = share * (slopes[v] - product) * args.scale;
            shares[blockPlace(v, next - begin)] = share;
            scoreSlopes[blockPlace(v, next - begin)] = seen ? slope : 0;
        }
        queryPlaces[next - begin] = queryAt;
        slopePlaces[next - begin] = slopeAt;
    }
    barrier();
}

// Where the pairs [place, place + STEP) of the block begin, of which a lane fetches one.
void findRows(const uint place, out uint queryAt[STEP], out uint slopeAt[STEP])
{
    if (HANDED) {
        const uint ownQuery = queryPlaces[place + lane % STEP], ownSlope = slopePlaces[place + lane % STEP];
        startOffers();
        offer(0, ownQuery);
        offer(1, ownSlope);
        endOffers();
        [[unroll]] for (uint i = 0; i < STEP; ++i) {
            queryAt[i] = valueOfLane(0, ownQuery, i);
            slopeAt[i] = valueOfLane(1, ownSlope, i);
        }
    } else {
        [[unroll]] for (uint i = 0; i < STEP; ++i) {
            queryAt[i] = queryPlaces[place + i];
            slopeAt[i] = slopePlaces[place + i];
        }
    }
}

void addPairs(const uint firstKey, const uint count, const bool fresh)
{
    for (uint first = 0; first < args.columns; first += 4 * COLUMN_LANES) {
        const uint column = first + 4 * columnLane;
        const uint inside = column < args.columns ? args.columns - column : 0;
        vec4 sums[OWN_VECTORS];
        [[unroll]] for (uint v = 0; v < OWN_VECTORS; ++v)
            sums[v] = vec4(0);
        for (uint place = 0; place < count; place += STEP) {
            uint queryAt[STEP], slopeAt[STEP];
            findRows(place, queryAt, slopeAt);
            vec4 rows[STEP];
            [[unroll]] for (uint i = 0; i < STEP; ++i)
                rows[i] = fourOf(queries, queryAt[i], column, args.columns);
            fetchScoreSlopes(place);
            [[unroll]] for (uint v = 0; v < OWN_VECTORS; ++v) {
                precise vec4 sum = sums[v];
                [[unroll]] for (uint i = 0; i < STEP; ++i)
                    sum = fma(vec4(fetchScoreSlopesOf(v, place, i)), rows[i], sum);
                sums[v] = sum;
            }
            if (first < args.latent) {
                [[unroll]] for (uint i = 0; i < STEP; ++i)
                    rows[i] = fourOf(attendedSlopes, slopeAt[i], column, args.latent);
                fetchShares(place);
                [[unroll]] for (uint v = 0; v < OWN_VECTORS; ++v) {
                    precise vec4 sum = sums[v];
                    [[unroll]] for (uint i = 0; i < STEP; ++i)
                        sum = fma(vec4(fetchSharesOf(v, place, i)), rows[i], sum);
                    sums[v] = sum;
                }
            }
        }
        [[unroll]] for (uint v = 0; v < OWN_VECTORS; ++v) {
            const uint key = firstKey + ownVector(v), to = args.outFirst + key * args.outStride + column;
            if (inside > 0 && key < args.rows)
                storeFour(keySlopes, to, sums[v], inside, WHOLE, !fresh)
        }
    }
    barrier();
}

void main()
{
    const uint firstKey = gl_WorkGroupID.x * VECTORS, lastKey = min(firstKey + VECTORS, args.rows) - 1;
    const uint firstRow = max(firstKey, args.firstRow), endRow = min(spanOf(lastKey).y, args.endRow);
    if (firstRow >= endRow)
        return;
    [[unroll]] for (uint v = 0; v < VECTORS; ++v)
        keyAt[v] = args.keysFirst + min(firstKey + v, lastKey) * args.keysStride;
    const uint pairs = (endRow - firstRow) * args.heads;
    for (uint begin = 0; begin < pairs; begin += BLOCK) {
        const uint end = min(begin + BLOCK, pairs), count = (end - begin + STEP - 1) / STEP * STEP;
        findFactors(firstKey, firstRow, begin, end);
        addPairs(firstKey, count, begin == 0 && firstRow == firstKey);
    }
}
