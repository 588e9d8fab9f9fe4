// Rows that continue what the step before drew get their token from it; one workgroup for all.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "lib/load.glsl"
#include "lib/lanes.glsl"
#include "args.h"

INPUT_RECORDS(0, uint, drawn);
OUTPUT_RECORDS(1, Row, rows);
layout(push_constant, scalar) uniform Arguments { TakeDrawnTokensArgs args; };

void main()
{
    for (uint row = lane; row < args.rows; row += LANES) {
        const uint place = rows[args.rowsFirst + row].flags & RowDrawn;
        if (place > 0)
            rows[args.rowsFirst + row].token = drawn[min(place, args.drawn) - 1];
    }
}
