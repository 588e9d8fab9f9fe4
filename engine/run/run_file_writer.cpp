#include "api/path_text.h"
#include "run/crc32.h"
#include "run/record_output.h"
#include "run/run_file_format.h"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace deepscope {

namespace {

template <typename... T>
void writeRecord(std::ostream &stream, RecordKind kind, const T &...values)
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
    stream.write(reinterpret_cast<const char *>(bytes.data()), std::streamsize(bytes.size()));
}

void writeStart(std::ostream &stream, const LoadedModel &model, const std::string &question)
{
    RecordOutput version;
    version(RunFileVersion);
    stream.write(RunFileMagic.data(), std::streamsize(RunFileMagic.size()));
    stream.write(reinterpret_cast<const char *>(version.bytes().data()), std::streamsize(version.bytes().size()));
    writeRecord(stream, RecordKind::Start, model, question);
}

} // namespace

struct RunFileWriter::State {
    std::filesystem::path path;
    std::ofstream stream;

    // What `write` does, or an Error with the system's reason.
    template <typename Write>
    void require(Write write)
    {
        errno = 0;
        write();
        if (stream.good())
            return;
        const std::string reason = errno ? ": " + std::generic_category().message(errno) : std::string();
        throw Error(ErrorKind::File, textOf(path) + ": the recording cannot be written" + reason + ".");
    }
};

RunFileWriter::RunFileWriter(const std::filesystem::path &path, const LoadedModel &model, const std::string &question)
    : m_state(std::make_unique<State>())
{
    m_state->path = path;
    m_state->require([&] { m_state->stream.open(path, std::ios::binary | std::ios::trunc); });
    m_state->require([&] {
        writeStart(m_state->stream, model, question);
        m_state->stream.flush();
    });
}

RunFileWriter::~RunFileWriter() = default;

void RunFileWriter::append(const TokenTrace &token)
{
    m_state->require([&] {
        writeRecord(m_state->stream, RecordKind::Token, token);
        // A prompt comes in batches and can be asked again; what was generated should survive a crash.
        if (token.phase != Phase::Prompt)
            m_state->stream.flush();
    });
}

void RunFileWriter::finish(const RunSummary &summary)
{
    m_state->require([&] {
        writeRecord(m_state->stream, RecordKind::Summary, summary);
        m_state->stream.flush();
    });
}

std::string runFileBytes(const RecordedRun &run)
{
    std::ostringstream stream(std::ios::binary);
    writeStart(stream, run.model, run.question);
    for (const TokenTrace &token : run.tokens)
        writeRecord(stream, RecordKind::Token, token);
    if (run.summary)
        writeRecord(stream, RecordKind::Summary, *run.summary);
    return std::move(stream).str();
}

} // namespace deepscope
