// A run of the lab as it is printed: a line for each step, with what the held-out questions gave behind it.
#pragma once

#include "api/lab.h"

#include <optional>

namespace deepscope::cli {

class LabOutput {
public:
    explicit LabOutput(bool json) : m_json(json) {}

    void take(const LabEvent &event);
    void finish(); // what is still held back

private:
    void take(const LabStep &step);
    void take(const LabHeldOut &heldOut);
    void print(const LabStep *step, const LabHeldOut *heldOut);

    bool m_json;
    bool m_headed = false;
    std::optional<LabStep> m_waiting; // for the held-out questions
};

} // namespace deepscope::cli
