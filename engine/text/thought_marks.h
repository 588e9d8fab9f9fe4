// How models mark what they think: by a pair of tags around the thought, or by named channels.
#pragma once

#include "api/trace.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace deepscope {

class Vocabulary;

struct ThoughtMarks {
    enum class Kind : uint8_t { Pair, Channels };
    Kind kind = Kind::Pair;
    std::string_view open, close;             // around a thought; of channels: around the name of one
    std::string_view openAnswer, closeAnswer; // around the answer, where a model writes them; of channels: empty

    bool operator==(const ThoughtMarks &) const = default;
};

// All that are known. The first is <think>, </think>, <answer> and </answer>.
std::span<const ThoughtMarks> knownThoughtMarks();
inline const ThoughtMarks &thinkTags() { return knownThoughtMarks().front(); }

// What the text of a model's chat template mentions: both marks rather than one, then what the vocabulary has as
// pieces, then what is known longest. Where it mentions none, those that the vocabulary has. Null: it has none either.
using HasPiece = std::function<bool(std::string_view)>;
const ThoughtMarks *findThoughtMarks(std::string_view chatTemplate, const HasPiece &hasPiece);
// The same, and thinkTags() for null: any model may write them as text.
const ThoughtMarks &thoughtMarksOf(std::string_view chatTemplate, const Vocabulary &vocabulary);

// The text ends in the opening mark of a thought, maybe with blanks behind it.
bool endsInThought(std::string_view text, const ThoughtMarks &marks);

// What closes a thought, so that the answer follows. Models that begin it on a line of its own end it so.
std::string closingOf(const ThoughtMarks &marks, bool ownLine);

// To whom a channel speaks, from its name and what stands beside it; also from the beginning of a name that goes on.
// "commentary" is for the person who asked, unless it has a recipient ("to=functions.f"). A name that is not known is
// an answer, so that nothing is hidden.
// Source: cookbook.openai.com/articles/openai-harmony, "Channels"
Phase channelPhase(std::string_view name);

} // namespace deepscope
