#include "api/path_text.h"
#include "record/record_file.h"
#include "record/record_input.h"
#include "record/run_file_check.h"
#include "record/run_file_format.h"

#include <algorithm>
#include <limits>

namespace deepscope {

namespace {

uint32_t sequencesOf(const MemoryPlan &plan)
{
    constexpr uint64_t Most = std::numeric_limits<uint32_t>::max();
    const uint64_t one = plan.cacheBytesPerToken() * wholePages(plan.context);
    return uint32_t(std::clamp<uint64_t>(one > 0 ? plan.cacheBytes / one : 1, 1, Most));
}

// That each layer with a window has; 0: there is none.
uint64_t windowTokensOf(const MemoryPlan &plan)
{
    for (const CacheLayer &layer : plan.layers)
        for (const CachePart &part : layer.parts)
            if (layer.window > 0 && part.bytesPerToken > 0)
                return part.bytes / part.bytesPerToken;
    return 0;
}

// In a cache of Q8_0. Its own rows are of another size than their numbers in F16: blocks have scales, and one part of a
// row the padding, but not the other. Heads whose width is no multiple of 16, which may be so by chance, are left out.
bool keepsF16(const CacheLayer &layer)
{
    return std::ranges::all_of(layer.parts, [](const CachePart &part) {
        return part.elementsPerToken % 16 == 0 &&
               part.bytesPerToken == cacheNumberBytes(part.elementsPerToken, CacheType::F16);
    });
}

// With what is not recorded but follows from the numbers that are.
void completePlan(MemoryPlan &plan, uint32_t version)
{
    if (version < 10)
        plan.sequences = sequencesOf(plan);
    plan.windowTokens = windowTokensOf(plan);
    for (CacheLayer &layer : plan.layers) {
        const bool finer = plan.cacheType == CacheType::Q8_0 && keepsF16(layer);
        for (CachePart &part : layer.parts)
            part.finer = finer;
    }
}

class RunFileReader {
public:
    RunFileReader(std::span<const uint8_t> data, const std::string &name) : m_frames(data, RunFileFormat, name) {}

    RecordedRun read()
    {
        RecordedRun run;
        while (const auto record = m_frames.next()) {
            try {
                take(*record, run);
            } catch (const Error &error) {
                m_frames.failAtRecord(error.what());
            }
        }
        if (m_frames.count() == 0)
            m_frames.fail("the recording was cut off before it began");
        return run;
    }

private:
    void take(const RecordFrame &record, RecordedRun &run)
    {
        const auto kind = RecordKind(record.kind);
        if ((kind == RecordKind::Start) != (m_frames.count() == 1))
            throw Error(ErrorKind::File, "the records are out of order");
        RecordInput input(record.payload, m_frames.version());
        switch (kind) {
        case RecordKind::Start:
            takeStart(input, run);
            break;
        case RecordKind::Token:
            requireOpen(run);
            input(run.tokens.emplace_back());
            checkLastToken(run);
            break;
        case RecordKind::Summary:
            requireOpen(run);
            input(run.summary.emplace());
            break;
        default: // of a newer version
            break;
        }
    }

    void takeStart(RecordInput &input, RecordedRun &run) const
    {
        input(run.model, run.question);
        input.since(3, run.request);
        checkModel(run.model);
        completePlan(run.model.memory, m_frames.version());
        if (run.request)
            checkAlteration(run.request->alteration, run.model.info);
    }

    static void requireOpen(const RecordedRun &run)
    {
        if (run.summary)
            throw Error(ErrorKind::File, "the recording goes on after its end");
    }

    RecordFrames m_frames;
};

} // namespace

RecordedRun readRunFile(const uint8_t *data, size_t size) { return RunFileReader({data, size}, "run file").read(); }

RecordedRun readRunFile(const std::filesystem::path &path)
{
    return RunFileReader(bytesOfRecordFile(path, "a run file"), textOf(path)).read();
}

} // namespace deepscope
