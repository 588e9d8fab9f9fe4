// A given text as the model reads it: how likely it finds each token, once or with the routers altered in two ways, and
// what else it tells of the tokens that it reads.
#pragma once

#include "alteration.h"
#include "error.h"
#include "eviction.h"
#include "trace.h"

#include <memory>
#include <optional>
#include <vector>

namespace deepscope {

// How narrowly a router chose: by how much the last expert that it took beats the first that it left out, among those
// of the groups that it kept, and the last group that it kept the first that it dropped. In units of the scores that
// choose; infinite where none was left out.
struct RouterMargin {
    float expert = 0, group = 0;
};

// How far an expert's output reaches, before its weight: its Euclidean norm, and its largest magnitude.
struct ExpertExtent {
    float norm = 0, largest = 0;
};

// Teacher forcing: for each position p >= from that has a successor in `tokens`, what the model says of tokens[p + 1].
struct ScoreRequest {
    using End = struct Scores;
    uint32_t run = 0;
    std::vector<int32_t> tokens;
    uint32_t from = 0;
    uint32_t candidates = 0; // how many to report a position
    Alteration alteration = {};
    std::optional<Eviction> eviction = {};                  // the text goes on without some rows of the cache
    bool routing = false, margins = false, extents = false; // of tokens[p], which is read for it
    bool rows = false;                                      // each position's logits come as a ScoredRow
};

struct ScoredPosition {
    int32_t token = 0;                 // the given next token
    float logprob = 0;                 // of it
    std::vector<Candidate> top;        // best first
    std::vector<ExpertHit> routing;    // [expert layer][choices], as of a trace
    std::vector<RouterMargin> margins; // [expert layer]
    std::vector<ExpertExtent> extents; // of each of `routing`; 0 where that is NoExpert
};

struct Scores {
    uint32_t run = 0;
    std::vector<ScoredPosition> positions;
    std::optional<Failure> failure; // why there are none
};

// All logits of a position, while a scoring goes on; in the order of the positions.
struct ScoredRow {
    uint32_t run = 0;
    uint32_t position = 0;
    std::shared_ptr<const std::vector<float>> logits; // vocabulary
    std::vector<ExpertHit> routing;                   // where it was asked for, as of the ScoredPosition
};

// One text read in two ways, both at once: what that does to what is said of each position, as of a ScoreRequest. The
// routers are altered, or the other reading goes on without some rows of the cache.
struct CompareRequest {
    using End = struct Comparison;
    uint32_t run = 0;
    std::vector<int32_t> tokens;
    uint32_t from = 0;
    Alteration one = {}, other = {};
    std::optional<Eviction> eviction = {}; // of the other
};

struct ComparedPosition {
    int32_t token = 0;        // the given next token
    float one = 0, other = 0; // its log-probability
    double divergence = 0;    // KL(one || other) over the whole vocabulary, nats
    int32_t bestOfOne = 0, bestOfOther = 0;
    std::vector<ExpertHit> routingOfOne, routingOfOther; // of the token that is read, as of a trace
};

struct Comparison {
    uint32_t run = 0;
    std::vector<ComparedPosition> positions;
    SeenUntil seen;                 // by the other reading; empty: it saw all
    std::optional<Failure> failure; // why there are none
};

} // namespace deepscope
