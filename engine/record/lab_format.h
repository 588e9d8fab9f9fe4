// Records of learning runs: what the lab's panels show, for a machine without a device.
//
//     first a Start record, then, as they happen, Step, Board, HeldOut and Fixed records; before the first that names
//     them, Pieces: what tokens are, numbered as they were first seen
//
// A step that comes a second time replaces what was recorded of it and of all behind it: the run went back. How the
// file is framed: record_frames.h; how values become bytes: record_kinds.h; how the format grows: run_file_format.h,
// whose rules hold here too. The model of the start is the start of a run file, with a version of its own.
#pragma once

#include "api/lab.h"
#include "record/lab_groups.h"
#include "record/run_file_format.h"

namespace deepscope {

// Counted from the version since which structs have sizes.
inline constexpr FileFormat LabFormat{std::string_view("DSLAB\r\n\x1a", 8), "lab record", 4, 4, 3};

enum class LabKind : uint32_t { Start = 1, Pieces = 2, Step = 3, Board = 4, HeldOut = 5, Fixed = 6 };

constexpr Algorithm lastOf(Algorithm) { return Algorithm::LeaveOneOut; }
constexpr RewardKind lastOf(RewardKind) { return RewardKind::Random; }
constexpr ThoughtKind lastOf(ThoughtKind) { return ThoughtKind::Malformed; }

void fields(auto &archive, Is<LabSettings> auto &s)
{
    archive(s.reward, s.formReward, s.matchReward, s.algorithm, s.questions, s.answers, s.temperature, s.rate, s.cap);
    archive(s.klRate, s.seed);
}

void fields(auto &archive, Is<LabTaskInfo> auto &task) { archive(task.name, task.sentence); }

void fields(auto &archive, Is<LabMemoryPart> auto &part) { archive(part.purpose, part.bytes); }

void fields(auto &archive, Is<ExpertShares> auto &shares) { archive(shares.thought, shares.answer); }

void fields(auto &archive, Is<LabStep> auto &s) // without its board
{
    archive(s.step, s.form, s.match, s.thoughtTokens, s.thoughtLow, s.thoughtHigh, s.thoughtRight, s.thoughtWrong);
    archive(s.kinds, s.truncated, s.groups, s.entropy, s.gradientNorm, s.logProbabilityDifference, s.tokensPerSecond);
    archive(s.seconds, s.learned, s.refusal, s.experts);
}

void fields(auto &archive, Is<LabHeldOut::Domain> auto &d) { archive(d.name, d.match, d.questions); }

void fields(auto &archive, Is<LabHeldOut> auto &h)
{
    archive(h.step, h.form, h.match, h.thoughtTokens, h.domains, h.passAt8, h.best);
}

void fields(auto &archive, Is<LabPiece> auto &p) { archive(p.token, p.phase, p.control, p.special, p.bytes); }

void fields(auto &archive, Is<PackedGroups> auto &g)
{
    archive(g.texts, g.numbers, g.rewards, g.pieces, g.logProbabilities, g.entropies, g.experts, g.weights);
    archive(g.pushScales, g.pushes);
}

} // namespace deepscope
