// How far a run has come, beside the numbers of its model: what stands in its checkpoints, as text.
#pragma once

#include "api/lab_settings.h"

#include <cstdint>
#include <optional>
#include <string>

namespace deepscope {

struct LabProgress {
    struct Best {
        uint32_t step = 0;
        double match = 0; // of held-out questions
    };
    std::string base, questions; // as they were asked for
    LabSettings settings;
    uint32_t heldOut = 32;              // questions of each task
    uint32_t step = 0;                  // that were made
    uint32_t returns = 0;               // so often it went back to an earlier state
    double seconds = 0;                 // of work
    std::optional<uint32_t> examined;   // the last step behind which held-out questions were asked
    std::optional<double> heldOutMatch; // then
    std::optional<Best> best;
};

std::string toText(const LabProgress &progress);
// Throws Error(File), with the name of the file, for a text that is none of these.
LabProgress progressFrom(const std::string &text, const std::string &file);

} // namespace deepscope
