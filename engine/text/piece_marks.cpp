#include "text/piece_marks.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace deepscope {

namespace {

// The marks are characters of the last plane, of private use: U+100000 and on, of four bytes.
constexpr size_t MarkBytes = 4, MostMarks = 0xFFFE;

std::optional<size_t> markAt(std::string_view text, size_t at)
{
    const auto byte = [&](size_t i) { return uint8_t(text[at + i]); };
    if (text.size() - at < MarkBytes || byte(0) != 0xF4 || byte(1) > 0x8F)
        return std::nullopt;
    return size_t(byte(1) & 0x3F) << 12 | size_t(byte(2) & 0x3F) << 6 | size_t(byte(3) & 0x3F);
}

} // namespace

// The longest piece at each place, as the tokenizer looks for them; and characters of that plane, which are themselves.
PieceMarks::PieceMarks(const std::vector<ChatMessage> &chat, std::span<const std::string> pieces) : m_marked(chat)
{
    for (ChatMessage &message : m_marked) {
        const std::string_view from = message.text;
        std::string text;
        for (size_t at = 0; at < from.size();) {
            std::string_view found = markAt(from, at) ? from.substr(at, MarkBytes) : std::string_view();
            for (const std::string &piece : pieces)
                if (piece.size() > found.size() && from.substr(at).starts_with(piece))
                    found = piece;
            if (found.empty())
                text += from[at++];
            else
                text += markOf(found);
            at += found.size();
        }
        message.text = std::move(text);
    }
}

std::string PieceMarks::markOf(std::string_view piece)
{
    const auto known = std::ranges::find(m_pieces, piece);
    const auto number = size_t(known - m_pieces.begin());
    if (number >= MostMarks)
        return {};
    if (known == m_pieces.end())
        m_pieces.emplace_back(piece);
    return {char(0xF4), char(0x80 | number >> 12), char(0x80 | (number >> 6 & 0x3F)), char(0x80 | (number & 0x3F))};
}

void PieceMarks::insert(RenderedChat &rendered) const
{
    const std::string_view from = rendered.text;
    std::string text;
    rendered.messages.clear();
    for (size_t at = 0; at < from.size();) {
        if (const std::optional<size_t> mark = markAt(from, at); mark && *mark < m_pieces.size()) {
            const std::string &piece = m_pieces[*mark];
            rendered.messages.push_back({text.size(), text.size() + piece.size()});
            text += piece;
            at += MarkBytes;
        } else {
            text += from[at++];
        }
    }
    rendered.text = std::move(text);
}

} // namespace deepscope
