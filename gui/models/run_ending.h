// How a run ended, in words. Both are empty for a run that goes on or ended by itself.
#pragma once

#include "run.h"

namespace deepscope {

QString endingWords(const Run &run);    // for a list: "stopped"
QString cutOffWords();                  // the same of a run whose end is not known
QString cutOffMark();                   // the same for files: in no language of a window
QString endingSentence(const Run &run); // for the chat: what happened, or why it failed

// Its answer ends before a text that the settings named: what stands behind is written, and none of it.
bool endsBeforeStopText(const Run &run);
int lastKeptToken(const Run &run); // of which any is in that answer; -1 = all are

} // namespace deepscope
