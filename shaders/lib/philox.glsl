// Random numbers without a state: Philox4x32-10 (SC 2011), as in engine/text/philox.h.
#ifndef DEEPSCOPE_PHILOX_GLSL
#define DEEPSCOPE_PHILOX_GLSL

// 64 bits, the low ones first.
uvec2 drawNumber(const uvec2 seed, const uint answer, const uint position)
{
    uvec4 counter = uvec4(position, answer, 0, 0);
    uvec2 key = seed;
    for (uint round = 0; round < 10; ++round) {
        uint leftHigh, leftLow, rightHigh, rightLow;
        umulExtended(0xd2511f53u, counter.x, leftHigh, leftLow);
        umulExtended(0xcd9e8d57u, counter.z, rightHigh, rightLow);
        counter = uvec4(rightHigh ^ counter.y ^ key.x, rightLow, leftHigh ^ counter.w ^ key.y, leftLow);
        key += uvec2(0x9e3779b9u, 0xbb67ae85u);
    }
    return counter.xy;
}

#endif
