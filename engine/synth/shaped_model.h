// Keys and tensors of a shape: what readHyperparameters and the forward passes expect to find.
#pragma once

#include "model/gguf_writer.h"
#include "synth/shapes.h"

namespace deepscope {

struct ShapedModel {
    GgufWriter file; // its tensors are made while it is written
    uint64_t parameters = 0;
};

// How the random weights are spread. As it stands, every product has values of size 1, so that each part of a pass has
// something to show; a model that is to learn begins with less.
struct WeightSpread {
    float embedding = 0; // deviation; 0: as of any matrix
    float residual = 1;  // factor on what attention and feed-forward add to the residual stream
    float norm = 0.1F;   // deviation of the weights of norms from 1, and of biases from 0
    uint64_t seed = 0;
};

// `type`: of the matrices; rows that hold no whole blocks of it take a similar one.
ShapedModel makeShapedModel(const Shape &shape, TensorType type);
// `name`: for people. `vocabulary` writes the keys of the tokenizer, of as many tokens as the shape has.
ShapedModel makeShapedModel(const Shape &shape, TensorType type, const WeightSpread &spread, const std::string &name,
                            const std::function<void(GgufWriter &)> &vocabulary);

} // namespace deepscope
