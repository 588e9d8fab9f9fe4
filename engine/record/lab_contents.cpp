#include "record/lab_contents.h"

#include "record/record_input.h"
#include "record/run_file_check.h"

#include <algorithm>
#include <functional>

namespace deepscope {

namespace {

void require(bool holds, const char *sentence)
{
    if (!holds)
        throw Error(ErrorKind::File, sentence);
}

void forEachAnswer(const std::vector<LabGroup> &groups, const std::function<void(const LabAnswer &)> &visit)
{
    for (const LabGroup &group : groups)
        std::ranges::for_each(group.answers, visit);
}

LoadedModel modelIn(const std::string &runFile)
{
    try {
        return readRunFile(reinterpret_cast<const uint8_t *>(runFile.data()), runFile.size()).model;
    } catch (const Error &error) {
        std::string sentence = error.what();
        sentence.pop_back(); // its full stop; another comes
        throw Error(ErrorKind::File, "the model at its start: " + sentence);
    }
}

class LabContentsReader {
public:
    LabContentsReader(std::span<const uint8_t> bytes, const std::string &name)
        : m_bytes(bytes), m_frames(bytes, LabFormat, name)
    {
        m_contents.version = m_frames.version();
    }

    LabContents read()
    {
        while (const auto record = m_frames.next()) {
            try {
                take(*record);
            } catch (const Error &error) {
                m_frames.failAtRecord(error.what());
            }
            m_contents.end = m_frames.end();
        }
        return std::move(m_contents);
    }

private:
    void take(const RecordFrame &record)
    {
        const auto kind = LabKind(record.kind);
        require((kind == LabKind::Start) == (m_frames.count() == 1), "the records are out of order");
        RecordInput input(record.payload, m_frames.version());
        switch (kind) {
        case LabKind::Start:
            takeStart(input);
            break;
        case LabKind::Pieces:
            takePieces(input);
            break;
        case LabKind::Step:
            takeStep(input, record);
            break;
        case LabKind::Board:
            takeBoard(input, record);
            break;
        case LabKind::HeldOut:
            takeHeldOut(input, record);
            break;
        case LabKind::Fixed:
            takeFixed(input, record);
            break;
        default: // of a newer version
            break;
        }
    }

    void takeStart(RecordInput &input)
    {
        LabBegun &begun = m_contents.begun;
        std::string run;
        input(run, begun.settings, begun.tasks, begun.memory, begun.parameters, begun.step);
        input.since(4, begun.base, begun.questions);
        begun.model = modelIn(run);
        m_contents.startEnd = m_frames.end();
    }

    void takePieces(RecordInput &input)
    {
        std::vector<LabPiece> pieces;
        input(pieces);
        for (LabPiece &piece : pieces)
            m_contents.pieces.add(std::move(piece));
    }

    void takeStep(RecordInput &input, const RecordFrame &record)
    {
        LabStep step;
        input(step);
        const ModelInfo &info = m_contents.begun.model.info;
        const uint64_t shares = uint64_t(info.expertLayers()) * info.experts;
        for (const auto *list : {&step.experts.thought, &step.experts.answer})
            require(list->empty() || list->size() == shares, "the shares of experts do not fit the model");
        if (!m_contents.steps.empty() && step.step <= m_contents.steps.back().step)
            forgetFrom(step.step);
        m_contents.steps.push_back(std::move(step));
        place(record, m_contents.steps.back().step);
    }

    void takeBoard(RecordInput &input, const RecordFrame &record)
    {
        uint32_t step = 0;
        input(step);
        require(!m_contents.steps.empty() && m_contents.steps.back().step == step, "the records are out of order");
        place(record, step);
    }

    void takeHeldOut(RecordInput &input, const RecordFrame &record)
    {
        LabHeldOut heldOut;
        input(heldOut);
        place(record, heldOut.step);
        keep(m_contents.heldOut, std::move(heldOut));
    }

    void takeFixed(RecordInput &input, const RecordFrame &record)
    {
        LabFixedAnswers fixed;
        PackedGroups groups;
        input(fixed.step, groups);
        fixed.groups = unpack(groups, m_contents.pieces.all());
        forEachAnswer(fixed.groups, [&](const LabAnswer &answer) {
            for (const TokenTrace &token : answer.tokens)
                checkRouting(token, m_contents.begun.model.info, {});
        });
        place(record, fixed.step);
        keep(m_contents.fixedAnswers, std::move(fixed));
    }

    // What is told twice of a step counts as it was told last.
    template <typename T>
    static void keep(std::vector<T> &list, T item)
    {
        if (!list.empty() && list.back().step == item.step)
            list.pop_back();
        list.push_back(std::move(item));
    }

    void place(const RecordFrame &record, uint32_t step)
    {
        m_contents.places.push_back({LabKind(record.kind), step, size_t(record.payload.data() - m_bytes.data()),
                                     record.payload.size(), m_frames.end()});
    }

    // The run went back to the step before.
    void forgetFrom(uint32_t step)
    {
        const auto later = [&](const auto &item) { return item.step >= step; };
        std::erase_if(m_contents.steps, later);
        std::erase_if(m_contents.heldOut, later);
        std::erase_if(m_contents.fixedAnswers, later);
        std::erase_if(m_contents.places, later);
    }

    std::span<const uint8_t> m_bytes;
    RecordFrames m_frames;
    LabContents m_contents;
};

} // namespace

size_t LabContents::endOf(uint32_t step) const
{
    size_t kept = startEnd;
    bool later = false;
    for (const Place &place : places) {
        later = later || place.step > step;
        if (place.step <= step)
            kept = std::max(kept, place.end);
    }
    return later ? kept : end;
}

std::vector<LabGroup> boardIn(std::span<const uint8_t> payload, const LabContents::Place &place,
                              const LabContents &contents)
{
    uint32_t step = 0;
    PackedGroups groups;
    RecordInput(payload, contents.version)(step, groups);
    require(step == place.step, "they are those of another step");
    std::vector<LabGroup> board = unpack(groups, contents.pieces.all());
    forEachAnswer(board, [&](const LabAnswer &answer) {
        for (const TokenTrace &token : answer.tokens)
            if (!token.routing.empty()) // most boards are kept without
                checkRouting(token, contents.begun.model.info, {});
    });
    return board;
}

LabContents readLabContents(std::span<const uint8_t> bytes, const std::string &name)
{
    return LabContentsReader(bytes, name).read();
}

} // namespace deepscope
