// What files hold otherwise than those of today and every other reader takes nevertheless, shown as files of today hold
// it; nothing is read for that. A remark says what was mended.
// Mixtral's files before April 2024 hold each expert by itself, blk.N.ffn_gate.E.weight: they are shown as the stack
// blk.N.ffn_gate_exps.weight. Norms and biases of F16 or BF16, which kernels want in F32, are shown as F32.
#pragma once

#include "model/gguf_file.h"

namespace deepscope {

// Throws Error(File) for experts that make no stack: one is missing, or of another shape or type than the others.
GgufFile mended(GgufFile file);

} // namespace deepscope
