#include "prompt_answers.h"

#include "run_output.h"
#include "terminal_text.h"

#include <algorithm>
#include <cstdio>

namespace deepscope::cli {

void AnswersInOrder::take(const Event &event)
{
    if (const auto *trace = std::get_if<TokenTrace>(&event))
        m_answers.at(trace->run - 1).traces.push_back(*trace);
    const auto *summary = std::get_if<RunSummary>(&event);
    if (!summary)
        return;
    if (summary->reason == FinishReason::Cancelled)
        throw Error(ErrorKind::Interrupted, "Interrupted.");
    PromptAnswer &answer = m_answers.at(summary->run - 1);
    answer.summary = *summary;
    answer.failure = summary->failure;
    print();
}

void AnswersInOrder::print()
{
    for (; m_printed < m_answers.size() && m_answers[m_printed].isThere(); ++m_printed) {
        print(m_answers[m_printed]);
        m_answers[m_printed].traces = {}; // of a long file they would be many
    }
}

void AnswersInOrder::print(const PromptAnswer &answer) const
{
    if (answer.failure && !m_json) {
        say(stderr, "deepscope-cli: %s, line %zu: %s\n", m_path.c_str(), answer.line.number,
            answer.failure->sentence.c_str());
        return;
    }
    Json json;
    if (answer.failure) {
        json["error"] = answer.failure->sentence;
    } else {
        json = runToJson(m_file, answer.request, answer.traces, *answer.summary);
        json["rows_at_once"] = answer.summary->tasksAtOnce;
    }
    json["id"] = answer.line.id;
    printLine(json);
}

void AnswersInOrder::requireAll() const
{
    const auto failed = std::ranges::count_if(m_answers, [](const auto &answer) { return answer.failure.has_value(); });
    const bool device = std::ranges::any_of(m_answers, [](const PromptAnswer &answer) {
        return answer.failure && answer.failure->kind == ErrorKind::Device;
    });
    if (failed > 0)
        throw Error(device ? ErrorKind::Device : ErrorKind::Internal,
                    std::to_string(failed) + " of the " + std::to_string(m_answers.size()) + " lines of " + m_path +
                        " could not be answered.");
}

} // namespace deepscope::cli
