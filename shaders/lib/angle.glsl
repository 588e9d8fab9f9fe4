// sin and cos of position * frequency, right to about 1e-6 for angles below 4e5: a plain F32 product of position 160,000
// is off by up to 0.008, and Vulkan promises no more than 2^-11 for its own sin and cos.
#ifndef DEEPSCOPE_ANGLE_GLSL
#define DEEPSCOPE_ANGLE_GLSL

// angle - 2 pi k for the nearest k < 2^16. 2 pi is cut into parts of 8, 8 and 24 bits, so that k times either of the
// first two is exact.
float withinOneTurn(float angle)
{
    const float k = round(angle * 0.15915494309189535);
    precise float rest = angle - k * 6.28125;
    rest = rest - k * 0.00193023681640625;
    rest = rest - k * 5.0703631802e-6;
    return rest;
}

// position * frequency - 2 pi k. The four products of the two halves of each factor are exact.
float angleOf(uint position, float frequency)
{
    const float high = uintBitsToFloat(floatBitsToUint(frequency) & 0xfffff000u);
    const float low = frequency - high;
    const float far = float(position & ~0xfffu), near = float(position & 0xfffu);
    const float rest = (near * low + withinOneTurn(far * low)) + withinOneTurn(near * high) + withinOneTurn(far * high);
    return withinOneTurn(rest);
}

// (cos, sin) of an angle within one turn: Taylor series within an eighth of a turn, then moved to the quadrant.
vec2 cosSin(float angle)
{
    const float quadrant = round(angle * 0.6366197723675814);
    precise float x = angle - quadrant * 1.5703125;
    x = x - quadrant * 4.83826794896558e-4;
    const float s = x * x;
    const float sine = x * (1 + s * (-1.0 / 6 + s * (1.0 / 120 + s * (-1.0 / 5040 + s * (1.0 / 362880)))));
    const float cosine = 1 + s * (-0.5 + s * (1.0 / 24 + s * (-1.0 / 720 + s * (1.0 / 40320))));
    const int q = int(quadrant) & 3;
    const vec2 turned = (q & 1) == 0 ? vec2(cosine, sine) : vec2(-sine, cosine);
    return (q & 2) == 0 ? turned : -turned;
}

#endif
