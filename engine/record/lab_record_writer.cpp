#include "api/error.h"
#include "api/lab_record.h"
#include "api/path_text.h"
#include "record/lab_contents.h"
#include "record/record_file.h"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace deepscope {

struct LabRecordWriter::State {
    RecordFile file;
    LabPieces pieces;
    size_t written = 0; // of the pieces

    template <typename... T>
    static std::string record(LabKind kind, const T &...values)
    {
        return recordOf(uint32_t(kind), values...);
    }

    // Before the records of `bytes`, what tokens they are the first to name.
    void append(const std::string &bytes)
    {
        const std::vector<LabPiece> &all = pieces.all();
        const std::vector<LabPiece> fresh(all.begin() + ptrdiff_t(written), all.end());
        file.append(fresh.empty() ? bytes : record(LabKind::Pieces, fresh) + bytes, true);
        written = all.size();
    }
};

LabRecordWriter::LabRecordWriter(const std::filesystem::path &path, const LabBegun &begun)
    : m_state(std::make_unique<State>(State{RecordFile(path), {}}))
{
    const std::string model = runFileStart({begun.model, {}, {}, {}, {}});
    m_state->append(fileStart(LabFormat) + State::record(LabKind::Start, model, begun.settings, begun.tasks,
                                                         begun.memory, begun.parameters, begun.step, begun.base,
                                                         begun.questions));
}

namespace {

// What is there to go on with; nothing where it is no record, or a damaged one. Throws for one of a newer version,
// which is neither.
std::optional<LabContents> readable(std::span<const uint8_t> bytes, const std::filesystem::path &path)
{
    const bool isOurs = bytes.size() >= LabFormat.magic.size() &&
                        std::ranges::equal(bytes.first(LabFormat.magic.size()), LabFormat.magic,
                                           [](uint8_t byte, char letter) { return byte == uint8_t(letter); });
    if (isOurs)
        RecordFrames(bytes, LabFormat, textOf(path));
    try {
        return readLabContents(bytes, textOf(path));
    } catch (const Error &) {
        return std::nullopt;
    }
}

void setAside(const std::filesystem::path &path)
{
    std::filesystem::path aside = path;
    aside += ".damaged";
    std::error_code error;
    for (int more = 2; std::filesystem::exists(aside, error); ++more)
        (aside = path) += ".damaged" + std::to_string(more);
    std::filesystem::rename(path, aside, error);
    if (error)
        throw Error(ErrorKind::File,
                    textOf(path) + " is damaged and cannot be renamed. Move it away to go on without it.");
}

} // namespace

LabRecordWriter LabRecordWriter::goOn(const std::filesystem::path &path, const LabBegun &begun)
{
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return LabRecordWriter(path, begun);
    const std::vector<uint8_t> bytes = bytesOfRecordFile(path, "a lab record");
    if (fileStart(LabFormat).starts_with(std::string(bytes.begin(), bytes.end())))
        return LabRecordWriter(path, begun);
    const std::optional<LabContents> all = readable(bytes, path);
    if (!all)
        setAside(path);
    if (!all || all->startEnd == 0)
        return LabRecordWriter(path, begun);
    const size_t end = all->endOf(begun.step);
    // Of the pieces too, only those before the end are known from now on.
    LabContents kept = readLabContents(std::span(bytes).first(end), textOf(path));
    const size_t pieces = kept.pieces.all().size();
    return LabRecordWriter(std::make_unique<State>(State{RecordFile(path, end), std::move(kept.pieces), pieces}));
}

LabRecordWriter::LabRecordWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
LabRecordWriter::LabRecordWriter(LabRecordWriter &&) noexcept = default;
LabRecordWriter::~LabRecordWriter() = default;

void LabRecordWriter::append(const LabStep &step, bool withBoard)
{
    // Of some boards every token opens with its experts; of all, they would take most of the file.
    const LabDetail detail = step.step % LabHeldOutEvery == 0 ? LabDetail::Traces : LabDetail::Board;
    std::string bytes = State::record(LabKind::Step, step);
    if (withBoard && !step.board.empty())
        bytes += State::record(LabKind::Board, step.step, pack(step.board, detail, m_state->pieces));
    m_state->append(bytes);
}

void LabRecordWriter::append(const LabHeldOut &heldOut) { m_state->append(State::record(LabKind::HeldOut, heldOut)); }

void LabRecordWriter::append(const LabFixedAnswers &answers)
{
    m_state->append(
        State::record(LabKind::Fixed, answers.step, pack(answers.groups, LabDetail::Traces, m_state->pieces)));
}

} // namespace deepscope
