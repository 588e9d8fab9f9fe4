// Tokens of any pieces, and what a splitter reads in them.
#pragma once

#include "text/phase_splitter.h"
#include "text/tokenizer.h"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace deepscope {

// A vocabulary whose tokens are given pieces of text.
class PieceTokenizer : public Tokenizer {
public:
    explicit PieceTokenizer(std::vector<VocabularyEntry> entries) : Tokenizer(Vocabulary(std::move(entries), {})) {}
    std::string description() const override { return "pieces"; }

private:
    void encodeText(std::string_view, bool, std::vector<int32_t> &) const override {}
    std::string textBytes(const VocabularyEntry &entry) const override { return entry.piece; }
};

struct Reading {
    std::string think, answer;
    bool neverClosed = false;
    std::vector<PhaseSplitter::TokenPhase> steps;
    bool operator==(const Reading &other) const
    {
        return think == other.think && answer == other.answer && neverClosed == other.neverClosed;
    }
};

inline Reading readTokens(const Tokenizer &tokenizer, const std::vector<int32_t> &tokens, bool forced,
                          const ThoughtMarks &marks = thinkTags())
{
    const auto splitter = makePhaseSplitter(tokenizer, marks, forced);
    Reading reading;
    const auto take = [&](const std::vector<PhaseSplitter::TokenPhase> &phases) {
        reading.steps.insert(reading.steps.end(), phases.begin(), phases.end());
    };
    for (const int32_t token : tokens)
        take(splitter->next(token));
    take(splitter->finish());
    reading.think = splitter->think();
    reading.answer = splitter->answer();
    reading.neverClosed = splitter->thoughtNeverClosed();
    return reading;
}

inline const ThoughtMarks &marksWith(std::string_view open)
{
    const auto known = knownThoughtMarks();
    const auto found = std::ranges::find(known, open, &ThoughtMarks::open);
    if (found == known.end())
        throw std::runtime_error("no such marks");
    return *found;
}

using PieceTexts = std::vector<std::string>;

inline PieceTexts cutAtRandom(const std::string &text, std::mt19937 &random)
{
    PieceTexts pieces;
    for (size_t at = 0; at < text.size(); at += pieces.back().size())
        pieces.push_back(text.substr(at, 1 + random() % 7));
    return pieces;
}

// A token for each piece, all of them ordinary.
inline Reading readOrdinary(const PieceTexts &pieces, const ThoughtMarks &marks, bool forced = false)
{
    std::vector<VocabularyEntry> entries;
    std::vector<int32_t> tokens;
    for (const std::string &piece : pieces) {
        tokens.push_back(int32_t(entries.size()));
        entries.push_back({piece + "@", TokenKind::Normal}); // no piece is a mark by chance
    }
    class Cut : public PieceTokenizer {
    public:
        using PieceTokenizer::PieceTokenizer;

    private:
        std::string textBytes(const VocabularyEntry &entry) const override
        {
            return entry.piece.substr(0, entry.piece.size() - 1);
        }
    };
    return readTokens(Cut(std::move(entries)), tokens, forced, marks);
}

// A token for each piece; those that begin with '@' are control tokens.
inline Reading readControl(const PieceTexts &pieces, const ThoughtMarks &marks, bool forced = false)
{
    std::vector<VocabularyEntry> entries;
    std::vector<int32_t> tokens;
    for (const std::string &piece : pieces) {
        const bool control = piece.starts_with('@');
        const std::string name = piece.substr(control);
        auto found = std::ranges::find(entries, name, &VocabularyEntry::piece);
        if (found == entries.end())
            found = entries.insert(entries.end(), {name, control ? TokenKind::Control : TokenKind::Normal});
        tokens.push_back(int32_t(found - entries.begin()));
    }
    for (const std::string_view mark : {marks.open, marks.close, marks.openAnswer, marks.closeAnswer})
        if (!mark.empty() && std::ranges::find(entries, mark, &VocabularyEntry::piece) == entries.end())
            entries.push_back({std::string(mark), TokenKind::Control});
    return readTokens(PieceTokenizer(std::move(entries)), tokens, forced, marks);
}

inline std::string phases(const Reading &reading) // one letter a token; capitals are tags
{
    std::string letters;
    for (const PhaseSplitter::TokenPhase &step : reading.steps)
        letters += step.phase == Phase::Think ? (step.tag ? 'T' : 't') : (step.tag ? 'A' : 'a');
    return letters;
}

} // namespace deepscope
