// Models in several files, NAME-00001-of-0000N.gguf and so on: the first part holds the metadata, each part some of the
// tensors, and the keys split.no (from 0), split.count and split.tensors.count tell how they belong together.
#pragma once

#include "model/gguf_file.h"

namespace deepscope {

// The model that `path` is, or is any part of. Throws Error(File): one sentence that names the part.
GgufFile openWithAllParts(const std::filesystem::path &path);

} // namespace deepscope
