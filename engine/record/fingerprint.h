// What tells whether a file is still the same.
#pragma once

#include "api/error.h"
#include "model/file_reader.h"

#include <string>

namespace deepscope {

// Its size and a checksum of all its bytes, which are read for it. Throws Error(File), Error(Interrupted).
std::string fingerprint(const FileReader &file, const CancelFlag &cancel = false);

} // namespace deepscope
