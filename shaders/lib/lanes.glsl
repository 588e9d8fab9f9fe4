// What lanes do together, in two forms: by the built-ins of subgroups, and in shared memory, for devices whose subgroups
// answer wrongly and for tests that need other numbers of lanes than the device has. The form is a property of the device.
// A workgroup is SUBGROUPS rows of LANES lanes; all its lanes must come to each call. A kernel that offers several values
// at once defines LANE_SLOTS, their number, before it includes this file.
#ifndef DEEPSCOPE_LANES_GLSL
#define DEEPSCOPE_LANES_GLSL

#extension GL_EXT_control_flow_attributes : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#extension GL_KHR_shader_subgroup_shuffle : require

layout(constant_id = 0) const uint LANES = 8;
layout(constant_id = 1) const uint SUBGROUPS = 1;
layout(constant_id = 100) const bool SHARED_LANES = false;
layout(local_size_x_id = 0, local_size_y_id = 1) in;

// Vulkan does not promise which invocations become which lanes of which subgroup.
#define lane (SHARED_LANES ? gl_LocalInvocationID.x : gl_SubgroupInvocationID)
#define subgroupRow (SHARED_LANES ? gl_LocalInvocationID.y : gl_SubgroupID)

#ifndef LANE_SLOTS
#define LANE_SLOTS 1
#endif
shared uint laneBits[SHARED_LANES ? LANE_SLOTS * LANES * SUBGROUPS : 1];
#define bitsOfLane(slot, number) laneBits[((slot)*SUBGROUPS + gl_LocalInvocationID.y) * LANES + (number)]

// Several values at once: startOffers, an offer for each slot, endOffers, then what is wanted of each slot, with the same
// value again.
void startOffers()
{
    if (SHARED_LANES)
        barrier();
}

void offer(const uint slot, const uint bits)
{
    if (SHARED_LANES)
        bitsOfLane(slot, gl_LocalInvocationID.x) = bits;
}
void offer(const uint slot, const float value) { offer(slot, floatBitsToUint(value)); }

void endOffers() { startOffers(); }

// Declares NAME(slot, value), the values that all lanes offered in a slot combined, and NAME(value) of one value alone;
// the same in every lane.
#define LANE_REDUCTION(name, type, fromBits, builtIn, combine)                                                         \
    type name(const uint slot, const type value)                                                                       \
    {                                                                                                                  \
        precise type all;                                                                                              \
        if (SHARED_LANES) {                                                                                            \
            all = fromBits(bitsOfLane(slot, 0));                                                                       \
            [[dont_unroll]] for (uint i = 1; i < LANES; ++i)                                                           \
                all = combine(all, fromBits(bitsOfLane(slot, i)));                                                     \
        } else {                                                                                                       \
            all = builtIn(value);                                                                                      \
        }                                                                                                              \
        return all;                                                                                                    \
    }                                                                                                                  \
    type name(const type value)                                                                                        \
    {                                                                                                                  \
        startOffers();                                                                                                 \
        offer(0, value);                                                                                               \
        endOffers();                                                                                                   \
        return name(0, value);                                                                                         \
    }
#define plus(a, b) ((a) + (b))

LANE_REDUCTION(addLanes, float, uintBitsToFloat, subgroupAdd, plus)
LANE_REDUCTION(addLanes, uint, uint, subgroupAdd, plus)
LANE_REDUCTION(largestLane, float, uintBitsToFloat, subgroupMax, max)
LANE_REDUCTION(largestLane, uint, uint, subgroupMax, max)
LANE_REDUCTION(smallestLane, uint, uint, subgroupMin, min)

// The sum of the values of the lanes before this one.
uint addLanesBefore(const uint value)
{
    uint sum = 0;
    startOffers();
    offer(0, value);
    endOffers();
    if (SHARED_LANES)
        [[dont_unroll]] for (uint i = 0; i < gl_LocalInvocationID.x; ++i)
            sum += bitsOfLane(0, i);
    else
        sum = subgroupExclusiveAdd(value);
    return sum;
}

// The value that lane number `lane ^ mask` offered in a slot.
float exchangeLanes(const uint slot, const float value, const uint mask)
{
    float other;
    if (SHARED_LANES)
        other = uintBitsToFloat(bitsOfLane(slot, gl_LocalInvocationID.x ^ mask));
    else
        other = subgroupShuffleXor(value, mask);
    return other;
}

// The value that lane number `from` offered in a slot.
uint valueOfLane(const uint slot, const uint value, const uint from)
{
    uint other;
    if (SHARED_LANES)
        other = bitsOfLane(slot, from);
    else
        other = subgroupShuffle(value, from);
    return other;
}
float valueOfLane(const uint slot, const float value, const uint from)
{
    return uintBitsToFloat(valueOfLane(slot, floatBitsToUint(value), from));
}

#endif
