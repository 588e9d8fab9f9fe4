#include "api/lab_record.h"
#include "api/path_text.h"
#include "record/lab_contents.h"
#include "record/record_file.h"

#include <algorithm>

namespace deepscope {

struct LabRecord::State {
    std::filesystem::path path;
    LabContents contents;
};

LabRecord::LabRecord(const std::filesystem::path &path) : m_state(std::make_unique<State>())
{
    m_state->path = path;
    m_state->contents = readLabContents(bytesOfRecordFile(path, "a lab record"), textOf(path));
    if (m_state->contents.startEnd == 0)
        throw Error(ErrorKind::File, textOf(path) + ": the recording was cut off before it began.");
}

LabRecord::LabRecord(LabRecord &&) noexcept = default;
LabRecord::~LabRecord() = default;

const LabBegun &LabRecord::begun() const { return m_state->contents.begun; }

const std::vector<LabStep> &LabRecord::steps() const { return m_state->contents.steps; }

const std::vector<LabHeldOut> &LabRecord::heldOut() const { return m_state->contents.heldOut; }

const std::vector<LabFixedAnswers> &LabRecord::fixedAnswers() const { return m_state->contents.fixedAnswers; }

std::vector<LabGroup> LabRecord::board(uint32_t step) const
{
    const LabContents &contents = m_state->contents;
    const auto place = std::find_if(contents.places.begin(), contents.places.end(),
                                    [&](const auto &each) { return each.kind == LabKind::Board && each.step == step; });
    if (place == contents.places.end())
        return {};
    std::ifstream stream(m_state->path, std::ios::binary);
    std::vector<uint8_t> bytes(place->size);
    stream.seekg(std::streamoff(place->begin));
    stream.read(reinterpret_cast<char *>(bytes.data()), std::streamsize(bytes.size()));
    const std::string name = textOf(m_state->path) + ": the answers of step " + std::to_string(step);
    if (!stream)
        throw Error(ErrorKind::File, name + " cannot be read.");
    try {
        return boardIn(bytes, *place, contents);
    } catch (const Error &error) {
        throw Error(ErrorKind::File, name + " are damaged: " + error.what() + ".");
    }
}

} // namespace deepscope
