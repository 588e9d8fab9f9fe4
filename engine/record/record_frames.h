// The frame of a file of records, whatever they hold:
//
//     magic (8 bytes), version (32 bits)
//     since version 3: the lowest version that can read it (32 bits), CRC-32 of all before
//     records: kind (32 bits), size of the payload (32 bits), payload, CRC-32 of the three before
//
// Records are appended. What follows the last whole record of a file that was cut off is dropped; a whole record whose
// checksum is wrong makes the file invalid. How values become bytes: record_kinds.h.
#pragma once

#include "record/record_output.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace deepscope {

struct FileFormat {
    std::string_view magic;
    const char *name;         // "run file"
    uint32_t version;         // that we write
    uint32_t lowestReader;    // can read what we write
    uint32_t oldestVersion;   // that we can read
    const char *instead = ""; // goes on with the sentence about an older one: "; what happens then"
};

inline constexpr uint32_t LargestRecord = 1U << 26; // bytes of payload

struct RecordFrame {
    uint32_t kind;
    std::span<const uint8_t> payload;
};

class RecordFrames {
public:
    // Reads what stands before the records. `name` is that of the file; sentences begin with it.
    RecordFrames(std::span<const uint8_t> data, const FileFormat &format, std::string name);

    std::optional<RecordFrame> next(); // nothing at the end, also in the middle of a record

    uint32_t version() const { return m_version; }        // of the writer
    size_t count() const { return m_count; }              // of the records until now
    size_t end() const { return m_size - m_rest.size(); } // where the last whole record ends

    // Throw Error(File): of the file, or of its last record.
    [[noreturn]] void fail(const std::string &sentence) const;
    [[noreturn]] void failAtRecord(const std::string &sentence) const;

private:
    void readHeader(const FileFormat &format);
    uint32_t takeNumber();

    const size_t m_size;
    std::span<const uint8_t> m_rest;
    const std::string m_name;
    uint32_t m_version = 0;
    size_t m_count = 0;
};

// What stands before the records.
std::string fileStart(const FileFormat &format);

// Throws Error(File): it is larger than a record can be.
std::string framed(uint32_t kind, std::span<const uint8_t> payload);

template <typename... T>
std::string recordOf(uint32_t kind, const T &...values)
{
    RecordOutput payload;
    payload(values...);
    return framed(kind, payload.bytes());
}

} // namespace deepscope
