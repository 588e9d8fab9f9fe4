// Two files of one model read one text. One after the other, so that two that fit alone do not have to fit together.
#pragma once

#include "engine.h"
#include "model_comparison.h"

namespace deepscope {

struct FilesToCompare {
    LoadRequest a, b; // a context of 0: as long as the text
    std::vector<int32_t> tokens;
    Alteration alteration = {}; // of the routers of both
};

// Blocks. What the first says of each position lies on disk until the second has said it too: 4 bytes for each token of
// the vocabulary. Throws Error: unreadable files, not one model, no device, no memory, no room on the disk, cancelled.
std::unique_ptr<ModelComparison> compareFiles(const FilesToCompare &files, const ProgressSink &progress,
                                              const CancelFlag &cancel);

} // namespace deepscope
