// What the bytes of a lab record hold, and where in them.
#pragma once

#include "record/lab_format.h"

#include <string>

namespace deepscope {

struct LabContents {
    struct Place {
        LabKind kind;
        uint32_t step;
        size_t begin, size; // of the payload
        size_t end;         // of the record
    };

    LabBegun begun;
    LabPieces pieces;
    std::vector<LabStep> steps;
    std::vector<LabHeldOut> heldOut;
    std::vector<LabFixedAnswers> fixedAnswers;
    std::vector<Place> places; // of all records that belong to a step, but those that were replaced
    size_t startEnd = 0;       // where the Start record ends; 0: it was cut off before
    size_t end = 0;            // where the last whole record ends
    uint32_t version = 0;      // of the writer

    // Where a file has to end to hold nothing behind `step`.
    size_t endOf(uint32_t step) const;
};

// Throws Error(File) with a sentence that begins with `name`.
LabContents readLabContents(std::span<const uint8_t> bytes, const std::string &name);

// Of the payload at one of its places. Throws Error(File) with what is wrong, for the caller to place.
std::vector<LabGroup> boardIn(std::span<const uint8_t> payload, const LabContents::Place &place,
                              const LabContents &contents);

} // namespace deepscope
