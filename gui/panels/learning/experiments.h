// What the lab offers to try: learning itself, and the controls that tell what it owes to what. Each is a base, a
// reward and questions, with one sentence.
#pragma once

#include "api/lab.h"

#include <QString>

#include <vector>

namespace deepscope {

struct Experiment {
    QString title, sentence;
    QString base, questions; // as in LabRequest
    RewardKind reward = RewardKind::FormAndMatch;
    uint32_t cap = LabSettings().cap; // long enough for the thoughts that these questions take
};

std::vector<Experiment> experiments();

// All others are as the lab has them.
LabSettings settingsOf(const Experiment &experiment);

// The one that a request asks for, with whatever seed; -1: one of a person's own.
int experimentOf(const LabRequest &request);

} // namespace deepscope
