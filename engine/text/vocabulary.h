// The list of tokens in a model file: their text, kind and score, and the roles that some of them play.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace deepscope {

class GgufFile;

// The numbers are those of GGUF and of SentencePiece.
enum class TokenKind : uint8_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

struct VocabularyEntry {
    std::string piece;
    TokenKind kind = TokenKind::Normal;
    float score = 0; // SentencePiece: higher merges first
};

struct VocabularyRoles {
    int32_t bos = -1, eos = -1, unknown = -1; // -1: none
    bool addBos = false;                      // texts begin with bos
    std::vector<int32_t> ends;                // further tokens that end a turn
};

class Vocabulary {
public:
    // Adds to `roles.ends` the control tokens that end a turn by their well-known names.
    Vocabulary(std::vector<VocabularyEntry> entries, VocabularyRoles roles, std::vector<std::string> remarks = {});
    // What is wrong in a file but tells what was meant is mended, with a remark. Throws Error(File) for lists that are
    // missing or do not fit together.
    static Vocabulary read(const GgufFile &file);

    Vocabulary(Vocabulary &&) = default;
    Vocabulary &operator=(Vocabulary &&) = default;

    uint32_t size() const { return uint32_t(m_entries.size()); }
    const std::vector<VocabularyEntry> &entries() const { return m_entries; }
    const VocabularyEntry &entry(int32_t token) const; // throws Error(Usage) for an id that does not exist
    int32_t find(std::string_view piece) const;        // -1: no such piece; the lowest id where there are several
    const VocabularyRoles &roles() const { return m_roles; }
    const std::vector<std::string> &remarks() const { return m_remarks; } // a sentence each: what was mended or ignored
    bool isEnd(int32_t token) const;
    std::string bosText() const; // the piece that texts begin with; empty: none

private:
    std::vector<VocabularyEntry> m_entries;
    VocabularyRoles m_roles;
    std::vector<std::string> m_remarks;
    std::unordered_map<std::string_view, int32_t> m_ids; // views of m_entries: a copy would be wrong, a move is not
};

} // namespace deepscope
