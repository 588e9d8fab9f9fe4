// What holds for every recording that a session writes, and that panels rely on: a file is believed only after it.
#pragma once

#include "api/run_file.h"

namespace deepscope {

// All throw Error(File) with what is wrong; the sentence is for the reader of the file to place.
void checkModel(const LoadedModel &model);
void checkAlteration(const Alteration &alteration, const ModelInfo &model);
void checkRouting(const TokenTrace &token, const ModelInfo &model, const Alteration &alteration);
void checkLastToken(const RecordedRun &run); // against the model and the tokens before

} // namespace deepscope
