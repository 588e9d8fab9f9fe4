// A small model of architecture "deepseek2" whose keys and tensors a test can change before it is written.
#pragma once

#include "support/tiny_model.h"

namespace deepscope {

// Embedding 8, 2 heads of 4 + 2 (value 3), latent 6, 3 layers of which the first is dense, 4 experts of which 2 are
// used.
struct TinyDeepseek2 : TinyModel {
    TinyDeepseek2();

    void useJointKeyValue();
    void useQueryLatent(uint32_t rank);
};

} // namespace deepscope
