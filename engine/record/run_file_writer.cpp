#include "api/path_text.h"
#include "record/crc32.h"
#include "record/record_output.h"
#include "record/run_file_format.h"

#include <cerrno>
#include <fstream>
#include <system_error>

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

template <typename... T>
std::string recordOf(RecordKind kind, const T &...values)
{
    RecordOutput payload;
    payload(values...);
    RecordOutput head;
    head(uint32_t(kind), uint32_t(payload.bytes().size()));
    return withChecksum(charactersOf(head.bytes()) + charactersOf(payload.bytes()));
}

} // namespace

std::string runFileStart(const RecordedRun &run)
{
    RecordOutput versions;
    versions(RunFileVersion, LowestReader);
    return withChecksum(std::string(RunFileMagic) + charactersOf(versions.bytes())) +
           recordOf(RecordKind::Start, run.model, run.question, run.request);
}

std::string runFileRecord(const TokenTrace &token) { return recordOf(RecordKind::Token, token); }

std::string runFileRecord(const RunSummary &summary) { return recordOf(RecordKind::Summary, summary); }

std::string runFileBytes(const RecordedRun &run)
{
    std::string bytes = runFileStart(run);
    for (const TokenTrace &token : run.tokens)
        bytes += runFileRecord(token);
    if (run.summary)
        bytes += runFileRecord(*run.summary);
    return bytes;
}

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

    void append(const std::string &bytes, bool flush)
    {
        require([&] {
            stream.write(bytes.data(), std::streamsize(bytes.size()));
            if (flush)
                stream.flush();
        });
    }
};

RunFileWriter::RunFileWriter(const std::filesystem::path &path, const RecordedRun &run)
    : m_state(std::make_unique<State>())
{
    m_state->path = path;
    m_state->require([&] { m_state->stream.open(path, std::ios::binary | std::ios::trunc); });
    m_state->append(runFileStart(run), true);
}

RunFileWriter::~RunFileWriter() = default;

void RunFileWriter::append(const TokenTrace &token)
{
    // A prompt comes in batches and can be asked again; what was generated should survive a crash.
    m_state->append(runFileRecord(token), token.phase != Phase::Prompt);
}

void RunFileWriter::finish(const RunSummary &summary) { m_state->append(runFileRecord(summary), true); }

} // namespace deepscope
