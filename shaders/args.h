// Argument structs of the kernels, read by C++ and by GLSL: at most 128 bytes each, 32-bit members only.
// Sizes and strides are counted in elements; `..First` is the first element of a view within what is bound.
#ifndef DEEPSCOPE_ARGS_H
#define DEEPSCOPE_ARGS_H

#ifdef __cplusplus
#include <cstdint>
namespace deepscope::args {
using uint = uint32_t;
#endif

struct RmsNormArgs {
    uint columns;
    uint rows;
    uint xFirst, xStride;
    uint weightFirst;
    uint yFirst, yStride;
    float epsilon;
};

#ifdef __cplusplus
}
#endif
#endif
