// Where sentences begin in a run's tokens, for jumping with the Page keys.
#pragma once

#include "run.h"

namespace deepscope {

// True for the first token of a sentence, of a line or of a phase.
bool startsSentence(const Run &run, int token);

// The start of the sentence `delta` sentences away from the one that holds `token`; the nearest end of the run where
// there are fewer. With delta = -1 a token inside a sentence goes to that sentence's own start.
int sentenceStart(const Run &run, int token, int delta);

} // namespace deepscope
