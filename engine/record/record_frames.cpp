#include "record/record_frames.h"

#include "api/error.h"
#include "record/crc32.h"

#include <algorithm>
#include <cstring>

namespace deepscope {

namespace {

std::string charactersOf(std::span<const uint8_t> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

std::string withChecksum(std::string bytes)
{
    RecordOutput checksum;
    checksum(crc32({reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size()}));
    return bytes += charactersOf(checksum.bytes());
}

} // namespace

RecordFrames::RecordFrames(std::span<const uint8_t> data, const FileFormat &format, std::string name)
    : m_size(data.size()), m_rest(data), m_name(std::move(name))
{
    readHeader(format);
}

void RecordFrames::fail(const std::string &sentence) const
{
    throw Error(ErrorKind::File, m_name + ": " + sentence + ".");
}

void RecordFrames::failAtRecord(const std::string &sentence) const
{
    fail(sentence + " (record " + std::to_string(m_count) + ")");
}

void RecordFrames::readHeader(const FileFormat &format)
{
    const std::span<const uint8_t> start = m_rest;
    const std::string_view magic(reinterpret_cast<const char *>(m_rest.data()),
                                 std::min(m_rest.size(), format.magic.size()));
    if (magic != format.magic)
        fail(std::string("this is not a ") + format.name + " of Deepscope");
    m_rest = m_rest.subspan(magic.size());
    if (m_rest.size() < sizeof(uint32_t))
        fail("the recording was cut off before it began");
    m_version = takeNumber();
    if (m_version < format.oldestVersion)
        fail("version " + std::to_string(m_version) + " of " + format.name + "s is not supported" + format.instead);
    if (m_version < FirstVersionWithSizes)
        return;
    if (m_rest.size() < 2 * sizeof(uint32_t))
        fail("the recording was cut off before it began");
    const uint32_t lowest = takeNumber();
    if (takeNumber() != crc32(start.first(magic.size() + 2 * sizeof(uint32_t))))
        fail("the file is damaged at its beginning");
    if (lowest > format.version)
        fail("a newer Deepscope is needed: the file is of version " + std::to_string(m_version) +
             ", and this one reads up to " + std::to_string(format.version));
}

uint32_t RecordFrames::takeNumber()
{
    uint32_t number = 0;
    std::memcpy(&number, m_rest.data(), sizeof number);
    m_rest = m_rest.subspan(sizeof number);
    return number;
}

std::optional<RecordFrame> RecordFrames::next()
{
    constexpr size_t HeadBytes = 8, ChecksumBytes = 4;
    const std::span<const uint8_t> start = m_rest;
    if (start.size() < HeadBytes + ChecksumBytes)
        return {};
    const uint32_t kind = takeNumber(), size = takeNumber();
    if (size > LargestRecord)
        fail("the file is damaged after record " + std::to_string(m_count));
    if (m_rest.size() < size + ChecksumBytes) {
        m_rest = start;
        return {};
    }
    const std::span<const uint8_t> payload = m_rest.first(size);
    m_rest = m_rest.subspan(size);
    if (takeNumber() != crc32(start.first(HeadBytes + size)))
        fail("the file is damaged after record " + std::to_string(m_count));
    ++m_count;
    return RecordFrame{kind, payload};
}

std::string fileStart(const FileFormat &format)
{
    RecordOutput versions;
    versions(format.version, format.lowestReader);
    return withChecksum(std::string(format.magic) + charactersOf(versions.bytes()));
}

std::string framed(uint32_t kind, std::span<const uint8_t> payload)
{
    if (payload.size() > LargestRecord)
        throw Error(ErrorKind::File, "What is to be recorded is larger than a record can be.");
    RecordOutput head;
    head(kind, uint32_t(payload.size()));
    return withChecksum(charactersOf(head.bytes()) + charactersOf(payload));
}

} // namespace deepscope
