// A recorded run: everything that the panels show, in one file. Written while the run goes on.
#pragma once

#include "engine.h"

#include <filesystem>
#include <optional>
#include <string>

namespace deepscope {

struct RecordedRun {
    LoadedModel model;
    std::string question; // what the person asked, for the list of runs
    std::vector<TokenTrace> tokens;
    std::optional<RunSummary> summary; // none: the recording was cut off
    std::optional<RunRequest> request; // how it was made; none: an older version recorded it
};

// Appends records; a file cut off at any byte can still be read up to the last whole record.
// Throws Error(File) when the disk does not take it.
class RunFileWriter {
public:
    // `run` without tokens and summary, which follow.
    RunFileWriter(const std::filesystem::path &path, const RecordedRun &run);
    ~RunFileWriter();
    void append(const TokenTrace &token);
    void finish(const RunSummary &summary);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Throws Error(File) with one sentence for anything that is not a whole, valid run file;
// a recording that was cut off after a whole record is valid.
RecordedRun readRunFile(const std::filesystem::path &path);
RecordedRun readRunFile(const uint8_t *data, size_t size); // the same from memory

// The bytes of a run file by piece, for those who keep them elsewhere: what stands before the tokens, then records that
// are appended as they come.
std::string runFileStart(const RecordedRun &run);
std::string runFileRecord(const TokenTrace &token);
std::string runFileRecord(const RunSummary &summary);
std::string runFileBytes(const RecordedRun &run); // a whole file

} // namespace deepscope
