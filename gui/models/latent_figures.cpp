#include "latent_figures.h"

#include "symmetric_eigenvalues.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace deepscope {

namespace {

double dot(std::span<const float> a, std::span<const float> b)
{
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += double(a[i]) * double(b[i]);
    return sum;
}

// The products of all columns, or of all rows where these are fewer: both have the same eigenvalues but for zeros.
std::vector<double> gramMatrix(const TokenRows &rows, bool ofColumns)
{
    const size_t size = ofColumns ? rows.columns : rows.count();
    std::vector<double> gram(size * size);
    for (size_t number = 0; ofColumns && number < rows.count(); ++number) {
        const std::span<const float> row = rows.row(number);
        for (size_t i = 0; i < size; ++i)
            for (size_t j = 0; j <= i; ++j)
                gram[i * size + j] += double(row[i]) * double(row[j]);
    }
    for (size_t i = 0; i < size; ++i)
        for (size_t j = 0; j <= i; ++j) {
            if (!ofColumns)
                gram[i * size + j] = dot(rows.row(i), rows.row(j));
            gram[j * size + i] = gram[i * size + j];
        }
    return gram;
}

std::vector<float> evenlyChosen(const TokenRows &rows, size_t most)
{
    std::vector<float> chosen;
    for (size_t i = 0; i < most; ++i) {
        const std::span<const float> row = rows.row(i * rows.count() / most);
        chosen.insert(chosen.end(), row.begin(), row.end());
    }
    return chosen;
}

} // namespace

std::vector<double> norms(const TokenRows &rows)
{
    std::vector<double> all;
    for (size_t number = 0; number < rows.count(); ++number)
        all.push_back(std::sqrt(dot(rows.row(number), rows.row(number))));
    return all;
}

std::vector<double> cosines(const TokenRows &rows, size_t from)
{
    std::vector<double> all;
    const std::span<const float> own = rows.row(from);
    const double length = std::sqrt(dot(own, own));
    for (size_t number = 0; number < rows.count(); ++number) {
        const std::span<const float> other = rows.row(number);
        const double both = length * std::sqrt(dot(other, other));
        all.push_back(both > 0 ? std::clamp(dot(own, other) / both, -1.0, 1.0) : 0);
    }
    return all;
}

std::vector<double> squaredSingularValues(const TokenRows &rows)
{
    const bool ofColumns = rows.columns < rows.count();
    std::vector<double> squares =
        symmetricEigenvalues(gramMatrix(rows, ofColumns), ofColumns ? rows.columns : rows.count());
    for (double &square : squares)
        square = std::max(0.0, square); // what rounding has put below
    return squares;
}

double effectiveRank(std::span<const double> squares)
{
    const double sum = std::accumulate(squares.begin(), squares.end(), 0.0);
    double entropy = 0;
    for (const double square : squares)
        if (square > 0)
            entropy -= square / sum * std::log(square / sum);
    return sum > 0 ? std::exp(entropy) : 0;
}

size_t directionsHolding(std::span<const double> squares, double share)
{
    const double wanted = share * std::accumulate(squares.begin(), squares.end(), 0.0);
    double held = 0;
    size_t count = 0;
    while (count < squares.size() && held < wanted)
        held += squares[count++];
    return count;
}

LatentFigures latentFigures(const TokenRows &rows)
{
    LatentFigures figures;
    figures.norms = norms(rows);
    std::vector<float> chosen;
    TokenRows counted = rows;
    if (rows.count() > LatentFigures::MostRows) {
        chosen = evenlyChosen(rows, LatentFigures::MostRows);
        counted.values = chosen;
    }
    const std::vector<double> squares = squaredSingularValues(counted);
    figures.effectiveRank = effectiveRank(squares);
    figures.directions = directionsHolding(squares, LatentFigures::Held);
    figures.most = squares.size();
    figures.rowsCounted = counted.count();
    return figures;
}

} // namespace deepscope
