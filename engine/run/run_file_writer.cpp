#include "run/crc32.h"
#include "run/record_output.h"
#include "run/run_file_format.h"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace deepscope {

struct RunFileWriter::State {
    std::filesystem::path path;
    std::ofstream stream;

    void requireGood() const
    {
        if (stream.good())
            return;
        const std::string reason = errno ? ": " + std::generic_category().message(errno) : std::string();
        throw Error(ErrorKind::File, path.string() + ": the recording cannot be written" + reason + ".");
    }

    void write(std::span<const uint8_t> bytes)
    {
        stream.write(reinterpret_cast<const char *>(bytes.data()), std::streamsize(bytes.size()));
        requireGood();
    }

    template <typename... T>
    void writeRecord(RecordKind kind, const T &...values)
    {
        RecordOutput payload;
        payload(values...);
        RecordOutput record;
        record(uint32_t(kind), uint32_t(payload.bytes().size()));
        std::vector<uint8_t> bytes(record.bytes().begin(), record.bytes().end());
        bytes.insert(bytes.end(), payload.bytes().begin(), payload.bytes().end());
        RecordOutput checksum;
        checksum(crc32(bytes));
        bytes.insert(bytes.end(), checksum.bytes().begin(), checksum.bytes().end());
        errno = 0;
        write(bytes);
    }

    void flush()
    {
        errno = 0;
        stream.flush();
        requireGood();
    }
};

RunFileWriter::RunFileWriter(const std::filesystem::path &path, const LoadedModel &model, const std::string &question)
    : m_state(std::make_unique<State>())
{
    errno = 0;
    m_state->path = path;
    m_state->stream.open(path, std::ios::binary | std::ios::trunc);
    m_state->requireGood();
    RecordOutput header;
    header(RunFileVersion);
    m_state->write({reinterpret_cast<const uint8_t *>(RunFileMagic.data()), RunFileMagic.size()});
    m_state->write(header.bytes());
    m_state->writeRecord(RecordKind::Start, model, question);
    m_state->flush();
}

RunFileWriter::~RunFileWriter() = default;

void RunFileWriter::append(const TokenTrace &token)
{
    m_state->writeRecord(RecordKind::Token, token);
    // A prompt comes in batches and can be asked again; what was generated should survive a crash.
    if (token.phase != Phase::Prompt)
        m_state->flush();
}

void RunFileWriter::finish(const RunSummary &summary)
{
    m_state->writeRecord(RecordKind::Summary, summary);
    m_state->flush();
}

} // namespace deepscope
