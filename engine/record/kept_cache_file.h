// Kept caches: rows of the KV cache as they lie, with the tokens that they are of and what the router chose for each.
//
//     first a Head record, then Rows records, in the order of the positions: the position of the first row (32 bits);
//     then of some rows those of each kind together, kind after kind of layer after layer, and behind them the routing
//     of each row
//
// How the file is framed: record_frames.h. A file that ends before its last row is damaged.
#pragma once

#include "api/error.h"
#include "api/memory_plan.h"
#include "model/file_reader.h"
#include "model/whole_file.h"
#include "record/record_frames.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace deepscope {

// Counted from the version since which files say who can read them.
inline constexpr FileFormat KeptCacheFormat{std::string_view("DSKVC\r\n\x1a", 8), "kept cache", 4, 4, 3,
                                            "; without it the text is read again"};

struct KeptCacheHead {
    std::string model; // the fingerprints of its files
    CacheType cacheType = CacheType::F16;
    std::vector<uint64_t> rowBytes; // of each kind of row of each layer
    uint64_t routingBytes = 0;      // of a row
    std::vector<int32_t> tokens;    // one a row

    uint64_t bytesPerRow() const; // with its routing
};

class KeptCacheWriter {
public:
    // All throw Error(File); then there is no new file, and what was at the path stays.
    KeptCacheWriter(const std::filesystem::path &path, const KeptCacheHead &head);

    void add(std::span<const uint8_t> rows); // some of those that follow, whole ones
    void finish();                           // all rows were added: now the file is there

    uint64_t bytes() const { return m_bytes; } // of the file

private:
    void write(const std::string &bytes);

    WholeFile m_file;
    std::ofstream m_stream; // before the file goes, it is closed
    const uint64_t m_rowBytes;
    uint64_t m_bytes = 0;
    uint32_t m_row = 0; // that is added next
};

// A file that need not fit into memory.
class KeptCacheReader {
public:
    // Reads all of it, so that nothing of a damaged file is used. Throws Error(File), Error(Interrupted).
    KeptCacheReader(FileReader file, const CancelFlag &cancel);

    const KeptCacheHead &head() const { return m_head; }

    struct Rows {
        uint32_t first = 0, count = 0;
        std::span<const uint8_t> bytes; // until the next are read
    };
    std::optional<Rows> next(); // nothing behind the last. Throws Error(File) where the file was damaged meanwhile.

    [[noreturn]] void fail(const std::string &sentence) const; // Error(File): "FILE: sentence."

private:
    [[noreturn]] void failDamaged() const;
    void readStart();
    RecordFrame readRecord();
    void readHead();

    FileReader m_file;
    KeptCacheHead m_head;
    uint64_t m_position = 0, m_rowsBegin = 0; // in the file
    bool m_saysFirst = true;                  // whose rows are in a record: since version 4
    uint32_t m_row = 0;                       // that is read next
    std::vector<uint8_t> m_record;
};

} // namespace deepscope
