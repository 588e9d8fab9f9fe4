#include "record/record_file.h"
#include "record/run_file_format.h"

namespace deepscope {

std::string runFileStart(const RecordedRun &run)
{
    FileFormat format = RunFileFormat;
    if (run.request && !run.request->alteration.empty())
        format.lowestReader = LowestReaderOfAltered;
    if (run.request && !run.request->stops.empty())
        format.lowestReader = LowestReaderOfStopped;
    return fileStart(format) + recordOf(uint32_t(RecordKind::Start), run.model, run.question, run.request);
}

std::string runFileRecord(const TokenTrace &token) { return recordOf(uint32_t(RecordKind::Token), token); }

std::string runFileRecord(const RunSummary &summary) { return recordOf(uint32_t(RecordKind::Summary), summary); }

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
    RecordFile file;
};

RunFileWriter::RunFileWriter(const std::filesystem::path &path, const RecordedRun &run)
    : m_state(std::make_unique<State>(State{RecordFile(path)}))
{
    m_state->file.append(runFileStart(run), true);
}

RunFileWriter::~RunFileWriter() = default;

void RunFileWriter::append(const TokenTrace &token)
{
    // A prompt comes in batches and can be asked again; what was generated should survive a crash.
    m_state->file.append(runFileRecord(token), token.phase != Phase::Prompt);
}

void RunFileWriter::finish(const RunSummary &summary) { m_state->file.append(runFileRecord(summary), true); }

} // namespace deepscope
