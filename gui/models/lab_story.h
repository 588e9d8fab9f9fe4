// What a newcomer is told of a run of the lab: one quiet line of what happens now and why, at most two sentences.
#pragma once

#include "lab_history.h"

#include <QString>

namespace deepscope {

struct LabStory {
    enum class Mood { Calm, Trouble };
    Mood mood = Mood::Calm;
    QString headline; // a few words: where it stands
    QString text;     // what happens, what is rewarded, what changed and why; plain text
};

LabStory storyOf(const LabHistory &history);

// "Step 62: right answers rose from 38 % to 71 %, thoughts from 1.6 to 17 tokens."
QString turningPointWords(const TurningPoint &turn);
// "3.4 tokens", "1 token".
QString tokensWords(double tokens);

} // namespace deepscope
