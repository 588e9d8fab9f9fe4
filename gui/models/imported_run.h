// A turn that came in from a file of another program, as texts alone. It is a run without tokens, of a model without
// layers, whose summary holds what was thought and answered: nothing was computed, so nothing is shown but the texts.
#pragma once

#include "run_store.h"

namespace deepscope {

struct ImportedTexts {
    QString question, thought, answer;
    QString model; // its name as the file has it; empty = not told
    FinishReason ending = FinishReason::EndToken;
};

RecordedRun importedRun(const ImportedTexts &texts);
bool isImported(const Run &run);

// The current run where it was computed by a model; null = there is none, or it was imported.
const Run *computedRun(const RunStore &store);

// What was thought, or answered, whether its tokens are known or its text alone; without tags and blanks around it.
QString phaseText(const Run &run, Phase phase);

QString importedWords();                  // for a list: "imported"
QString importedSentence(const Run &run); // what is known of where it comes from

} // namespace deepscope
