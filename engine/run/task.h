// A task of the scheduler: a text that is fed to the model on a sequence of its own, and may grow by what the model
// says.
#pragma once

#include "api/alteration.h"
#include "run/page_pool.h"
#include "run/step_runner.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace deepscope {

// What a task wants behind a position: the logits on the host, or a token drawn on the device.
enum class Want : uint8_t { Nothing, Logits, Draw };

// A row of a step's draws that wants none.
inline args::SampleRow noDraw()
{
    args::SampleRow row{};
    row.logits = row.previous = args::SampleNone;
    return row;
}

// What a step said of the rows of one task: positions [first, first + count).
struct FedRows {
    StepRunner &step;
    uint32_t first, count;
    uint32_t row;       // of the step, of the first
    uint32_t output;    // of the step, of the first that wanted logits
    uint32_t stepRows;  // in all
    uint32_t tasks;     // that had rows of the step
    float microseconds; // that the step took, or took longer than the one before
    StageTimes stages;  // of the step; all 0 where they were not measured
    // Of each row: [expert layer][choices of the task], or of the model's own number where that is larger; empty where
    // nothing is traced.
    std::span<std::vector<ExpertHit>> routings = {};
    // Of the cache, in which the text lies up to here; as long as the task is told.
    std::span<const PageNumber> pages = {};
    std::vector<uint32_t> windowPages = {}; // as of Sequences::windowPages

    // Of each position once.
    std::vector<ExpertHit> takeRouting(uint32_t position) const { return std::move(routings[position - first]); }
    uint32_t rowOf(uint32_t position) const { return row + position - first; }
};

// Told now and then by tasks that take a step for each token: how many of how many have been read.
using ReadSink = std::function<void(uint32_t done, uint32_t total)>;
inline constexpr uint32_t ToldEvery = 16; // tokens

// How the routers are altered for a task.
struct AlteredRouters {
    Alteration alteration; // empty: not at all
    RouterTables tables;

    AlteredRouters() = default;
    // Throws Error(Usage) for what the model cannot have.
    AlteredRouters(const Alteration &wish, const ReadyModel &model);
};

class Task {
public:
    virtual ~Task() = default;

    // All tokens that are known so far. It only grows. A task that has been fed all of it, and has neither grown nor is
    // done, is fed the last one again.
    const std::vector<int32_t> &text() const { return m_text; }

    // How many of its first tokens may lie in the cache without having been fed by this task.
    virtual uint32_t mayKnow() const { return uint32_t(m_text.size()) - 1; }

    // Of its text a row a step: who waits for that waits longer than it takes to read the same.
    virtual bool readsRowByRow() const { return false; }

    // Of the text, or of the token behind it while that is drawn.
    virtual Want wants(uint32_t position) const = 0;

    // How the token behind what is fed is drawn: a row for output number `output` of the step; its entries begin with
    // number `firstEntry` of the step, which are those that there are. `previous`: the place of the last token that is
    // fed, where the step before draws it and the task does not know it yet; else SampleNone.
    virtual args::SampleRow draw(uint32_t output, uint32_t firstEntry, uint32_t previous,
                                 std::vector<args::SampleEntry> &entries)
    {
        (void)output, (void)firstEntry, (void)previous, (void)entries;
        return noDraw();
    }

    // Whether the token that is drawn behind the text is sure to be fed, unless the draw itself ends the task; and
    // whether the draw may be taken for it before it has been looked at.
    virtual bool feedsNext() const { return false; }
    virtual bool trustsDraw() const { return false; }

    // The task has its sequence; the routing of the first positions, which lay in the cache already. Again, with
    // others, when it had to give up its sequence and got a new one.
    virtual void begun(std::span<const std::vector<ExpertHit>> known) = 0;

    // Rows have been fed, in the order of the text; of a new sequence also such as were fed before.
    virtual void fed(const FedRows &rows) = 0;

    const AlteredRouters &routers() const { return m_routers; }
    uint32_t choices() const { return m_routers.tables.choices; } // that its routing has room for; 0 = the model's own

    // What is brought back of the rows beside that, and whether of this one all that the routers weigh.
    virtual Taps taps() const { return {}; }
    virtual bool marks(uint32_t position) const { return (void)position, false; }

    // Which rows of its sequence are seen no more; null: all are seen. One of a step's tasks has some.
    virtual const SeenUntil *seen() const { return nullptr; }

    // Positions from this one on are not fed yet: who goes on beside another waits for it, unless nobody can go on.
    virtual uint32_t mayReach() const { return std::numeric_limits<uint32_t>::max(); }

    // Whether what a row holds depends on how this task reads, and not on the text alone.
    bool isOwn(uint32_t position) const { return seen() || m_routers.alteration.inForce(position); }
    uint32_t ownFrom() const { return seen() ? 0 : m_routers.alteration.from; } // where some are

    // Nothing more is to be fed; what it has to tell can be told.
    virtual bool done() const = 0;

protected:
    std::vector<int32_t> m_text;
    AlteredRouters m_routers;
};

} // namespace deepscope
