#include "token_set.h"

#include "paint/texts.h"
#include "paint/token_text.h"
#include "run_parting.h"

#include <algorithm>

namespace deepscope {

namespace {

using Where = TokenSetRule::Where;
using Runs = TokenSetRule::Runs;

// The part of a run in which tokens are looked for.
TokenRange placesIn(const Run &run, const TokenSetRule &rule, std::optional<int> shared)
{
    switch (rule.where) {
    case Where::Range:
        return {std::clamp(rule.range.begin, 0, run.size()), std::clamp(rule.range.end, 0, run.size())};
    case Where::Beginning:
        return {0, shared.value_or(0)};
    case Where::AfterIt:
        return shared ? TokenRange{*shared, run.size()} : TokenRange();
    default:
        return run.all();
    }
}

bool isOfPhase(const Run &run, int token, Where where)
{
    switch (where) {
    case Where::Prompt:
        return run.phase(token) == Phase::Prompt;
    case Where::Think:
        return run.phase(token) == Phase::Think;
    case Where::Answer:
        return run.phase(token) == Phase::Answer;
    default:
        return true;
    }
}

bool isMeant(const Run &run, int token, const TokenSetRule &rule)
{
    if (!rule.labelled.isEmpty() && !hasLabel(run.labels(), token, rule.labelled))
        return false;
    if (rule.which)
        return classOf(run, token) == *rule.which;
    return rule.words.isEmpty() || rule.words.contains(plainTokenText(run.bytes(token)).trimmed(), Qt::CaseInsensitive);
}

std::optional<int> sharedWith(const RunStore &store, const Run &run, const TokenSetRule &rule,
                              const TokenSetRule &other)
{
    if (rule.runs == Runs::Every || other.runs == Runs::Every)
        return std::nullopt;
    const std::vector<const Run *> others = runsOf(store, other);
    return others.empty() ? std::nullopt : std::optional(sharedBeginning(run, *others.front()));
}

QString whereWords(const TokenSetRule &rule)
{
    switch (rule.where) {
    case Where::Anywhere:
        return {};
    case Where::Prompt:
        return tr("the prompt");
    case Where::Think:
        return tr("the thought");
    case Where::Answer:
        return tr("the answer");
    case Where::Range:
        return tr("tokens %1 to %2").arg(rule.range.begin).arg(rule.range.end - 1);
    case Where::Beginning:
        return tr("the common beginning");
    case Where::AfterIt:
        return tr("the part after the common beginning");
    }
    return {};
}

QString runWords(const TokenSetRule &rule)
{
    return rule.runs == Runs::Shown   ? tr("the shown run")
           : rule.runs == Runs::Every ? tr("every run")
                                      : tr("run %1").arg(rule.run);
}

} // namespace

void readWords(const QString &text, TokenSetRule &rule)
{
    const qsizetype colon = text.indexOf(QStringLiteral(": "));
    rule.label = colon > 0 ? text.left(colon).trimmed() : QString();
    rule.words.clear();
    for (const QString &word : (colon > 0 ? text.mid(colon + 2) : text).split(','))
        if (!word.trimmed().isEmpty())
            rule.words << word.trimmed();
}

bool sameExperts(const Run &one, const Run &other)
{
    return one.hasExperts() && other.hasExperts() && one.expertLayers() == other.expertLayers() &&
           one.firstExpertLayer() == other.firstExpertLayer() && one.expertCount() == other.expertCount();
}

std::vector<const Run *> runsOf(const RunStore &store, const TokenSetRule &rule)
{
    const Run *shown = store.current();
    if (rule.runs == Runs::Shown)
        return shown && shown->hasExperts() ? std::vector{shown} : std::vector<const Run *>();
    std::vector<const Run *> runs;
    const bool every = rule.runs == Runs::Every;
    for (uint32_t number = every ? 0 : rule.run; number < (every ? store.freeNumber() : rule.run + 1); ++number)
        if (const Run *run = store.run(number); run && shown && sameExperts(*run, *shown))
            runs.push_back(run);
    return runs;
}

std::vector<SetToken> tokensOf(const RunStore &store, const TokenSetRule &rule, const TokenSetRule &other)
{
    std::vector<SetToken> tokens;
    for (const Run *run : runsOf(store, rule)) {
        const bool needsOther = rule.where == Where::Beginning || rule.where == Where::AfterIt;
        const TokenRange places = placesIn(*run, rule, needsOther ? sharedWith(store, *run, rule, other) : 0);
        for (int token = places.begin; token < places.end; ++token)
            if (isOfPhase(*run, token, rule.where) && isMeant(*run, token, rule))
                tokens.push_back({run->id(), token});
    }
    return tokens;
}

const Run *comparedWith(const RunStore &store, const TokenSetRule &a, const TokenSetRule &b)
{
    const std::vector<const Run *> one = runsOf(store, a), other = runsOf(store, b);
    if (one.size() != 1 || other.size() != 1 || one.front() == other.front())
        return nullptr;
    return one.front() == store.current() ? other.front() : other.front() == store.current() ? one.front() : nullptr;
}

QString setWords(const TokenSetRule &rule)
{
    const QString what = !rule.labelled.isEmpty() ? tr("tokens labelled \u201c%1\u201d").arg(rule.labelled)
                         : rule.which             ? classWords(*rule.which)
                         : !rule.label.isEmpty()  ? tr("\u201c%1\u201d").arg(rule.label)
                         : rule.words.isEmpty()   ? tr("all tokens")
                                                  : tr("\u201c%1\u201d").arg(rule.words.join(", "));
    const QString where = whereWords(rule);
    return where.isEmpty() ? tr("%1 of %2").arg(what, runWords(rule))
                           : tr("%1 in %2 of %3").arg(what, where, runWords(rule));
}

} // namespace deepscope
