// What rows of numbers, one a token, come to: how long they are, how alike, and in how many directions they lie.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace deepscope {

// Rows of `columns` numbers each; nothing is subtracted from them, so that a direction that all have counts as one.
struct TokenRows {
    std::span<const float> values;
    size_t columns = 0;

    size_t count() const { return columns > 0 ? values.size() / columns : 0; }
    std::span<const float> row(size_t number) const { return values.subspan(number * columns, columns); }
};

std::vector<double> norms(const TokenRows &rows); // Euclidean, of each

// Of one row with each, -1 to 1; 0 where one of both is all zero.
std::vector<double> cosines(const TokenRows &rows, size_t from);

// The squares of the singular values of the matrix of these rows, the largest first: as many as it has rows or columns,
// whichever are fewer. Takes a third power of that.
std::vector<double> squaredSingularValues(const TokenRows &rows);

// exp of the entropy of the shares that the squares have in their sum (the effective rank of Roy and Vetterli,
// EUSIPCO 2007, who take the singular values themselves): n for n equal ones; 0 where all are zero.
double effectiveRank(std::span<const double> squares);

// The fewest directions that hold this share of the sum of the squares; 0 where all are zero.
size_t directionsHolding(std::span<const double> squares, double share);

struct LatentFigures {
    static constexpr double Held = 0.95;
    static constexpr size_t MostRows = 1024;

    std::vector<double> norms;
    double effectiveRank = 0;
    size_t directions = 0;  // that hold 95 %
    size_t most = 0;        // that there could be
    size_t rowsCounted = 0; // for these three: all, or of many MostRows that lie evenly among them
};
LatentFigures latentFigures(const TokenRows &rows);

} // namespace deepscope
