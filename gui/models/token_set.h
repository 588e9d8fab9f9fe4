// A set of tokens to compare with another: of which run, where in it, and which of those.
#pragma once

#include "run_store.h"
#include "token_class.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace deepscope {

struct TokenSetRule {
    enum class Runs : uint8_t { Shown, One, Every }; // Every: all that have the experts of the shown one
    enum class Where : uint8_t { Anywhere, Prompt, Think, Answer, Range, Beginning, AfterIt };

    Runs runs = Runs::Shown;
    uint32_t run = 0; // for One
    Where where = Where::Anywhere;
    TokenRange range;                // for Range
    std::optional<TokenClass> which; // nothing = any, or the words
    // A label of the person's own: tokens whose text is one of these, blanks around it aside and whatever the case.
    QStringList words;
    QString label;    // what the person calls them; may be empty
    QString labelled; // tokens that a person gave this label alone; empty = whether they have one or not

    bool operator==(const TokenSetRule &) const = default;
};

// "steps: carry, write" has a label; "carry, write" has none. A comma can be no word.
void readWords(const QString &text, TokenSetRule &rule);

struct SetToken {
    uint32_t run = 0;
    int token = 0;
    auto operator<=>(const SetToken &) const = default;
};

// The runs that a rule is about, oldest first; those that are gone, or have other experts than the shown one, are none.
std::vector<const Run *> runsOf(const RunStore &store, const TokenSetRule &rule);
bool sameExperts(const Run &one, const Run &other); // layers and experts, so that they can be compared

// Tokens of the rule in their order. `other` is what it is compared with, for Beginning and AfterIt: there both must be
// about one run each, else there are none.
std::vector<SetToken> tokensOf(const RunStore &store, const TokenSetRule &rule, const TokenSetRule &other);

// Of the two single runs that these rules are about, one of them the current run: the other. Null: they are not about
// two such runs.
const Run *comparedWith(const RunStore &store, const TokenSetRule &a, const TokenSetRule &b);

// "digits in the thought of the shown run"
QString setWords(const TokenSetRule &rule);

} // namespace deepscope
