// The answers to a file of prompts: each is printed as soon as it and all before it are there.
#pragma once

#include "many_runs.h"

#include "api/model_file.h"

namespace deepscope::cli {

struct PromptAnswer {
    PromptLine line;
    RunRequest request; // its number is the answer's place, from 1
    std::vector<TokenTrace> traces;
    std::optional<RunSummary> summary;
    std::optional<Failure> failure; // why there is none

    bool isThere() const { return summary || failure; }
};

class AnswersInOrder {
public:
    // Of the file `path`, with failures in JSON as well or else on standard error. All must outlive this.
    AnswersInOrder(const std::string &path, bool json, const ModelFile &file, std::vector<PromptAnswer> &answers)
        : m_path(path), m_json(json), m_file(file), m_answers(answers)
    {
    }

    void take(const Event &event); // throws Error(Interrupted) where a run was cancelled
    void print();                  // what is there

    // Throws Error where there were failures: of kind Device where one was, else Internal.
    void requireAll() const;

private:
    void print(const PromptAnswer &answer) const;

    const std::string &m_path;
    const bool m_json;
    const ModelFile &m_file;
    std::vector<PromptAnswer> &m_answers;
    size_t m_printed = 0;
};

} // namespace deepscope::cli
