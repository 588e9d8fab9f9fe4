#include "record/lab_pieces.h"

#include "api/error.h"

namespace deepscope {

uint32_t LabPieces::indexOf(const TokenTrace &token)
{
    LabPiece piece{token.token, token.phase, token.control, token.special, token.bytes};
    const auto found = m_indices.find(piece);
    if (found != m_indices.end())
        return found->second;
    add(std::move(piece));
    return uint32_t(m_pieces.size() - 1);
}

void LabPieces::add(LabPiece piece)
{
    m_indices.emplace(piece, uint32_t(m_pieces.size()));
    m_pieces.push_back(std::move(piece));
}

void setPiece(TokenTrace &token, std::span<const LabPiece> pieces, uint32_t index)
{
    if (index >= pieces.size())
        throw Error(ErrorKind::File, "a record names a token that the file does not tell of");
    const LabPiece &piece = pieces[index];
    token.token = piece.token;
    token.phase = piece.phase;
    token.control = piece.control;
    token.special = piece.special;
    token.bytes = piece.bytes;
}

} // namespace deepscope
