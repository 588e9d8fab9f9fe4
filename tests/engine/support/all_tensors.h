// For shapes that a test made by hand: a pass that reads every tensor of its file.
#pragma once

#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

inline Hyperparameters withAllTensors(Hyperparameters hyper, const GgufFile &file)
{
    hyper.tensors.clear();
    for (const GgufTensor &tensor : file.tensors())
        hyper.tensors.push_back(tensor.name);
    return hyper;
}

inline Hyperparameters allTensorsOf(const GgufFile &file) { return withAllTensors({}, file); }

} // namespace deepscope
