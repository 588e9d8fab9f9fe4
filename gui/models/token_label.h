// Names that a person gives to tokens of a run, to find them again and to compare them as a set.
#pragma once

#include "token_range.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace deepscope {

inline constexpr int LongestLabel = 60; // characters

struct TokenLabel {
    QString name;
    TokenRange tokens;

    bool operator==(const TokenLabel &) const = default;
};

// By name, then by place; the ranges of one name neither meet nor overlap.
using TokenLabels = std::vector<TokenLabel>;

bool hasLabel(const TokenLabels &labels, int token, const QString &name);
bool hasLabel(const TokenLabels &labels, TokenRange tokens, const QString &name); // all of them
QStringList labelsOf(const TokenLabels &labels, int token);
QStringList namesOf(const TokenLabels &labels); // each once

// The labels when all these tokens have that one, or none of them has it.
TokenLabels withLabel(const TokenLabels &labels, TokenRange tokens, const QString &name);
TokenLabels withoutLabel(const TokenLabels &labels, TokenRange tokens, const QString &name);
// The labels when done to them is what made `now` of `before`, token by token: what else was done to them stays.
TokenLabels withChange(TokenLabels labels, const TokenLabels &before, const TokenLabels &now);

} // namespace deepscope
