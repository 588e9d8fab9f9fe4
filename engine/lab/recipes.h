// What models are trained on, by name.
#pragma once

#include "train/base_texts.h"

#include <string>

namespace deepscope {

struct Recipe {
    const char *name;
    BaseTextShares shares;
};

// Throws Error(Usage) for a name that none has.
const Recipe &recipeOf(const std::string &name);

} // namespace deepscope
