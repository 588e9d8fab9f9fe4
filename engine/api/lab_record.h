// A run of the lab as a file: appended to while it goes on, read without a device. A step that is appended again
// replaces what was recorded of it and of all behind it: the run went back. What is kept of tokens, and how exactly:
// engine/record/lab_groups.h.
#pragma once

#include "lab.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace deepscope {

// The ending of such files, with its dot.
inline constexpr const char *LabRecordEnding = ".lab";

// Appends records; a file cut off at any byte can still be read up to the last whole record. Throws Error(File) when
// the disk does not take it.
class LabRecordWriter {
public:
    LabRecordWriter(const std::filesystem::path &path, const LabBegun &begun); // a new file
    // Goes on with a file, behind step `begun.step`: what was recorded after that is cut off. It keeps the beginning
    // that it has; one that was cut off before it had any begins anew. So does one that is damaged, which is kept
    // beside it with the ending .damaged: a run that can go on is worth more than its past.
    static LabRecordWriter goOn(const std::filesystem::path &path, const LabBegun &begun);
    LabRecordWriter(LabRecordWriter &&) noexcept;
    ~LabRecordWriter();

    // The board of a step is kept without prompts and experts of its tokens, except every tenth step (LabHeldOutEvery);
    // `withBoard` false: not at all.
    void append(const LabStep &step, bool withBoard = true);
    void append(const LabHeldOut &heldOut);
    void append(const LabFixedAnswers &answers);

private:
    struct State;
    explicit LabRecordWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

class LabRecord {
public:
    // Throws Error(File) with one sentence for anything that is not a valid record.
    explicit LabRecord(const std::filesystem::path &path);
    LabRecord(LabRecord &&) noexcept;
    ~LabRecord();

    const LabBegun &begun() const;
    const std::vector<LabStep> &steps() const; // without boards
    const std::vector<LabHeldOut> &heldOut() const;
    const std::vector<LabFixedAnswers> &fixedAnswers() const;
    // Read from the file when it is asked for. Empty: none was kept.
    std::vector<LabGroup> board(uint32_t step) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace deepscope
