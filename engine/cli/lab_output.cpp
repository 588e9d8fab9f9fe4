#include "lab_output.h"

#include "console.h"
#include "json_output.h"
#include "terminal_text.h"

#include <algorithm>
#include <cstdio>

namespace deepscope::cli {

namespace {

Json kindsToJson(const LabStep &step)
{
    Json kinds = Json::object();
    for (size_t kind = 0; kind < ThoughtKinds; ++kind)
        kinds[thoughtKindName(ThoughtKind(kind))] = step.kinds[kind];
    return kinds;
}

Json toJson(const LabStep &step)
{
    Json json = {{"step", step.step},
                 {"form", step.form},
                 {"match", step.match},
                 {"think_tokens", step.thoughtTokens},
                 {"kinds", kindsToJson(step)},
                 {"groups", {{"none", step.groups[0]}, {"some", step.groups[1]}, {"all", step.groups[2]}}},
                 {"entropy", step.entropy},
                 {"gradient_norm", step.gradientNorm},
                 {"logprob_difference", step.logProbabilityDifference},
                 {"seconds", step.seconds},
                 {"truncated", step.truncated},
                 {"tokens_per_second", step.tokensPerSecond},
                 {"learned", step.learned}};
    if (!step.refusal.empty())
        json["refusal"] = step.refusal;
    return json;
}

Json toJson(const LabHeldOut &heldOut)
{
    Json domains = Json::object();
    for (const LabHeldOut::Domain &domain : heldOut.domains)
        domains[domain.name] = domain.match;
    Json json = {{"form", heldOut.form},
                 {"match", heldOut.match},
                 {"think_tokens", heldOut.thoughtTokens},
                 {"domains", domains}};
    if (heldOut.passAt8 >= 0)
        json["pass_at_8"] = heldOut.passAt8;
    return json;
}

void printRow(const LabStep &step)
{
    say(stdout, "%5u %5.0f %% %5.0f %% %8.1f %7.0f %% %5u %4u %4u %8.2f %8.3f %8.0f", step.step, 100 * step.form,
        100 * step.match, step.thoughtTokens, 100 * step.kinds[size_t(ThoughtKind::Full)], step.groups[0],
        step.groups[1], step.groups[2], step.entropy, step.gradientNorm, step.seconds);
}

void printHead()
{
    say(stdout,
        "Shares of a step's answers; groups: questions of which no answer matched, some, all.\n"
        "%5s %7s %7s %8s %9s %5s %4s %4s %8s %8s %8s  %s\n",
        "step", "form", "match", "thought", "full", "none", "some", "all", "entropy", "norm", "seconds",
        "held-out questions, greedy");
}

} // namespace

void LabOutput::take(const LabEvent &event)
{
    if (const auto *progress = std::get_if<LoadProgress>(&event); progress && progressIsSeen())
        std::fprintf(stderr, "\r\033[K%s %3.0f %%", progress->doing.c_str(), progress->fraction * 100);
    if (std::holds_alternative<LabBegun>(event) && progressIsSeen())
        std::fprintf(stderr, "\r\033[K");
    if (const auto *step = std::get_if<LabStep>(&event))
        take(*step);
    if (const auto *heldOut = std::get_if<LabHeldOut>(&event))
        take(*heldOut);
}

void LabOutput::take(const LabStep &step)
{
    finish();
    if (step.step % LabHeldOutEvery != 0)
        return print(&step, nullptr);
    m_waiting = step;
    m_waiting->board.clear();
}

void LabOutput::take(const LabHeldOut &heldOut)
{
    print(m_waiting ? &*m_waiting : nullptr, &heldOut);
    m_waiting.reset();
}

void LabOutput::finish()
{
    if (m_waiting)
        print(&*m_waiting, nullptr);
    m_waiting.reset();
}

// A step is missing where a run goes on between it and the questions behind it.
void LabOutput::print(const LabStep *step, const LabHeldOut *heldOut)
{
    if (m_json) {
        Json json = step ? toJson(*step) : Json{{"step", heldOut->step}};
        if (heldOut)
            json["held_out"] = toJson(*heldOut);
        printLine(json);
    } else {
        if (!m_headed)
            printHead();
        m_headed = true;
        if (step)
            printRow(*step);
        else
            say(stdout, "%5u %83s", heldOut->step, "");
        if (heldOut)
            say(stdout, "  %3.0f %% right, thought %.1f", 100 * heldOut->match, heldOut->thoughtTokens);
        if (heldOut && heldOut->passAt8 >= 0)
            say(stdout, ", %.0f %% with one of 8 answers", 100 * heldOut->passAt8);
        say(stdout, "\n");
    }
    std::fflush(stdout);
}

} // namespace deepscope::cli
