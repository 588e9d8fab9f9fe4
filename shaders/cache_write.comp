// The pool's row of the position of row t = the heads of x[t], zeros in the padding; one workgroup a row.
// engine/ops/cache_rows.h tells how a row lies.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/numbers.glsl"
#include "lib/lanes.glsl"
#include "lib/half.glsl"
#include "lib/step.glsl"

layout(constant_id = 2) const uint CACHE_TYPE = TYPE_F32;

INPUT_VEC4(0, x);
INPUT_STEP(1, 2)
OUTPUT_UINT(3, cache); // words of four bytes
layout(push_constant, scalar) uniform Arguments { CacheWriteArgs args; };

const uint BLOCK = 32; // values that share a scale

// Value `at` of the cache row that token row `row` becomes.
float valueAt(uint row, uint at)
{
    const uint head = at / args.headStride, column = at % args.headStride;
    return column < args.columns ? fetchScalar(x, args.xFirst + row * args.xStride + head * args.xHeadStride + column)
                                 : 0.0;
}

void writeFloats(uint row, uint first, uint values)
{
    for (uint at = lane; at < values; at += LANES)
        cache[first + at] = floatBitsToUint(valueAt(row, at));
}

void writeHalves(uint row, uint first, uint values)
{
    for (uint at = 2 * lane; at < values; at += 2 * LANES)
        cache[(first + at) / 2] = toHalf(valueAt(row, at)) | toHalf(valueAt(row, at + 1)) << 16;
}

// Writes 32 values as bytes; returns their scale as F16.
uint writeBlock(uint row, uint at, uint word)
{
    float largest = 0;
    for (uint i = 0; i < BLOCK; ++i)
        largest = max(largest, abs(valueAt(row, at + i)));
    const float factor = largest > 1e-30 ? 127 / largest : 0; // below, the scale is 0 as F16
    for (uint i = 0; i < BLOCK; i += 4) {
        uint bytes = 0;
        for (uint j = 0; j < 4; ++j)
            bytes |= (uint(int(floor(valueAt(row, at + i + j) * factor + 0.5))) & 0xffu) << 8 * j;
        cache[word + i / 4] = bytes;
    }
    return toHalf(largest / 127);
}

// A lane writes two blocks, whose scales share a word.
void writeBytes(uint row, uint first, uint values)
{
    for (uint at = 2 * BLOCK * lane; at < values; at += 2 * BLOCK * LANES) {
        uint scales = writeBlock(row, at, (first + at) / 4);
        if (at + BLOCK < values)
            scales |= writeBlock(row, at + BLOCK, (first + at + BLOCK) / 4) << 16;
        cache[(first + values) / 4 + at / (2 * BLOCK)] = scales;
    }
}

void main()
{
    const uint row = gl_WorkGroupID.x;
    const uvec4 at = stepRow(args.step, row);
    if (at.y >= longestSequence(args.step))
        return;
    const uint first = poolRow(args.step, at.z, at.y) * args.cacheStride, values = args.heads * args.headStride;
    if (CACHE_TYPE == TYPE_F32)
        writeFloats(row, first, values);
    else if (CACHE_TYPE == TYPE_F16)
        writeHalves(row, first, values);
    else
        writeBytes(row, first, values);
}
