// Whether two descriptions are of one model.
#pragma once

#include "api/model_info.h"

namespace deepscope {

// The same file as far as can be known without reading it. Not all of a description: a run file leaves out what a
// model's makers advise and what was odd in its file.
inline bool sameModel(const ModelInfo &one, const ModelInfo &other)
{
    return one.path == other.path && one.name == other.name && one.fileBytes == other.fileBytes;
}

} // namespace deepscope
