#include "branch_figures.h"

#include <algorithm>

namespace deepscope {

namespace {

int firstWritten(const Run &run)
{
    int token = 0;
    while (token < run.size() && run.phase(token) == Phase::Prompt)
        ++token;
    return token;
}

Beginning tokensUntil(const Run &run, int end)
{
    Beginning beginning;
    for (int token = firstWritten(run); token < end; ++token)
        beginning.tokens.push_back(run.tokenId(token));
    return beginning;
}

// The first that has a token which is text; null: there is none.
const Run::Section *writtenThought(const Run &run)
{
    for (const Run::Section &section : run.sections())
        for (int token = section.tokens.begin; section.phase == Phase::Think && token < section.tokens.end; ++token)
            if (!run.special(token))
                return &section;
    return nullptr;
}

} // namespace

void BranchFigures::complete(TokenTrace &trace)
{
    const auto known = m_parents.find(trace.run);
    if (known == m_parents.end() || trace.phase == Phase::Prompt)
        return;
    const Run *parent = m_store.run(known->second);
    const auto token = int(trace.index);
    const bool goesOn = parent && trace.entropy < 0 && token < parent->size();
    if (!goesOn || parent->tokenId(token) != trace.token)
        m_parents.erase(known);
    if (!goesOn || parent->wasGiven(token))
        return;
    const std::span<const Candidate> candidates = parent->candidates(token);
    const auto candidate = std::ranges::find(candidates, trace.token, &Candidate::token);
    if (parent->tokenId(token) == trace.token) {
        trace.logprob = parent->logprob(token);
        trace.microseconds = parent->microseconds(token); // when it was written, not when it was read
        trace.stages = parent->stages(token);
    } else if (candidate != candidates.end())
        trace.logprob = candidate->logprob;
    else
        return; // it was written by a person
    trace.entropy = parent->entropy(token);
    trace.candidates.assign(candidates.begin(), candidates.end());
}

Beginning beginningBefore(const Run &run, int token, int32_t instead)
{
    Beginning beginning = tokensUntil(run, token);
    beginning.tokens.push_back(instead);
    return beginning;
}

Beginning beginningOf(const Run &run)
{
    int end = run.size();
    while (end > firstWritten(run) && run.trace(end - 1).control) // what ended it
        --end;
    return tokensUntil(run, end);
}

QString thoughtOf(const Run &run)
{
    const Run::Section *section = writtenThought(run);
    return section ? run.text(section->tokens) : QString();
}

std::optional<Beginning> beginningWithThought(const Run &run, const QString &thought, bool closes)
{
    const Run::Section *section = writtenThought(run);
    if (!section)
        return std::nullopt;
    int token = section->tokens.begin;
    while (run.special(token)) // the mark that opens it
        ++token;
    const std::string wanted = thought.toStdString();
    size_t same = 0;
    for (; token < section->tokens.end && !run.special(token); ++token) {
        const std::string_view bytes = run.bytes(token);
        if (wanted.compare(same, bytes.size(), bytes) != 0)
            break;
        same += bytes.size();
    }
    Beginning beginning = tokensUntil(run, token);
    beginning.text = wanted.substr(same);
    beginning.closesThought = closes;
    return beginning;
}

} // namespace deepscope
