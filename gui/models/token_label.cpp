#include "token_label.h"

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

void sort(TokenLabels &labels)
{
    std::ranges::sort(labels, [](const TokenLabel &one, const TokenLabel &other) {
        return one.name != other.name ? one.name < other.name : one.tokens.begin < other.tokens.begin;
    });
}

} // namespace

bool hasLabel(const TokenLabels &labels, int token, const QString &name)
{
    return hasLabel(labels, {token, token + 1}, name);
}

bool hasLabel(const TokenLabels &labels, TokenRange tokens, const QString &name)
{
    return std::ranges::any_of(labels, [&](const TokenLabel &label) {
        return label.name == name && label.tokens.begin <= tokens.begin && label.tokens.end >= tokens.end;
    });
}

QStringList labelsOf(const TokenLabels &labels, int token)
{
    QStringList names;
    for (const TokenLabel &label : labels)
        if (label.tokens.contains(token))
            names << label.name;
    return names;
}

QStringList namesOf(const TokenLabels &labels)
{
    QStringList names;
    for (const TokenLabel &label : labels)
        if (names.empty() || names.back() != label.name)
            names << label.name;
    return names;
}

TokenLabels withLabel(const TokenLabels &labels, TokenRange tokens, const QString &name)
{
    if (tokens.empty())
        return labels;
    TokenLabels now;
    TokenLabel whole{name, tokens};
    for (const TokenLabel &label : labels) {
        const bool meets = label.name == name && label.tokens.begin <= tokens.end && label.tokens.end >= tokens.begin;
        if (!meets) {
            now.push_back(label);
            continue;
        }
        whole.tokens.begin = std::min(whole.tokens.begin, label.tokens.begin);
        whole.tokens.end = std::max(whole.tokens.end, label.tokens.end);
    }
    now.push_back(whole);
    sort(now);
    return now;
}

TokenLabels withoutLabel(const TokenLabels &labels, TokenRange tokens, const QString &name)
{
    if (tokens.empty())
        return labels;
    TokenLabels now;
    for (const TokenLabel &label : labels) {
        if (label.name != name) {
            now.push_back(label);
            continue;
        }
        const TokenRange before{label.tokens.begin, std::min(label.tokens.end, tokens.begin)};
        const TokenRange behind{std::max(label.tokens.begin, tokens.end), label.tokens.end};
        for (const TokenRange &rest : {before, behind})
            if (!rest.empty())
                now.push_back({name, rest});
    }
    return now;
}

namespace {

TokenLabels without(TokenLabels labels, const TokenLabels &others)
{
    for (const TokenLabel &other : others)
        labels = withoutLabel(labels, other.tokens, other.name);
    return labels;
}

} // namespace

TokenLabels withChange(TokenLabels labels, const TokenLabels &before, const TokenLabels &now)
{
    labels = without(std::move(labels), without(before, now));
    for (const TokenLabel &added : without(now, before))
        labels = withLabel(labels, added.tokens, added.name);
    return labels;
}

} // namespace deepscope
