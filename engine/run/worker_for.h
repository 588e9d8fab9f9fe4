// Who runs a model on a software device.
#pragma once

#include "gpu/worker.h"
#include "model/gguf_file.h"
#include "model/hyperparameters.h"

namespace deepscope {

// By the work of a turn of a chat; `threads`: that the machine can run at once.
gpu::Worker workerFor(const GgufFile &file, const Hyperparameters &hyper, unsigned threads);

} // namespace deepscope
