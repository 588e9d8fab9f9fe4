// The pool's row of the position of row t = [norm(c) * weight | rope(k)] of x[t] = [c | k], zeros in the padding: rms_norm,
// rope and cache_write in one, one subgroup a row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/numbers.glsl"
#include "lib/lanes.glsl"
#include "lib/angle.glsl"
#include "lib/step.glsl"

layout(constant_id = 2) const uint CACHE_TYPE = TYPE_F32;
layout(constant_id = 3) const bool HALVES = false; // pairs (i, i + n/2) instead of (2i, 2i + 1)
layout(constant_id = 4) const uint COLUMNS = 8;    // of a cache row, padding included

INPUT_VEC4(0, x);
INPUT_VEC4(1, weight);
INPUT_VEC4(2, frequencies);
INPUT_UVEC4(3, stepRows);
INPUT_UVEC4(4, stepPages);
OUTPUT_UINT(5, cache); // words of four bytes
layout(push_constant, scalar) uniform Arguments { LatentRowArgs args; };

shared float latentRow[COLUMNS];

float valueAt(uint row, uint at) { return latentRow[at]; }
#include "lib/cache_row.glsl"

void normLatent(const uint from)
{
    precise float sum = 0;
    for (uint c = lane; c < args.latent; c += LANES) {
        const float value = fetchScalar(x, from + c);
        latentRow[c] = value;
        sum = sum + value * value;
    }
    precise float mean = addLanes(sum) / float(args.latent) + args.epsilon;
    const float scale = inversesqrt(mean);
    for (uint c = lane; c < args.latent; c += LANES)
        latentRow[c] = latentRow[c] * scale * fetchScalar(weight, args.weightFirst + c);
}

void turnKey(const uint from, const uint position)
{
    for (uint pair = lane; pair < args.pairs; pair += LANES) {
        const vec2 turn = cosSin(angleOf(position, fetchScalar(frequencies, args.frequenciesFirst + pair)));
        const uint i = HALVES ? pair : 2 * pair;
        const uint j = HALVES ? pair + args.pairs : i + 1;
        const float a = fetchScalar(x, from + i), b = fetchScalar(x, from + j);
        latentRow[args.latent + i] = a * turn.x - b * turn.y;
        latentRow[args.latent + j] = a * turn.y + b * turn.x;
    }
}

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uvec4 at = stepRow(args.step, row);
    if (at.y >= longestSequence(args.step))
        return;
    const uint from = args.xFirst + row * args.xStride;
    normLatent(from);
    turnKey(from + args.latent, at.y);
    for (uint c = args.latent + 2 * args.pairs + lane; c < COLUMNS; c += LANES)
        latentRow[c] = 0;
    barrier();
    writeCacheRow(row, poolRow(args.step, at.z, at.y) * args.cacheStride, COLUMNS);
}
