// The best 64 of a row of logits, in order, and what is summed on the way. Two passes as a rule: the first finds the
// largest of each of a hundred or more groups of ids; the 64th largest of these is a bound that no fewer than 64 logits
// reach and seldom many more, and the second gathers those. Where they are too many (much alike, or sorted by id), a
// search by digits finds the 64th best itself. Logits are compared by unsigned keys.
//
// Wants before it: `thread` and THREADS, fourLogits(quad), args.vocabulary, shaders/lib/draw.glsl.
#ifndef DEEPSCOPE_BEST_GLSL
#define DEEPSCOPE_BEST_GLSL

// Groups of ids that a thread looks after: 1, 2, 4, 8 or 16.
layout(constant_id = 2) const uint OWN = 16;

const uint MOST_GATHERED = 256;
const uint AT_ONCE = 4; // quads a thread keeps apart
const uint BOUND_BITS = 20; // of the key: more would bound no better
const uint DIGITS = 7;

shared uint gatheredKeys[MOST_GATHERED], gatheredIds[MOST_GATHERED];
shared uint gathered;
shared uint histogram[256];
shared uint bestKeys[SampleBest], bestIds[SampleBest];
shared uvec2 subgroupSums[SUBGROUPS];
shared uint subgroupWords[SUBGROUPS];

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

// What all threads give, combined: the same in every one.
#define OVER_SUBGROUPS(all, words, combine)                                                                            \
    if (SUBGROUPS > 1) {                                                                                               \
        barrier();                                                                                                     \
        if (lane == 0)                                                                                                 \
            words[subgroupRow] = all;                                                                                  \
        barrier();                                                                                                     \
        all = words[0];                                                                                                \
        for (uint i = 1; i < SUBGROUPS; ++i)                                                                           \
            all = combine(all, words[i]);                                                                              \
    }

uvec2 addThreads64(const uvec2 value)
{
    uvec2 all = addLanes64(value);
    OVER_SUBGROUPS(all, subgroupSums, plus64)
    return all;
}

uint addThreads(const uint value)
{
    uint all = addLanes(value);
    OVER_SUBGROUPS(all, subgroupWords, plus)
    return all;
}

uint largestThread(const uint value)
{
    uint all = largestLane(value);
    OVER_SUBGROUPS(all, subgroupWords, max)
    return all;
}

uint maxima[4 * AT_ONCE]; // keys: the largest of each of the thread's groups

// Gives the key of the largest logit; `broken`: some logit is not a finite number.
uint findMaxima(out bool broken)
{
    [[unroll]] for (uint i = 0; i < 4 * AT_ONCE; ++i)
        maxima[i] = 0;
    bool found = false;
    for (uint base = thread; base * 4 < args.vocabulary; base += THREADS * AT_ONCE)
        [[unroll]] for (uint u = 0; u < AT_ONCE; ++u) {
            const uint quad = base + u * THREADS;
            const vec4 four = quad * 4 < args.vocabulary ? fourLogits(quad) : vec4(0);
            [[unroll]] for (uint c = 0; c < 4; ++c)
                if (quad * 4 + c < args.vocabulary) {
                    found = found || isBroken(four[c]);
                    maxima[u * 4 + c] = max(maxima[u * 4 + c], keyOf(four[c]));
                }
        }
    uint largest = maxima[0];
    [[unroll]] for (uint i = 1; i < 4 * AT_ONCE; ++i) {
        largest = max(largest, maxima[i]);
        if (i >= OWN)
            maxima[i % OWN] = max(maxima[i % OWN], maxima[i]);
    }
    broken = largestThread(uint(found)) > 0;
    return largestThread(largest);
}

// A key that no fewer than 64 groups have logits of, or 0: the leading bits of the 64th largest of the maxima.
uint findBound()
{
    uint bound = 0;
    if (args.vocabulary > MOST_GATHERED)
        [[dont_unroll]] for (uint bit = 0; bit < BOUND_BITS; ++bit) {
            const uint higher = bound | 0x80000000u >> bit;
            uint count = 0;
            [[unroll]] for (uint i = 0; i < 4 * AT_ONCE; ++i)
                if (i < OWN)
                    count += uint(maxima[i] >= higher);
            if (addThreads(count) >= SampleBest)
                bound = higher;
        }
    return bound;
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

// Sums e^d and -d e^d over all, d = logit - largest, and gathers what reaches the bound: a bit for each, and then what the
// bits say, for software devices go through what stands behind a condition whether it holds or not.
void gatherAndSum(const float largest, const uint bound, out uvec2 total, out uvec2 weighted)
{
    total = weighted = uvec2(0);
    for (uint base = thread; base * 4 < args.vocabulary; base += THREADS * 8) {
        uint reach = 0;
        [[dont_unroll]] for (uint u = 0; u < 8; ++u) {
            const uint quad = base + u * THREADS;
            const vec4 four = quad * 4 < args.vocabulary ? fourLogits(quad) : vec4(0);
            [[unroll]] for (uint c = 0; c < 4; ++c) {
                const bool inside = quad * 4 + c < args.vocabulary;
                precise float difference = four[c] - largest;
                const float share = inside ? exponential(difference) : 0;
                precise float product = share > 0 ? -difference * share : 0;
                total = plusLimbs(total, limbsOf(share));
                weighted = plusLimbs(weighted, limbsOf(product));
                reach |= uint(inside && keyOf(four[c]) >= bound) << (u * 4 + c);
            }
        }
        while (reach != 0) {
            const uint first = findLSB(reach);
            const uint quad = base + first / 4 * THREADS;
            gather(keyOf(fourLogits(quad)[first % 4]), quad * 4 + first % 4);
            reach &= reach - 1;
        }
    }
    total = addThreads64(fromLimbs(total));
    weighted = addThreads64(fromLimbs(weighted));
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

// More would not stay in the registers of a software device.
const uint ORDERED = OWN < 4 ? OWN : 4;

// Puts the best of what was gathered in their places: each comes behind those that are better. A thread compares ORDERED
// of them at a time.
void orderGathered()
{
    const uint count = min(gathered, MOST_GATHERED);
    for (uint base = thread; base < count; base += THREADS * ORDERED) {
        uint keys[ORDERED], ids[ORDERED], better[ORDERED];
        [[unroll]] for (uint o = 0; o < ORDERED; ++o) {
            const uint place = min(base + o * THREADS, count - 1);
            keys[o] = gatheredKeys[place];
            ids[o] = gatheredIds[place];
            better[o] = 0;
        }
        [[dont_unroll]] for (uint i = 0; i < count; ++i) {
            const uint key = gatheredKeys[i], id = gatheredIds[i];
            [[unroll]] for (uint o = 0; o < ORDERED; ++o)
                better[o] += uint(key > keys[o] || (key == keys[o] && id < ids[o]));
        }
        [[unroll]] for (uint o = 0; o < ORDERED; ++o)
            if (better[o] < SampleBest) {
                bestKeys[better[o]] = keys[o];
                bestIds[better[o]] = ids[o];
            }
    }
    barrier();
}

#endif
