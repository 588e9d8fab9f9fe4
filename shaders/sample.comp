// What is shown of a row of logits, and the token that is drawn from it; one workgroup a row. The rules are those of
// engine/text/sampler.h, to the bit.
#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"
#include "lib/philox.glsl"

layout(constant_id = 3) const uint SEGMENTS = 8; // of a row, for a draw from all of it: a multiple of SUBGROUPS
layout(constant_id = 4) const bool ADJUSTS = true;

INPUT_VEC4(0, logits);
INPUT_VEC4(1, adjusted);
INPUT_RECORDS(2, SampleRow, rows);
OUTPUT_RECORDS(3, uint, sampled);
OUTPUT_RECORDS(4, SampleResult, results);
layout(push_constant, scalar) uniform Arguments { SampleArgs args; };

#include "lib/draw.glsl"

const uint THREADS = LANES * SUBGROUPS;
#define thread (subgroupRow * LANES + lane)

bool fromAdjusted = false;
uint firstQuad; // of the row that is looked at

vec4 fourLogits(const uint quad)
{
    if (ADJUSTS && fromAdjusted)
        return fetch(adjusted, firstQuad + quad);
    return fetch(logits, firstQuad + quad);
}

#include "lib/best.glsl"

SampleRow row;
float largest; // logit

shared uvec2 segmentSums[SEGMENTS], threadSums[SUBGROUPS][LANES];
shared uvec2 weights[SampleBest], warmed[SampleBest]; // of the best, at temperature 1 and as they are drawn

void lookAt(const bool changed)
{
    fromAdjusted = changed;
    firstQuad = (changed ? gl_WorkGroupID.x * args.adjustedStride
                         : args.logitsFirst + min(row.logits, args.logitsRows - 1) * args.logitsStride) / 4;
}

// Finds the best, and gives the sums.
bool findBest(out uvec2 total, out uvec2 weighted)
{
    bool broken;
    largest = valueOf(findMaxima(broken));
    if (broken)
        return false;
    if (thread == 0)
        gathered = 0;
    barrier();
    gatherAndSum(largest, findBound(), total, weighted);
    const bool tooMany = gathered > MOST_GATHERED;
    barrier(); // before it is counted again
    if (tooMany)
        gatherExactly();
    orderGathered();
    return true;
}

// As it is drawn: at the temperature, or nothing where min-p drops it.
uvec2 limbsOfDrawn(const float logit)
{
    precise float difference = logit - largest;
    precise float warmed = productOf(difference, row.inverseTemperature);
    return limbsOf(difference >= row.leastDifference ? exponential(warmed) : 0);
}

// In limbs, of ids from `first` on, which is a multiple of 4.
uvec2 sumOfQuad(const uint first)
{
    const vec4 four = fourLogits(first / 4);
    uvec2 sum = uvec2(0);
    [[unroll]] for (uint c = 0; c < 4; ++c)
        if (first + c < args.vocabulary)
            sum = plusLimbs(sum, limbsOfDrawn(four[c]));
    return sum;
}

// Of `count` sums side by side, the one that the target falls on; what stands before it is taken off the target.
#define FIND_SUM(found, target, sums, count)                                                                           \
    for (; found < (count)-1 && !isLess64(target, sums[found]); ++found)                                               \
        target = minus64(target, sums[found]);

// The id on which the number falls when all weights lie side by side in the order of ids: subgroups sum up segments, then
// all threads runs of the one that it falls into, and the run is walked through.
uint drawFromRow(const uvec2 number)
{
    const uint width = ((args.vocabulary + SEGMENTS - 1) / SEGMENTS + 3) / 4 * 4;
    for (uint s = subgroupRow; s < SEGMENTS; s += SUBGROUPS) {
        const uint begin = s * width;
        uvec2 sum = uvec2(0);
        for (uint first = begin + lane * 4; first < min(begin + width, args.vocabulary); first += LANES * 4)
            sum = plusLimbs(sum, sumOfQuad(first));
        sum = addLanes64(fromLimbs(sum));
        if (lane == 0)
            segmentSums[s] = sum;
    }
    barrier();
    uvec2 total = uvec2(0);
    for (uint s = 0; s < SEGMENTS; ++s)
        total = plus64(total, segmentSums[s]);
    uvec2 target = partOf(total, number);
    uint segment = 0;
    FIND_SUM(segment, target, segmentSums, SEGMENTS)
    barrier();

    const uint run = ((width + THREADS - 1) / THREADS + 3) / 4 * 4;
    const uint from = segment * width, to = min(from + width, args.vocabulary);
    uvec2 sum = uvec2(0);
    for (uint first = from + thread * run; first < min(from + (thread + 1) * run, to); first += 4)
        sum = plusLimbs(sum, sumOfQuad(first));
    sum = fromLimbs(sum);
    threadSums[subgroupRow][lane] = sum;
    sum = addLanes64(sum);
    if (lane == 0)
        subgroupSums[subgroupRow] = sum;
    barrier();
    uint group = 0, member = 0;
    FIND_SUM(group, target, subgroupSums, SUBGROUPS)
    FIND_SUM(member, target, threadSums[group], LANES)

    uint id = from + (group * LANES + member) * run;
    const uint last = min(id + run, to) - 1;
    for (; id < last; ++id) {
        const uvec2 weight = fromLimbs(limbsOfDrawn(fourLogits(id / 4)[id % 4]));
        if (isLess64(target, weight))
            break;
        target = minus64(target, weight);
    }
    return id;
}

// From the first of the best, as many as top-k and top-p keep; SampleNone where these do not tell. `total`: of all.
uint countKept(const uvec2 total)
{
    const uint limit = row.topK == 0 ? args.vocabulary : min(row.topK, args.vocabulary);
    const uvec2 fraction = uvec2(row.topPLow, row.topPHigh);
    const bool known = limit <= SampleBest;
    if (fraction == uvec2(0))
        return known ? limit : SampleNone;
    if (!known && limit < args.vocabulary)
        return SampleNone;
    uvec2 sum = total;
    if (known) {
        sum = uvec2(0);
        for (uint i = 0; i < limit; ++i)
            sum = plus64(sum, weights[i]);
    }
    const uvec2 enough = partOf(sum, fraction);
    uvec2 reached = uvec2(0);
    for (uint i = 0; i < min(limit, SampleBest); ++i) {
        reached = plus64(reached, weights[i]);
        if (!isLess64(reached, enough))
            return i + 1;
    }
    return known ? limit : SampleNone;
}

uint drawFromBest(const uint kept, const uvec2 number)
{
    uvec2 sum = uvec2(0);
    for (uint i = 0; i < kept; ++i)
        sum = plus64(sum, warmed[i]);
    uvec2 target = partOf(sum, number);
    uint i = 0;
    FIND_SUM(i, target, warmed, kept)
    return bestIds[i];
}

uint draw(const uvec2 total, out uint flags)
{
    flags = 0;
    if (row.greedy != 0)
        return bestIds[0];
    const uvec2 number = drawNumber(uvec2(row.seedLow, row.seedHigh), row.answer, row.position);
    const bool truncated = (row.topK > 0 && row.topK < args.vocabulary) || (row.topPLow | row.topPHigh) != 0;
    if (!truncated)
        return drawFromRow(number);
    for (uint i = thread; i < min(SampleBest, args.vocabulary); i += THREADS) {
        const float logit = valueOf(bestKeys[i]);
        precise float difference = logit - largest;
        weights[i] = fromLimbs(limbsOf(exponential(difference)));
        warmed[i] = fromLimbs(limbsOfDrawn(logit));
    }
    barrier();
    const uint kept = countKept(total);
    if (kept == SampleNone) {
        flags = SampleFallBack;
        return bestIds[0];
    }
    return drawFromBest(kept, number);
}

void write(const uint token, const uint flags, const uint broken)
{
    if (thread > 0)
        return;
    const uint place = gl_WorkGroupID.x;
    lookAt(false);
    sampled[place] = token;
    results[place].token = token;
    results[place].logit = fourLogits(token / 4)[token % 4];
    results[place].flags = flags;
    results[place].broken = broken;
}

void writeBest(const uvec2 total, const uvec2 weighted)
{
    const uint place = gl_WorkGroupID.x;
    for (uint i = thread; i < SampleBest; i += THREADS) {
        const bool inside = i < args.vocabulary;
        results[place].ids[i] = inside ? bestIds[i] : SampleNone;
        results[place].logits[i] = inside ? valueOf(bestKeys[i]) : 0;
    }
    if (thread == 0) {
        results[place].totalLow = total.x;
        results[place].totalHigh = total.y;
        results[place].weightedLow = weighted.x;
        results[place].weightedHigh = weighted.y;
    }
}

uint firstBroken()
{
    uint first = SampleNone;
    for (uint quad = thread; quad * 4 < args.vocabulary; quad += THREADS) {
        const vec4 four = fourLogits(quad);
        for (uint c = 4; c-- > 0;)
            if (quad * 4 + c < args.vocabulary && isBroken(four[c]))
                first = min(first, quad * 4 + c);
    }
    return ~largestThread(~first);
}

void main()
{
    row = rows[gl_WorkGroupID.x];
    if (row.logits == SampleNone)
        return;
    const uint passes = ADJUSTS && (row.entries > 0 || row.previous != SampleNone) ? 2 : 1;
    uvec2 total, weighted;
    [[dont_unroll]] for (uint pass = 0; pass < passes; ++pass) {
        lookAt(pass == 1);
        if (!findBest(total, weighted)) {
            write(0, SampleNotFinite, firstBroken());
            return;
        }
        if (pass == 0)
            writeBest(total, weighted);
        barrier();
    }
    uint flags;
    const uint token = draw(total, flags);
    write(token, flags, SampleNone);
}
