// Argument structs of the kernels of routers, and what an alteration changes of them; see args.h, which includes this.
#ifndef DEEPSCOPE_ROUTE_ARGS_H
#define DEEPSCOPE_ROUTE_ARGS_H

#ifdef __cplusplus
#include <cstdint>
namespace deepscope::args {
using uint = uint32_t;
#endif

struct RouteArgs {
    uint logitsFirst, logitsStride;
    uint biasFirst;
    uint used, groupsUsed;
    uint idsFirst, idsStride;
    uint weightsFirst, weightsStride;
    uint normalise;
    float scale;
};

// What an alteration changes of the router of a layer.
struct RouterChange {
    uint firstKnob, endKnob; // of its experts
    uint used;               // experts, at least 1; behind 16 bits the groups that are used
    uint flags;
};
const uint RouterWithoutBias = 1, RouterShifted = 2; // shifted: knobs have a bias, so that scores give the order

// What it changes of an expert: each is named once.
struct ExpertKnob {
    uint expert;
    uint action;
    float bias;   // added to the score that chooses
    float factor; // on the weight in the end
};
const uint KnobTurns = 0, KnobOff = 1, KnobForces = 2; // never chosen, always chosen

// Rows of what a tapped router weighed: of each expert, then of the first so many columns of each group, then in the
// first column the first expert that was left out, -1 where all that may be are chosen.
const uint TapLogit = 0, TapAffinity = 1, TapBias = 2, TapScore = 3, TapGroupScore = 4, TapGroupKept = 5, TapNext = 6,
           TapRows = 7;

// As RouteArgs, `used` being the choices that ids and weights have room for.
struct RouteAlteredArgs {
    RouteArgs route;
    uint rowsFirst;                   // in Rows
    uint changesFirst, changesStride; // of this layer, from one alteration to the next, in RouterChanges
    uint alterations;
    uint knobsFirst, knobs; // in ExpertKnobs; how many there are
    uint marginsFirst, marginsStride;
    uint scoresFirst, scoresStride;
};

struct RouteReverseArgs {
    uint logitsFirst, logitsStride;
    uint used;
    uint idsFirst, idsStride;
    uint weightsFirst, weightsStride; // of the slopes of the weights
    uint slopesFirst, slopesStride;   // of the logits
    uint normalise;
    float scale;
};

#ifdef __cplusplus
} // namespace deepscope::args
#endif

#endif
