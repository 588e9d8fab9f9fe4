// Texts whose rows come in steps, for ops that keep a state of fixed size: each step has pieces of some of them, in the
// order of their positions, and a text's state goes from one slot to another.
#pragma once

#include "op_bench.h"
#include "op_shapes.h"

#include "ops/delta.h"

#include <algorithm>
#include <span>
#include <vector>

namespace deepscope::testing {

// Rows [first, first + rows) of a text; none in a record of no sequence.
struct TextPiece {
    uint32_t text = 0, first = 0, rows = 0;
    uint32_t from = args::NoSlot, to = 0;
};
using StepPieces = std::vector<TextPiece>;

inline uint32_t slotOf(uint32_t text, uint32_t step) { return 2 * text + step % 2; }

// A text by itself, all at once.
inline std::vector<StepPieces> wholeText(uint32_t text, uint32_t rows)
{
    return {{{text, 0, rows, args::NoSlot, slotOf(text, 0)}}};
}

// In every step pieces of several texts, of one row as often as not, in any order and with empty records between.
inline std::vector<StepPieces> cutAtRandom(std::span<const uint32_t> lengths, Dice &dice)
{
    std::vector<uint32_t> done(lengths.size()), steps(lengths.size());
    std::vector<StepPieces> all;
    while (!std::ranges::equal(done, lengths)) {
        StepPieces pieces;
        for (uint32_t text = 0; text < lengths.size(); ++text) {
            if (done[text] == lengths[text] || dice.between(0, 2) == 0)
                continue;
            const uint32_t rows = dice.between(0, 1) ? 1 : dice.between(1, lengths[text] - done[text]);
            const uint32_t step = steps[text]++;
            pieces.push_back(
                {text, done[text], rows, step > 0 ? slotOf(text, step - 1) : args::NoSlot, slotOf(text, step)});
            done[text] += rows;
        }
        if (pieces.empty())
            continue;
        std::swap(pieces.front(), pieces[dice.between(0, uint32_t(pieces.size()) - 1)]);
        pieces.insert(pieces.begin() + dice.between(0, uint32_t(pieces.size())), TextPiece());
        all.push_back(pieces);
    }
    return all;
}

// The slot in which a text's state lies after these steps.
inline uint32_t lastSlot(const std::vector<StepPieces> &steps, uint32_t text)
{
    uint32_t slot = args::NoSlot;
    for (const StepPieces &pieces : steps)
        for (const TextPiece &piece : pieces)
            slot = piece.rows > 0 && piece.text == text ? piece.to : slot;
    return slot;
}

inline ops::SequenceStates statesOf(OpBench &bench, const StepPieces &pieces)
{
    std::vector<args::Row> rows;
    std::vector<uint32_t> records;
    for (uint32_t sequence = 0; sequence < pieces.size(); ++sequence) {
        const TextPiece &piece = pieces[sequence];
        records.insert(records.end(), {piece.from, piece.to, uint32_t(rows.size()), piece.rows});
        for (uint32_t row = 0; row < piece.rows; ++row)
            rows.push_back({0, piece.first + row, sequence, 0});
    }
    return {bench.step(rows, {{0}}), bench.integers(records)};
}

// Rows of some texts, `columns` values each.
struct TextRows {
    uint32_t columns = 0;
    std::vector<std::vector<float>> texts;

    std::span<float> row(uint32_t text, uint32_t row) { return std::span(texts[text]).subspan(row * columns, columns); }

    // Those of a step one after another.
    std::vector<float> ofStep(const StepPieces &pieces) const
    {
        std::vector<float> all;
        for (const TextPiece &piece : pieces) {
            const auto begin = texts[piece.text].begin() + piece.first * columns;
            all.insert(all.end(), begin, begin + piece.rows * columns);
        }
        return all;
    }
    void setOfStep(const StepPieces &pieces, std::span<const float> all)
    {
        for (const TextPiece &piece : pieces) {
            std::ranges::copy(all.first(piece.rows * columns), texts[piece.text].begin() + piece.first * columns);
            all = all.subspan(piece.rows * columns);
        }
    }
};

inline TextRows textRows(std::span<const uint32_t> lengths, uint32_t columns)
{
    TextRows rows{columns, {}};
    for (const uint32_t length : lengths)
        rows.texts.emplace_back(size_t(length) * columns);
    return rows;
}

// Bits of a row of a tensor, to compare: of NaNs too.
inline std::vector<uint32_t> rowBits(const OpBench &bench, const gpu::Tensor &tensor, uint32_t row)
{
    return bench.readIntegers(tensor.rowSlice(row, 1));
}

} // namespace deepscope::testing
