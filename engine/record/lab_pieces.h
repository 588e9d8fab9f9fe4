// What tokens are, apart from their numbers: kept once a file, named by an index.
#pragma once

#include "api/trace.h"

#include <map>
#include <span>
#include <vector>

namespace deepscope {

struct LabPiece {
    int32_t token = 0;
    Phase phase = Phase::Prompt;
    bool control = false, special = false;
    std::string bytes;

    auto operator<=>(const LabPiece &) const = default;
};

class LabPieces {
public:
    uint32_t indexOf(const TokenTrace &token); // a new one where there is none yet
    void add(LabPiece piece);
    const std::vector<LabPiece> &all() const { return m_pieces; }

private:
    std::vector<LabPiece> m_pieces;
    std::map<LabPiece, uint32_t> m_indices;
};

// Throws Error(File): there is no such piece.
void setPiece(TokenTrace &token, std::span<const LabPiece> pieces, uint32_t index);

} // namespace deepscope
