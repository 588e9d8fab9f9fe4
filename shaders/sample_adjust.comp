// Copies the rows of logits that penalties and biases change, and changes them; one workgroup a row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

INPUT_VEC4(0, logits);
INPUT_RECORDS(1, SampleRow, rows);
INPUT_RECORDS(2, SampleEntry, entries);
INPUT_RECORDS(3, uint, sampled);
OUTPUT_FLOAT(4, adjusted);
layout(push_constant, scalar) uniform Arguments { SampleArgs args; };

#include "lib/draw.glsl"

const uint THREADS = LANES * SUBGROUPS;

shared uint previousIsListed;

void change(const SampleRow row, const SampleEntry entry)
{
    const uint from = args.logitsFirst + min(row.logits, args.logitsRows - 1) * args.logitsStride;
    adjusted[gl_WorkGroupID.x * args.adjustedStride + entry.token] =
        adjustedLogit(row, entry, fetchScalar(logits, from + entry.token));
}

void main()
{
    const SampleRow row = rows[gl_WorkGroupID.x];
    if (row.logits == SampleNone || (row.entries == 0 && row.previous == SampleNone))
        return;
    const uint thread = subgroupRow * LANES + lane;
    if (thread == 0)
        previousIsListed = 0;
    const uint from = args.logitsFirst + min(row.logits, args.logitsRows - 1) * args.logitsStride;
    const uint to = gl_WorkGroupID.x * args.adjustedStride;
    for (uint i = thread * 4; i < args.vocabulary; i += THREADS * 4) {
        const vec4 four = fetch(logits, (from + i) / 4);
        [[unroll]] for (uint c = 0; c < 4; ++c)
            if (i + c < args.vocabulary)
                adjusted[to + i + c] = four[c];
    }
    memoryBarrierBuffer();
    barrier();
    const uint last = args.vocabulary - 1;
    const uint previous = row.previous == SampleNone ? SampleNone : min(sampled[min(row.previous, args.sampled - 1)], last);
    const uint end = min(row.firstEntry + row.entries, args.entries);
    for (uint i = row.firstEntry + thread; i < end; i += THREADS) {
        SampleEntry entry = entries[i];
        entry.token = min(entry.token, last);
        if (entry.token == previous) {
            ++entry.inAnswer;
            previousIsListed = 1;
        }
        change(row, entry);
    }
    barrier();
    if (thread == 0 && previous != SampleNone && previousIsListed == 0)
        change(row, SampleEntry(previous, 0, 1, 0));
}
