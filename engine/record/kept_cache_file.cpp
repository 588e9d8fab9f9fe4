#include "record/kept_cache_file.h"

#include "record/crc32.h"
#include "record/record_input.h"
#include "record/run_file_format.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <numeric>

namespace deepscope {

namespace {

enum class KeptKind : uint32_t { Head = 1, Rows = 2 };

std::error_code lastError() { return {errno ? errno : EIO, std::generic_category()}; }

} // namespace

uint64_t KeptCacheHead::bytesPerRow() const { return std::accumulate(rowBytes.begin(), rowBytes.end(), routingBytes); }

KeptCacheWriter::KeptCacheWriter(const std::filesystem::path &path, const KeptCacheHead &head)
    : m_file(path), m_rowBytes(head.bytesPerRow())
{
    errno = 0;
    m_stream.open(m_file.part(), std::ios::binary | std::ios::trunc);
    if (!m_stream.good())
        m_file.fail(lastError());
    write(fileStart(KeptCacheFormat));
    write(
        recordOf(uint32_t(KeptKind::Head), head.model, head.cacheType, head.rowBytes, head.routingBytes, head.tokens));
}

void KeptCacheWriter::write(const std::string &bytes)
{
    errno = 0;
    m_stream.write(bytes.data(), std::streamsize(bytes.size()));
    if (!m_stream.good())
        m_file.fail(lastError());
    m_bytes += bytes.size();
}

void KeptCacheWriter::add(std::span<const uint8_t> rows)
{
    std::vector<uint8_t> payload(sizeof m_row + rows.size());
    std::memcpy(payload.data(), &m_row, sizeof m_row);
    std::ranges::copy(rows, payload.begin() + sizeof m_row);
    write(framed(uint32_t(KeptKind::Rows), payload));
    m_row += uint32_t(rows.size() / m_rowBytes);
}

void KeptCacheWriter::finish()
{
    errno = 0;
    m_stream.close();
    if (!m_stream.good())
        m_file.fail(lastError());
    m_file.finish();
}

KeptCacheReader::KeptCacheReader(FileReader file, const CancelFlag &cancel) : m_file(std::move(file))
{
    readStart();
    readHead();
    m_rowsBegin = m_position;
    while (next())
        if (cancel)
            throw Error(ErrorKind::Interrupted, "Reading the file was cancelled.");
    m_position = m_rowsBegin;
    m_row = 0;
}

void KeptCacheReader::fail(const std::string &sentence) const
{
    throw Error(ErrorKind::File, m_file.name() + ": " + sentence + ".");
}

void KeptCacheReader::failDamaged() const { fail("the kept cache is damaged; without it the text is read again"); }

void KeptCacheReader::readStart()
{
    std::vector<uint8_t> start(fileStart(KeptCacheFormat).size());
    if (m_file.bytes() < start.size())
        failDamaged();
    m_file.read(0, start);
    const RecordFrames frames(start, KeptCacheFormat, m_file.name());
    m_position = start.size();
    m_saysFirst = frames.version() >= 4;
}

// Nothing is reserved that the file does not have.
RecordFrame KeptCacheReader::readRecord()
{
    constexpr size_t HeadBytes = 8, ChecksumBytes = 4;
    uint32_t head[2] = {};
    const uint64_t left = m_file.bytes() - m_position;
    if (left < HeadBytes + ChecksumBytes)
        failDamaged();
    m_file.read(m_position, {reinterpret_cast<uint8_t *>(head), HeadBytes});
    const auto [kind, size] = head;
    if (size > LargestRecord || size > left - HeadBytes - ChecksumBytes)
        failDamaged();
    m_record.resize(HeadBytes + size + ChecksumBytes);
    m_file.read(m_position, m_record);
    const std::span<const uint8_t> all = std::span(m_record).first(HeadBytes + size);
    uint32_t checksum = 0;
    std::memcpy(&checksum, m_record.data() + all.size(), ChecksumBytes);
    uint32_t again[2] = {}; // the file may have changed in between
    std::memcpy(again, m_record.data(), HeadBytes);
    if (checksum != crc32(all) || again[0] != kind || again[1] != size)
        failDamaged();
    m_position += m_record.size();
    return {kind, all.subspan(HeadBytes)};
}

void KeptCacheReader::readHead()
{
    const RecordFrame record = readRecord();
    if (record.kind != uint32_t(KeptKind::Head))
        failDamaged();
    try {
        RecordInput input(record.payload, KeptCacheFormat.version);
        input(m_head.model, m_head.cacheType, m_head.rowBytes, m_head.routingBytes, m_head.tokens);
    } catch (const Error &) {
        failDamaged();
    }
    uint64_t row = m_head.routingBytes; // that of a made up file may be of any size
    for (const uint64_t bytes : m_head.rowBytes) {
        if (bytes == 0 || bytes > LargestRecord || row > LargestRecord)
            failDamaged();
        row += bytes;
    }
    if (row == 0 || row > LargestRecord || m_head.tokens.empty())
        failDamaged();
}

std::optional<KeptCacheReader::Rows> KeptCacheReader::next()
{
    const uint64_t left = m_head.tokens.size() - m_row;
    if (left == 0 && m_position != m_file.bytes())
        failDamaged();
    if (left == 0)
        return std::nullopt;
    const RecordFrame record = readRecord();
    uint32_t first = m_row;
    const size_t before = m_saysFirst ? sizeof first : 0;
    if (record.kind != uint32_t(KeptKind::Rows) || record.payload.size() < before)
        failDamaged();
    std::memcpy(&first, record.payload.data(), before);
    const std::span<const uint8_t> bytes = record.payload.subspan(before);
    const uint64_t rowBytes = m_head.bytesPerRow(), rows = bytes.size() / rowBytes;
    if (first != m_row || rows == 0 || rows > left || bytes.size() % rowBytes != 0)
        failDamaged();
    m_row += uint32_t(rows);
    return Rows{first, uint32_t(rows), bytes};
}

} // namespace deepscope
