// A step of AdamW for the values of a part; one workgroup each. arXiv:1711.05101, arXiv:1412.6980
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/threads.glsl"
#include "args.h"

layout(constant_id = 2) const bool WHOLE = false; // there are whole fours

ALIASED INPUT_VEC4(0, values);
INPUT_VEC4(1, slopes);
ALIASED INPUT_VEC4(2, first);
ALIASED INPUT_VEC4(3, second);
INPUT_VEC4(4, numbers);
INPUT_VEC4(5, norm);
ALIASED OUTPUT_VEC4(6, newValues);
ALIASED OUTPUT_VEC4(7, newFirst);
ALIASED OUTPUT_VEC4(8, newSecond);
layout(push_constant, scalar) uniform Arguments { FlatArgs args; };

#define number(i) fetchScalar(numbers, args.numbersFirst + (i))

void main()
{
    const float rate = number(0), decay = number(1), firstDecay = number(2), secondDecay = number(3);
    const float firstFactor = number(4), secondFactor = number(5), epsilon = number(6), mostNorm = number(7);
    const float length = fetchScalar(norm, args.normFirst);
    precise float shorter = mostNorm > 0 && length > mostNorm ? mostNorm / length : 1;
    precise float kept = 1 - rate * decay;
    const uint begin = gl_WorkGroupID.x * args.partColumns, end = min(begin + args.partColumns, args.columns);
    for (uint column = begin + thread * 4; column < end; column += THREADS * 4) {
        const vec4 slope = fetch(slopes, (args.slopesFirst + column) >> 2u) * shorter;
        precise vec4 newOne = firstDecay * fetch(first, (args.firstFirst + column) >> 2u) + (1 - firstDecay) * slope;
        precise vec4 newTwo =
            secondDecay * fetch(second, (args.secondFirst + column) >> 2u) + (1 - secondDecay) * slope * slope;
        precise vec4 change = rate * (newOne * firstFactor) / (sqrt(newTwo * secondFactor) + epsilon);
        precise vec4 value = fetch(values, (args.valuesFirst + column) >> 2u) * kept - change;
        storeFour(newValues, args.valuesFirst + column, value, end - column, WHOLE, false)
        storeFour(newFirst, args.firstFirst + column, newOne, end - column, WHOLE, false)
        storeFour(newSecond, args.secondFirst + column, newTwo, end - column, WHOLE, false)
    }
}
