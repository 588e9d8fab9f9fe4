// How a kernel reads: through storage buffers on GPUs, through texel buffers on lavapipe, which gathers texels as vectors
// but reads storage buffers lane by lane. An element is 16 bytes in both forms: fetch(name, i) gives element i.
#ifndef DEEPSCOPE_LOAD_GLSL
#define DEEPSCOPE_LOAD_GLSL

#extension GL_EXT_scalar_block_layout : require

#ifdef TEXEL_LOADS
#define INPUT_VEC4(slot, name) layout(set = 0, binding = slot) uniform textureBuffer name
#define INPUT_UVEC4(slot, name) layout(set = 0, binding = slot) uniform utextureBuffer name
#define fetch(name, i) texelFetch(name, int(i))
#else
#define INPUT_VEC4(slot, name) layout(set = 0, binding = slot, scalar) readonly buffer name##Block { vec4 name[]; }
#define INPUT_UVEC4(slot, name) layout(set = 0, binding = slot, scalar) readonly buffer name##Block { uvec4 name[]; }
#define fetch(name, i) name[i]
#endif

// Before a declaration: its memory may be that of another binding, so that an op may work in place. SPIR-V lets a compiler
// take all others for apart.
#extension GL_EXT_spirv_intrinsics : require
#define ALIASED spirv_decorate(20)

#define OUTPUT_FLOAT(slot, name) layout(set = 0, binding = slot, scalar) buffer name##Block { float name[]; }
#define OUTPUT_UINT(slot, name) layout(set = 0, binding = slot, scalar) buffer name##Block { uint name[]; }

// Four values at once are written about twice as fast by a software device.
#define OUTPUT_VEC4(slot, name) layout(set = 0, binding = slot, scalar) buffer name##Block { vec4 name[]; }

// Writes `four` to such an output from element `at` on, or adds it to what is there: all of it where `whole` says that it
// begins on 16 bytes and is all wanted, else the first `count` values.
#define storeFour(name, at, four, count, whole, added)                                                                 \
    if (whole) {                                                                                                       \
        const vec4 before = (added) ? name[(at) >> 2u] : vec4(0);                                                      \
        name[(at) >> 2u] = (added) ? before + (four) : (four);                                                         \
    } else {                                                                                                           \
        [[unroll]] for (uint c_ = 0; c_ < 4; ++c_)                                                                     \
            if (c_ < (count)) {                                                                                        \
                const uint at_ = (at) + c_;                                                                            \
                name[at_ >> 2u][at_ & 3u] = (added) ? name[at_ >> 2u][at_ & 3u] + (four)[c_] : (four)[c_];             \
            }                                                                                                          \
    }

// Records, read and written one by one: the same in both forms.
#define INPUT_RECORDS(slot, type, name) layout(set = 0, binding = slot, scalar) readonly buffer name##Block { type name[]; }
#define OUTPUT_RECORDS(slot, type, name) layout(set = 0, binding = slot, scalar) buffer name##Block { type name[]; }

// One float or uint of an input.
#define fetchScalar(name, i) (fetch(name, (i) >> 2u)[(i) & 3u])

// Four values of an input from element `at` on, which begins on 16 bytes where `aligned` says so; else none past element
// `last` is read.
#define fetchFour(name, at, last, aligned)                                                                             \
    ((aligned) ? fetch(name, (at) >> 2u)                                                                               \
               : vec4(fetchScalar(name, min(at, last)), fetchScalar(name, min((at) + 1, last)),                        \
                      fetchScalar(name, min((at) + 2, last)), fetchScalar(name, min((at) + 3, last))))

// Of four values those that count, the first `inside`; zeros for the others.
vec4 cutFour(const vec4 four, const uint inside) { return mix(vec4(0), four, lessThan(uvec4(0, 1, 2, 3), uvec4(inside))); }

// One uint of an input that is an index into `count` things: never one past the last, whatever stands there.
#define fetchIndex(name, i, count) min(fetchScalar(name, i), (count)-1)

#endif
