#include "text/special_tokens.h"

#include <algorithm>
#include <cstddef>

namespace deepscope {

namespace {

bool isSpecial(const VocabularyEntry &entry)
{
    return !entry.piece.empty() && (entry.kind == TokenKind::UserDefined || entry.kind == TokenKind::Control ||
                                    entry.kind == TokenKind::Unknown);
}

} // namespace

std::vector<std::string> specialPieces(const Vocabulary &vocabulary)
{
    std::vector<std::string> pieces;
    for (const VocabularyEntry &entry : vocabulary.entries())
        if (isSpecial(entry))
            pieces.push_back(entry.piece);
    return pieces;
}

SpecialTokens::SpecialTokens(const Vocabulary &vocabulary)
{
    const std::vector<VocabularyEntry> &entries = vocabulary.entries();
    for (size_t i = 0; i < entries.size(); ++i)
        if (const auto &[piece, kind, score] = entries[i]; isSpecial(entries[i]))
            m_byFirstByte[uint8_t(piece[0])].push_back({piece, int32_t(i), kind == TokenKind::UserDefined});
}

std::vector<SpecialTokens::Match> SpecialTokens::findAll(std::string_view text, bool parseSpecial,
                                                         std::span<const TextRange> plain) const
{
    const auto mark = [](std::vector<bool> &bytes, size_t begin, size_t end) {
        std::fill(bytes.begin() + std::ptrdiff_t(begin), bytes.begin() + std::ptrdiff_t(end), true);
    };
    std::vector<bool> closed(text.size());
    for (const TextRange &range : plain)
        mark(closed, std::min(range.begin, text.size()), std::min(range.end, text.size()));
    const auto reachesIntoPlain = [&](size_t begin, size_t length) {
        const auto from = closed.begin() + std::ptrdiff_t(begin);
        return std::find(from, from + std::ptrdiff_t(length), true) != from + std::ptrdiff_t(length);
    };
    std::vector<Match> matches;
    for (size_t at = 0; at < text.size(); ++at)
        for (const Special &special : m_byFirstByte[uint8_t(text[at])])
            if ((special.always || parseSpecial) && text.substr(at).starts_with(special.text) &&
                !reachesIntoPlain(at, special.text.size()))
                matches.push_back({at, &special});

    std::ranges::stable_sort(matches, [](const Match &a, const Match &b) {
        if (a.special->text.size() != b.special->text.size())
            return a.special->text.size() > b.special->text.size();
        return a.special->token < b.special->token;
    });
    // Longest first: whatever overlaps one taken earlier is not longer, so one of its two ends lies inside.
    std::vector<bool> taken(text.size());
    std::erase_if(matches, [&](const Match &match) {
        const size_t end = match.begin + match.special->text.size();
        if (taken[match.begin] || taken[end - 1])
            return true;
        mark(taken, match.begin, end);
        return false;
    });
    std::ranges::sort(matches, {}, &Match::begin);
    return matches;
}

std::vector<TextFragment> SpecialTokens::split(std::string_view text, bool parseSpecial,
                                               std::span<const TextRange> plain) const
{
    std::vector<TextFragment> fragments;
    size_t done = 0;
    for (const Match &match : findAll(text, parseSpecial, plain)) {
        if (match.begin > done)
            fragments.push_back({text.substr(done, match.begin - done), -1});
        fragments.push_back({text.substr(match.begin, match.special->text.size()), match.special->token});
        done = match.begin + match.special->text.size();
    }
    if (done < text.size())
        fragments.push_back({text.substr(done), -1});
    return fragments;
}

} // namespace deepscope
