// The best 64 of a row of logits, in order, and what is summed on the way. Two passes as a rule: the first finds the
// largest of each of a hundred or more groups of ids; the 64th largest of these is a bound that no fewer than 64 logits
// reach and seldom many more, and the second gathers those. Where they are too many (much alike, or sorted by id), a
// search by digits finds the 64th best itself. Logits are compared by unsigned keys.
//
// Wants before it: `thread` and THREADS, fourLogits(quad), args.vocabulary, shaders/lib/draw.glsl.
#ifndef DEEPSCOPE_BEST_GLSL
#define DEEPSCOPE_BEST_GLSL

layout(constant_id = 2) const uint MAXIMA = 16; // groups a thread looks after: 1, 2, 4, 8 or 16

const uint MOST_GATHERED = 256;
const uint AT_ONCE = 4; // quads that a thread takes before it keeps other maxima apart
const uint DIGITS = 7;

shared uint maxima[THREADS * MAXIMA];
shared uint gatheredKeys[MOST_GATHERED], gatheredIds[MOST_GATHERED];
shared uint gathered, bound;
shared uint histogram[256];
shared uint bestKeys[SampleBest], bestIds[SampleBest];
shared uvec2 subgroupSums[SUBGROUPS];
shared uint subgroupLargest[SUBGROUPS];

// Grows with the value; -0 and +0 are equal; never 0 for a number.
uint keyOf(const float value)
{
    const uint bits = floatBitsToUint(value);
    return bits > 0x80000000u ? ~bits : (bits & 0x7fffffffu) | 0x80000000u;
}

float valueOf(const uint key) { return uintBitsToFloat(key >= 0x80000000u ? key & 0x7fffffffu : ~key); }

bool isBroken(const float value) { return (floatBitsToUint(value) & 0x7f800000u) == 0x7f800000u; }

// Sums of 64 bits over the lanes of a subgroup: of limbs of 22 bits, which cannot overflow.
uvec2 addLanes64(const uvec2 value)
{
    const uint low = addLanes(value.x & 0x3fffffu), middle = addLanes((value.x >> 22 | value.y << 10) & 0x3fffffu),
               high = addLanes(value.y >> 12);
    return plus64(plus64(uvec2(low, 0), uvec2(middle << 22, middle >> 10)), uvec2(0, high << 12));
}

uvec2 addThreads(const uvec2 value)
{
    const uvec2 sum = addLanes64(value);
    if (SUBGROUPS == 1)
        return sum;
    barrier();
    if (lane == 0)
        subgroupSums[subgroupRow] = sum;
    barrier();
    uvec2 all = uvec2(0);
    for (uint i = 0; i < SUBGROUPS; ++i)
        all = plus64(all, subgroupSums[i]);
    return all;
}

uint largestThread(const uint value)
{
    uint largest = largestLane(value);
    if (SUBGROUPS == 1)
        return largest;
    barrier();
    if (lane == 0)
        subgroupLargest[subgroupRow] = largest;
    barrier();
    for (uint i = 0; i < SUBGROUPS; ++i)
        largest = max(largest, subgroupLargest[i]);
    return largest;
}

// Key of the largest logit; fills `maxima`; `broken`: some logit is not a finite number.
uint findMaxima(out bool broken)
{
    uint own[4 * AT_ONCE];
    [[unroll]] for (uint i = 0; i < 4 * AT_ONCE; ++i)
        own[i] = 0;
    bool found = false;
    for (uint base = thread; base * 4 < args.vocabulary; base += THREADS * AT_ONCE)
        [[unroll]] for (uint u = 0; u < AT_ONCE; ++u) {
            const uint quad = base + u * THREADS;
            const vec4 four = quad * 4 < args.vocabulary ? fourLogits(quad) : vec4(0);
            [[unroll]] for (uint c = 0; c < 4; ++c)
                if (quad * 4 + c < args.vocabulary) {
                    found = found || isBroken(four[c]);
                    own[u * 4 + c] = max(own[u * 4 + c], keyOf(four[c]));
                }
        }
    uint largest = own[0];
    [[unroll]] for (uint i = 1; i < 4 * AT_ONCE; ++i) {
        largest = max(largest, own[i]);
        if (i >= MAXIMA)
            own[i % MAXIMA] = max(own[i % MAXIMA], own[i]);
    }
    [[unroll]] for (uint i = 0; i < 4 * AT_ONCE; ++i)
        if (i < MAXIMA)
            maxima[thread * MAXIMA + i] = own[i];
    broken = largestThread(uint(found)) > 0;
    return largestThread(largest);
}

// The 64th largest of the maxima. All threads must have written theirs.
void findBound()
{
    if (thread == 0) {
        bound = 0;
        gathered = 0;
    }
    barrier();
    if (args.vocabulary <= MOST_GATHERED)
        return;
    for (uint own = thread; own < THREADS * MAXIMA; own += THREADS) {
        const uint key = maxima[own];
        uint better = 0;
        [[dont_unroll]] for (uint i = 0; i < THREADS * MAXIMA; i += 4)
            [[unroll]] for (uint u = 0; u < 4; ++u)
                better += uint(maxima[i + u] > key || (maxima[i + u] == key && i + u < own));
        if (better == SampleBest - 1)
            bound = key;
    }
    barrier();
}

void gather(const uint key, const uint id)
{
    const uint place = atomicAdd(gathered, 1);
    if (place < MOST_GATHERED) {
        gatheredKeys[place] = key;
        gatheredIds[place] = id;
    }
}

// Logits 4 * quad ... 4 * quad + 3. What lies past the last is not to be looked at.
#define FOR_QUADS(quad) for (uint quad = thread; (quad)*4 < args.vocabulary; (quad) += THREADS)
#define FOR_LOGITS(four, id, quad)                                                                                     \
    const vec4 four = fourLogits(quad);                                                                                \
    [[unroll]] for (uint c = 0, id = (quad)*4; c < 4; ++c, ++id)                                                       \
        if (id < args.vocabulary)

// Gathers what reaches the bound, and sums e^d and -d e^d over all, d = logit - largest.
void gatherAndSum(const float largest, out uvec2 total, out uvec2 weighted)
{
    total = weighted = uvec2(0);
    const uint least = bound;
    FOR_QUADS(quad)
    {
        FOR_LOGITS(four, id, quad)
        {
            precise float difference = four[c] - largest;
            const float share = exponential(difference);
            precise float product = share > 0 ? -difference * share : 0;
            total = plus64(total, wholeOf(share));
            weighted = plus64(weighted, wholeOf(product));
            const uint key = keyOf(four[c]);
            if (key >= least)
                gather(key, id);
        }
    }
    total = addThreads(total);
    weighted = addThreads(weighted);
    barrier();
}

// Gathers the 64 best exactly, however many are alike: finds the last of them digit by digit of 8 bits, 4 of its key
// turned round, which grows as a logit gets worse, and 3 of its id; then takes all up to it.
void gatherExactly()
{
    uint lastKey = 0, lastId = 0, wanted = min(SampleBest, args.vocabulary);
    [[dont_unroll]] for (uint d = 0; d <= DIGITS; ++d) {
        for (uint i = thread; i < 256; i += THREADS)
            histogram[i] = 0;
        if (thread == 0)
            gathered = 0;
        barrier();
        const uint keyMask = d == 0 ? 0 : d < 4 ? 0xffffffffu << (32 - 8 * d) : 0xffffffffu;
        const uint idMask = d <= 4 ? 0 : 0xffffffu << (56 - 8 * d) & 0xffffffu;
        FOR_QUADS(quad)
        {
            FOR_LOGITS(four, id, quad)
            {
                const uint key = ~keyOf(four[c]);
                if (d == DIGITS) {
                    if (key < lastKey || (key == lastKey && id <= lastId))
                        gather(~key, id);
                } else if ((key & keyMask) == lastKey && (id & idMask) == lastId) {
                    atomicAdd(histogram[(d < 4 ? key >> (24 - 8 * d) : id >> (48 - 8 * d)) & 255u], 1);
                }
            }
        }
        barrier();
        if (d == DIGITS)
            return;
        uint digit = 0;
        for (; digit < 255 && histogram[digit] < wanted; ++digit)
            wanted -= histogram[digit];
        if (d < 4)
            lastKey |= digit << (24 - 8 * d);
        else
            lastId |= digit << (48 - 8 * d);
        barrier();
    }
}

// Puts the best of what was gathered in their places.
void orderGathered()
{
    const uint count = min(gathered, MOST_GATHERED);
    for (uint own = thread; own < count; own += THREADS) {
        const uint key = gatheredKeys[own], id = gatheredIds[own];
        uint better = 0;
        [[dont_unroll]] for (uint i = 0; i < count; ++i)
            better += uint(gatheredKeys[i] > key || (gatheredKeys[i] == key && gatheredIds[i] < id));
        if (better < SampleBest) {
            bestKeys[better] = key;
            bestIds[better] = id;
        }
    }
    barrier();
}

#endif
