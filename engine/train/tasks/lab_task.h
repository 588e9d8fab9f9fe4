// A source of problems of one kind.
#pragma once

#include "train/tasks/folds.h"
#include "train/tasks/problem.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace deepscope {

class LabTask {
public:
    virtual ~LabTask() = default;
    const std::string &name() const { return m_name; }         // one word, as tables and JSON have it
    const std::string &sentence() const { return m_sentence; } // what is asked, and what a thought is good for

    // The problem of this number: the same whenever it is asked for, on every machine.
    virtual Problem problem(uint64_t seed, uint64_t number, Fold fold) const = 0;

    // Different problems of a fold; 0: beyond counting.
    virtual size_t count(Fold) const { return 0; }

protected:
    LabTask(std::string name, std::string sentence) : m_name(std::move(name)), m_sentence(std::move(sentence)) {}

private:
    std::string m_name, m_sentence;
};

using LabTasks = std::vector<std::shared_ptr<const LabTask>>;

// The tasks of the lab: sums, Countdown, cups. Answering without thought is nearly hopeless in each, and every step of
// a thought is small.
LabTasks labTasks();

} // namespace deepscope
