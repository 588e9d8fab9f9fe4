// The learning lab as a front end sees it: a model that learns by reward, on a device and a thread of its own. What is
// asked returns at once; events come out, all of them values that may be kept.
#pragma once

#include "engine.h"
#include "lab_settings.h"

#include <array>

namespace deepscope {

struct LabRequest {
    // A GGUF file, or "default", "lab-base" or "lab-base-without-full-thoughts", which come with the program. A resumed
    // run has its own; this one is taken where that is no longer there.
    std::string base = "lab-base";
    // A person's own, a file of JSON lines, or "weak-domains", which comes with the program; empty: the lab's tasks.
    std::string questions;
    // Where checkpoints and the record go; made where it is missing, and one that holds a run is only gone on with.
    // Empty: one for this run, removed at its end.
    std::string folder;
    std::string device;    // index or part of a name; empty = the best
    bool resume = false;   // go on from the folder's newest checkpoint, with its settings
    uint32_t steps = 0;    // to stop at; 0 = when told to
    uint32_t heldOut = 32; // questions of each task that are never learned from, at most
    LabSettings settings;
};

struct LabTaskInfo {
    std::string name, sentence; // one word; what is asked, and what a thought is good for
};

struct LabMemoryPart {
    std::string purpose; // "weights", "slopes", "moments", "activations", "cache", ...
    uint64_t bytes = 0;  // on the device
};

// The model is ready; a MemoryAccount of its device and step 0 follow.
struct LabBegun {
    LoadedModel model;
    std::string base, questions; // as in the request; empty in records of versions before 4
    LabSettings settings;
    std::vector<LabTaskInfo> tasks;
    std::vector<LabMemoryPart> memory;
    uint64_t parameters = 0; // that learn
    uint32_t step = 0;       // that were made before, where it goes on
};

struct LabAnswer {
    // Prompt and answer, as of any run. Of most boards read from a record (LabRecord::board): the answer's alone, and
    // without experts.
    std::vector<TokenTrace> tokens;
    uint32_t promptTokens = 0; // of these
    bool form = false, match = false;
    std::string fault; // what is wrong with the form, a sentence; empty = nothing
    double reward = 0, advantage = 0;
    // How much each token of the answer is pushed up or down by this step: the slope of the objective by its
    // logit, advantage * scale * (1 - probability). Empty for answers that nothing was learned from.
    std::vector<float> pushes;
    ThoughtKind kind = ThoughtKind::None;
    uint32_t thoughtTokens = 0;
    bool truncated = false; // cut off at the cap
};

struct LabGroup {
    std::string task, question, expected; // the right answer
    std::vector<LabAnswer> answers;
};

// Of the tokens of thoughts, and of answers, which share each expert got: [expert layer][expert], sums 1 a layer; all 0
// where there was no such token.
struct ExpertShares {
    std::vector<float> thought, answer;
};

// One step. Shares are of its answers; thoughts count in tokens.
struct LabStep {
    uint32_t step = 0; // from 1; 0: the base, before anything is learned
    double form = 0, match = 0;
    double thoughtTokens = 0, thoughtLow = 0, thoughtHigh = 0; // mean, and where 10 and 90 % of answers are
    double thoughtRight = -1, thoughtWrong = -1;               // mean of matching and other answers; -1: there are none
    std::array<double, ThoughtKinds> kinds = {};
    double truncated = 0;
    std::array<uint32_t, 3> groups = {}; // questions of which no answer matched, some, all
    double entropy = 0;                  // nats, of a sampled token on average
    double gradientNorm = 0;
    double logProbabilityDifference = 0; // the largest between sampler and trainer
    double tokensPerSecond = 0;          // sampled and learned from, over the whole step
    double seconds = 0;                  // since the start, without pauses; goes on where a run is resumed
    bool learned = false;
    std::string refusal; // why nothing was learned; empty = it was, or step 0
    ExpertShares experts;
    std::vector<LabGroup> board;
};

inline constexpr uint32_t LabHeldOutEvery = 10; // steps

// Questions that are never learned from, answered greedily.
struct LabHeldOut {
    struct Domain {
        std::string name;
        double match = 0;
        uint32_t questions = 0;
    };
    uint32_t step = 0;
    double form = 0, match = 0, thoughtTokens = 0;
    std::vector<Domain> domains;
    double passAt8 = -1; // of 8 answers drawn at temperature 1 one matches: told with step 0 alone; -1: not measured
    bool best = false;   // so far
};

// The same 32 held-out questions at chosen steps, answered greedily, with all their traces.
struct LabFixedAnswers {
    uint32_t step = 0;
    std::vector<LabGroup> groups; // each with one answer
};

struct LabState {
    enum class Kind : uint8_t { Preparing, Learning, Waiting, Paused, Ended }; // Waiting: for an answer of a chat
    Kind kind = Kind::Preparing;
    uint32_t step = 0;     // that were made
    uint32_t bestStep = 0; // by held-out match
    std::string sentence;  // why it pauses or ended, where nobody asked for it: what went wrong, and what it did
    std::optional<Failure> failure;
};

struct LabSaved {
    std::string path;
    std::optional<Failure> failure; // it was not
};

using LabEvent =
    std::variant<LoadProgress, LabBegun, MemoryAccount, LabStep, LabHeldOut, LabFixedAnswers, LabState, LabSaved>;

// Called on a thread of the lab's; must not block and must not call the lab.
using LabSink = std::function<void(LabEvent)>;

// The record's name in the folder of a run.
inline constexpr const char *LabRecordName = "learning.lab";

class Lab {
public:
    // A run under way has written a checkpoint when this returns.
    virtual ~Lab() = default;

    // Ends with LabState Ended. One run at a time: while there is one, that tells why not, and then how the run stands.
    virtual void start(LabRequest request) = 0;
    virtual void pause() = 0; // behind the step under way
    virtual void step() = 0;  // one more, or the one under way, then pause
    virtual void goOn() = 0;
    virtual void stop() = 0; // the step under way is dropped; a checkpoint of the last whole one is written
    // To the state of the best held-out match; what was learned since is dropped, from the record too.
    // LabState tells which step that is; the next steps have the numbers behind it, and other questions and draws.
    virtual void backToBest() = 0;
    // The model of now, matrices in F16: answered by LabSaved, also while it pauses. Never over the base.
    virtual void saveModel(std::string path) = 0;
    // While others need the machine (a chat's answer), it waits between passes.
    virtual void setYields(bool yields) = 0;
};

using LabFactory = std::function<std::unique_ptr<Lab>(LabSink)>;

LabFactory localLab();

// What a person reads before a run: sentences of the lab's own tasks. Needs no device.
std::vector<LabTaskInfo> labTaskInfos();

} // namespace deepscope
