// Keys and tensors of a shape: what readHyperparameters and the forward passes expect to find.
#pragma once

#include "model/gguf_writer.h"
#include "synth/shapes.h"

namespace deepscope {

struct ShapedModel {
    GgufWriter file; // its tensors are made while it is written
    uint64_t parameters = 0;
};

// `type`: of the matrices; rows that hold no whole blocks of it take a similar one.
ShapedModel makeShapedModel(const Shape &shape, TensorType type);

} // namespace deepscope
