// Causal attention of one token's query heads, of which `group` share a head of keys and values: grouped-query attention
// (arXiv:2305.13245), and latent attention (arXiv:2405.04434, 2.1.2), where all share one row [latent | rope key] whose
// latent part is the value. One workgroup: HEADS heads of one row over all parts of its positions, or over one (SPLIT), in
// blocks of POSITIONS with a running softmax (arXiv:2205.14135). Lanes share out the columns, eight at a time, and
// subgroups the positions of a part: each has a piece of it, with a softmax of its own, and these are folded in order.
#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "lib/load.glsl"
#include "lib/cache.glsl"
#include "lib/step.glsl"

layout(constant_id = 3) const bool ALIGNED = false; // queries begin on 16 bytes, columns are multiples of CHUNK
layout(constant_id = 4) const bool SPLIT = false;   // out is a partial result: values, largest score, sum
layout(constant_id = 5) const uint HEADS = 1;
layout(constant_id = 6) const uint POSITIONS = 4;
layout(constant_id = 7) const uint LANE_CHUNKS = 1; // chunks of value columns a lane holds
layout(constant_id = 8) const uint KEY_CHUNKS = 1;  // chunks of key columns a lane goes through
layout(constant_id = 9) const bool MASKED = false;  // some rows do not see all positions before them
layout(constant_id = 10) const bool WINDOWED = false; // no row sees more than args.window positions
layout(constant_id = 11) const bool SINKS = false;  // each head has one score more
#define LANE_SLOTS (HEADS * POSITIONS)
#include "lib/lanes.glsl"

const uint PIECE = AttentionPart / SUBGROUPS; // positions
const uint PIECE_COLUMNS = LANE_CHUNKS * LANES * CHUNK;
#define thread (subgroupRow * LANES + lane)

INPUT_VEC4(0, queries);
INPUT_CACHE(1, keys)
INPUT_CACHE(2, values)
INPUT_UVEC4(3, stepRows);
INPUT_UVEC4(4, stepPages);
OUTPUT_FLOAT(5, result);
INPUT_UVEC4(6, seenUntil); // of each position the first one that does not see it any more
INPUT_VEC4(7, sinks);
layout(push_constant, scalar) uniform Arguments { AttentionArgs args; };

#include "lib/attention_parts.glsl"

uint sharedHead; // of keys and values
uint query;      // the position that looks
uint begun;      // the first one that it sees
bool masked;     // and does not see all

Eight cachedKey(uint row, uint chunk)
{
    const uint at = sharedHead * args.keysHeadStride + chunk * CHUNK;
    return keysEight(row * args.keysStride, at, args.keysScales);
}

Eight cachedValue(uint row, uint chunk)
{
    const uint at = sharedHead * args.valuesHeadStride + chunk * CHUNK;
    return valuesEight(row * args.valuesStride, at, args.valuesScales);
}

// Query columns [column, column + 4), zero past the end.
vec4 queryFour(uint from, uint column)
{
    if (ALIGNED)
        return fetch(queries, (from + column) / 4);
    vec4 four = vec4(0);
    [[unroll]] for (uint i = 0; i < 4; ++i)
        if (column + i < args.keyColumns)
            four[i] = fetchScalar(queries, from + column + i);
    return four;
}

// Of one head.
shared float pieceSums[SUBGROUPS > 1 ? SUBGROUPS * PIECE_COLUMNS : 1];
shared float pieceLargest[SUBGROUPS], pieceTotal[SUBGROUPS];

// Of this subgroup's piece of the current part.
float scores[HEADS * POSITIONS];
Eight sums[HEADS * LANE_CHUNKS]; // of this lane's columns: softmax numerator times values
float largest[HEADS], total[HEADS];

uint queryStart(uint row, uint head)
{
    // Heads past the last of the group compute the last again and are not written.
    const uint last = (sharedHead + 1) * args.group - 1;
    return args.queriesFirst + row * args.queriesStride + min(head, last) * args.queriesHeadStride;
}

bool sees(uint position, uint end)
{
    if (WINDOWED && position < begun)
        return false;
    if (!MASKED || !masked || position >= end)
        return position < end;
    return query < fetchScalar(seenUntil, args.seenUntilFirst + position);
}

// Rows of the pool where a block of positions lies. Those of positions past the end, or before the window, are not to be
// read: their weight is 0, and that of the nearest is read in place of them.
struct BlockRows {
    uint first;       // of the block
    uint least, last; // that are read
};

uint rowOf(const BlockRows rows, uint p)
{
    return WINDOWED ? clamp(rows.first + p, rows.least, rows.last) : min(rows.first + p, rows.last);
}

// Positions from `begin` on, of which those before `end` count.
void scoreBlock(uint row, uint firstHead, BlockRows rows, uint begin, uint end)
{
    [[unroll]] for (uint i = 0; i < HEADS * POSITIONS; ++i)
        scores[i] = 0;
    const uint chunks = (args.keyColumns + CHUNK - 1) / CHUNK;
    // Unrolled, so that a block of positions is one iteration and no more (engine/ops/attention.cpp).
    [[unroll]] for (uint c = 0; c < KEY_CHUNKS; ++c) {
        const bool inside = c * LANES + lane < chunks;
        const uint chunk = min(c * LANES + lane, chunks - 1);
        Eight block[POSITIONS];
        [[unroll]] for (uint p = 0; p < POSITIONS; ++p)
            block[p] = cachedKey(rowOf(rows, p), chunk);
        [[unroll]] for (uint h = 0; h < HEADS; ++h) {
            const uint from = queryStart(row, firstHead + h);
            const vec4 low = queryFour(from, chunk * CHUNK), high = queryFour(from, chunk * CHUNK + 4);
            [[unroll]] for (uint p = 0; p < POSITIONS; ++p) {
                precise vec4 products = low * block[p].low + high * block[p].high;
                precise float product = products.x + products.y + (products.z + products.w);
                precise float sum = scores[h * POSITIONS + p] + (inside ? product : 0);
                scores[h * POSITIONS + p] = sum;
            }
        }
    }
    startOffers();
    [[unroll]] for (uint i = 0; i < HEADS * POSITIONS; ++i)
        offer(i, scores[i]);
    endOffers();
    [[unroll]] for (uint h = 0; h < HEADS; ++h)
        [[unroll]] for (uint p = 0; p < POSITIONS; ++p) {
            const uint i = h * POSITIONS + p;
            precise float score = addLanes(i, scores[i]) * args.scale;
            scores[i] = sees(begin + p, end) ? score : LOWEST;
        }
}

// Turns scores into numerators of the softmax, relative to the largest score so far.
void softmaxBlock(uint begin, uint end)
{
    [[unroll]] for (uint h = 0; h < HEADS; ++h) {
        float best = largest[h];
        [[unroll]] for (uint p = 0; p < POSITIONS; ++p)
            best = max(best, scores[h * POSITIONS + p]);
        precise float fall = largest[h] - best;
        const float shrink = exp(fall);
        largest[h] = best;
        precise float sum = total[h] * shrink;
        [[unroll]] for (uint p = 0; p < POSITIONS; ++p) {
            precise float below = scores[h * POSITIONS + p] - best;
            const bool counts = begin + p < end && (!(MASKED || WINDOWED) || scores[h * POSITIONS + p] > LOWEST);
            const float share = counts ? exp(below) : 0;
            scores[h * POSITIONS + p] = share;
            sum += share;
        }
        total[h] = sum;
        [[unroll]] for (uint i = 0; i < LANE_CHUNKS; ++i) {
            precise vec4 low = sums[h * LANE_CHUNKS + i].low * shrink, high = sums[h * LANE_CHUNKS + i].high * shrink;
            sums[h * LANE_CHUNKS + i] = Eight(low, high);
        }
    }
}

void addValues(BlockRows rows)
{
    const uint chunks = (args.valueColumns + CHUNK - 1) / CHUNK;
    [[unroll]] for (uint i = 0; i < LANE_CHUNKS; ++i) {
        const uint chunk = min(i * LANES + lane, chunks - 1);
        [[unroll]] for (uint p = 0; p < POSITIONS; ++p) {
            const Eight cached = cachedValue(rowOf(rows, p), chunk);
            [[unroll]] for (uint h = 0; h < HEADS; ++h) {
                precise vec4 low = sums[h * LANE_CHUNKS + i].low + scores[h * POSITIONS + p] * cached.low;
                precise vec4 high = sums[h * LANE_CHUNKS + i].high + scores[h * POSITIONS + p] * cached.high;
                sums[h * LANE_CHUNKS + i] = Eight(low, high);
            }
        }
    }
}

float columnOf(Eight eight, uint c) { return c < 4 ? eight.low[c] : eight.high[c - 4]; }

// Writes what this lane has of a head: as it is, or folded with the parts before it; the last part divides by the total.
void writeHead(uint h, uint to, bool fold, Factors factors, float share)
{
    [[unroll]] for (uint i = 0; i < LANE_CHUNKS; ++i) {
        const uint first = (i * LANES + lane) * CHUNK;
        const uint count = min(first < args.valueColumns ? args.valueColumns - first : 0, CHUNK);
        [[unroll]] for (uint c = 0; c < CHUNK; ++c)
            if (ALIGNED ? count > 0 : c < count) {
                const float next = columnOf(sums[h * LANE_CHUNKS + i], c);
                const float value = fold ? foldValue(factors, result[to + first + c], next) : next;
                result[to + first + c] = portion(value, share);
            }
    }
}

// Positions [begin, end) of a part, of which this subgroup takes a piece.
void attendPart(uint row, uint sequence, uint firstHead, uint begin, uint end)
{
    [[unroll]] for (uint h = 0; h < HEADS; ++h) {
        largest[h] = LOWEST;
        total[h] = 0;
    }
    [[unroll]] for (uint i = 0; i < HEADS * LANE_CHUNKS; ++i)
        sums[i] = Eight(vec4(0), vec4(0));
    const uint from = begin + subgroupRow * PIECE, to = min(from + PIECE, end);
    // Where lanes meet in shared memory all subgroups go on together, in the end with positions that count nothing.
    const bool together = SHARED_LANES && SUBGROUPS > 1;
    const uint start = WINDOWED && !together ? max(from, begun - begun % POSITIONS) : from;
    for (uint block = start; block < (together ? from + PIECE : to); block += POSITIONS) {
        const uint at = WINDOWED ? clamp(block, begun, end - 1) : min(block, end - 1);
        const uint last = clamp(to, at + 1, at - at % POSITIONS + POSITIONS); // the block's, which lies in one page
        BlockRows rows;
        rows.least = poolRow(args.step, sequence, at);
        rows.last = rows.least + (last - at) - 1;
        // Where the window begins within the block, its rows before that have places too.
        rows.first = WINDOWED && at - block < POSITIONS ? rows.least - (at - block) : rows.least;
        scoreBlock(row, firstHead, rows, block, to);
        softmaxBlock(block, to);
        addValues(rows);
    }
}

// What the pieces of a head make together, and by what each is multiplied when it is added to those before it.
Parts foldPieces(uint h, uint pieces, out Factors factors[SUBGROUPS])
{
    barrier();
    if (lane == 0) {
        pieceLargest[subgroupRow] = largest[h];
        pieceTotal[subgroupRow] = total[h];
    }
    [[unroll]] for (uint i = 0; i < LANE_CHUNKS; ++i)
        [[unroll]] for (uint c = 0; c < CHUNK; ++c)
            pieceSums[subgroupRow * PIECE_COLUMNS + (i * LANES + lane) * CHUNK + c] =
                columnOf(sums[h * LANE_CHUNKS + i], c);
    barrier();
    Parts folded = Parts(LOWEST, 0);
    [[unroll]] for (uint piece = 0; piece < SUBGROUPS; ++piece)
        if (piece < pieces)
            factors[piece] = foldPart(folded, piece == 0, pieceLargest[piece], pieceTotal[piece]);
    return folded;
}

// As writeHead, of what foldPieces has brought together: here threads share out the columns one by one.
void writePieces(uint to, uint pieces, Factors pieceFactors[SUBGROUPS], bool fold, Factors factors, float share)
{
    for (uint column = thread; column < args.valueColumns; column += LANES * SUBGROUPS) {
        float next = pieceSums[column];
        [[unroll]] for (uint piece = 1; piece < SUBGROUPS; ++piece)
            if (piece < pieces)
                next = foldValue(pieceFactors[piece], next, pieceSums[piece * PIECE_COLUMNS + column]);
        const float value = fold ? foldValue(factors, result[to + column], next) : next;
        result[to + column] = portion(value, share);
    }
}

void main()
{
    const uint tiles = (args.group + HEADS - 1) / HEADS; // of a group
    sharedHead = gl_WorkGroupID.x / tiles;
    const uint firstHead = sharedHead * args.group + gl_WorkGroupID.x % tiles * HEADS;
    const uint behind = (sharedHead + 1) * args.group; // the last head of the group
    const uint row = gl_WorkGroupID.y;
    const uvec4 at = stepRow(args.step, row);
    query = at.y;
    masked = (at.w & RowMasked) != 0;
    const uint positions = min(at.y + 1, longestSequence(args.step));
    const uint parts = (positions + AttentionPart - 1) / AttentionPart;
    begun = WINDOWED ? firstSeen(query, args.window, positions) : 0;
    const uint firstPart = begun / AttentionPart;
    Parts folded[HEADS];
    [[unroll]] for (uint h = 0; h < HEADS; ++h)
        folded[h] = Parts(LOWEST, 0);
    for (uint part = firstPart + (SPLIT ? gl_WorkGroupID.z : 0); part < parts; part += SPLIT ? args.mostParts : 1) {
        const uint begin = part * AttentionPart, end = min(begin + AttentionPart, positions);
        const uint pieces = (end - begin + PIECE - 1) / PIECE;
        attendPart(row, at.z, firstHead, begin, end);
        [[unroll]] for (uint h = 0; h < HEADS; ++h) {
            const uint head = firstHead + h;
            if (head >= behind)
                continue;
            Parts next = Parts(largest[h], total[h]);
            Factors pieceFactors[SUBGROUPS];
            if (SUBGROUPS > 1)
                next = foldPieces(h, pieces, pieceFactors);
            uint to;
            Factors factors = Factors(0, 1);
            float share = 1;
            if (SPLIT) {
                to = args.outFirst +
                     ((row * args.heads + head) * args.mostParts + part - firstPart) * args.partialStride;
                if (thread == 0) {
                    result[to + args.partialStride - 2] = next.largest;
                    result[to + args.partialStride - 1] = next.total;
                }
            } else {
                to = args.outFirst + row * args.outStride + head * args.outHeadStride;
                factors = foldPart(folded[h], part == firstPart, next.largest, next.total);
                if (part + 1 == parts)
                    share = SINKS ? shareOf(folded[h], fetchScalar(sinks, args.sinksFirst + head)) : shareOf(folded[h]);
            }
            const bool fold = !SPLIT && part > firstPart;
            if (SUBGROUPS > 1)
                writePieces(to, pieces, pieceFactors, fold, factors, share);
            else
                writeHead(h, to, fold, factors, share);
        }
    }
}
