// How a row is written into a KV cache (engine/ops/cache_rows.h tells how it lies). The kernel declares `CACHE_TYPE`, the
// output `cache`, words of four bytes, and valueAt(row, at), value `at` of the cache row that token row `row` becomes.
#ifndef DEEPSCOPE_CACHE_ROW_GLSL
#define DEEPSCOPE_CACHE_ROW_GLSL

#include "lib/half.glsl"
#include "lib/lanes.glsl"
#include "lib/numbers.glsl"

const uint BLOCK = 32; // values that share a scale

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

// `values` of them, from element `first` of the cache.
void writeCacheRow(uint row, uint first, uint values)
{
    if (CACHE_TYPE == TYPE_F32)
        writeFloats(row, first, values);
    else if (CACHE_TYPE == TYPE_F16)
        writeHalves(row, first, values);
    else
        writeBytes(row, first, values);
}

#endif
