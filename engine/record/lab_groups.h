// Questions with their answers as a record keeps them: by column, so that what is small stays small.
//
// Kept as it was: texts, token ids and bytes, phases, marks, positions, rewards, advantages. Rounded:
// log-probabilities, entropies and the weights of experts to half precision (IEEE 754 binary16: to 1 in 2,048, near
// zero to 3e-8), pushes to 1 in 1,024 of the largest of their answer. Not kept: times, bytes of cache, candidates, the
// number of the run.
#pragma once

#include "api/lab.h"
#include "record/lab_pieces.h"

namespace deepscope {

struct PackedGroups {
    std::vector<std::string> texts;         // each once; numbers name them
    std::vector<uint8_t> numbers;           // small numbers, as pack() puts them
    std::vector<double> rewards;            // of each answer, then its advantage
    std::vector<uint8_t> pieces;            // small numbers, of each token
    std::vector<uint16_t> logProbabilities; // of each token
    std::vector<uint16_t> entropies;        // of each token; empty in a board
    std::vector<uint8_t> experts;           // small numbers: of each token how many, then which; empty in a board
    std::vector<uint16_t> weights;          // of each expert
    std::vector<float> pushScales;          // of each answer that has pushes
    std::vector<uint16_t> pushes;           // of each token, in its scale; none where probabilities tell them
};

enum class LabDetail { Board, Traces }; // Board: without prompts, experts and entropies

PackedGroups pack(const std::vector<LabGroup> &groups, LabDetail detail, LabPieces &pieces);

// Throws Error(File) for what pack() does not make.
std::vector<LabGroup> unpack(const PackedGroups &groups, std::span<const LabPiece> pieces);

} // namespace deepscope
