// A product that rounds by itself before it is added to something. NoContraction (`precise`) asks for that, but
// NVIDIA's compiler (580.159) here and there makes one operation of both all the same; it cannot where the product goes
// through an exclusive or with a zero that no compiler knows. Wants before it: UNKNOWN_ZERO.
#ifndef DEEPSCOPE_ROUNDED_GLSL
#define DEEPSCOPE_ROUNDED_GLSL

#define rounded(product) uintBitsToFloat(floatBitsToUint(product) ^ (UNKNOWN_ZERO))

#endif
