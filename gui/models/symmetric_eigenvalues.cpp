#include "symmetric_eigenvalues.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace deepscope {

namespace {

// A symmetric matrix that is zero but for its diagonal and those beside it.
struct Tridiagonal {
    std::vector<double> diagonal, beside; // beside[i] couples i and i + 1
};

// A <- H A H on the rows and columns from `first` on, with H = I - 2 v v' / v'v.
void reflect(std::vector<double> &matrix, size_t size, size_t first, const std::vector<double> &v)
{
    const double length = std::inner_product(v.begin(), v.end(), v.begin(), 0.0);
    std::vector<double> w(v.size());
    for (size_t i = 0; i < v.size(); ++i)
        w[i] = 2 / length * std::inner_product(v.begin(), v.end(), &matrix[(first + i) * size + first], 0.0);
    const double along = std::inner_product(v.begin(), v.end(), w.begin(), 0.0) / length;
    for (size_t i = 0; i < v.size(); ++i)
        w[i] -= along * v[i];
    for (size_t i = 0; i < v.size(); ++i) {
        double *row = &matrix[(first + i) * size + first];
        for (size_t j = 0; j < v.size(); ++j)
            row[j] -= v[i] * w[j] + w[i] * v[j];
    }
}

Tridiagonal tridiagonal(std::vector<double> matrix, size_t size)
{
    Tridiagonal result;
    for (size_t k = 0; k < size; ++k) {
        result.diagonal.push_back(matrix[k * size + k]);
        if (k + 1 == size)
            break;
        std::vector<double> v(&matrix[k * size + k + 1], &matrix[k * size + k] + (size - k));
        const double norm = std::sqrt(std::inner_product(v.begin(), v.end(), v.begin(), 0.0));
        const double beside = v.front() > 0 ? -norm : norm; // so that nothing cancels
        result.beside.push_back(norm > 0 ? beside : 0);
        v.front() -= beside;
        if (norm > 0)
            reflect(matrix, size, k + 1, v);
    }
    return result;
}

// How many eigenvalues lie below a number: as many as pivots of T - x are negative.
size_t countBelow(const Tridiagonal &t, double x)
{
    size_t count = 0;
    double pivot = 1;
    for (size_t i = 0; i < t.diagonal.size(); ++i) {
        const double before = i > 0 ? t.beside[i - 1] * t.beside[i - 1] / pivot : 0;
        pivot = t.diagonal[i] - x - before;
        if (std::abs(pivot) < std::numeric_limits<double>::min()) // an eigenvalue of the part so far
            pivot = -std::numeric_limits<double>::min();
        count += pivot < 0 ? 1 : 0;
    }
    return count;
}

} // namespace

std::vector<double> symmetricEigenvalues(std::vector<double> matrix, size_t size)
{
    const Tridiagonal t = tridiagonal(std::move(matrix), size);
    double bound = 0; // of all (Gershgorin)
    for (size_t i = 0; i < size; ++i)
        bound = std::max(bound, std::abs(t.diagonal[i]) + (i > 0 ? std::abs(t.beside[i - 1]) : 0) +
                                    (i + 1 < size ? std::abs(t.beside[i]) : 0));
    constexpr int Halvings = 56; // as far as a double tells numbers of this size apart
    std::vector<double> values;
    double highest = bound;
    for (size_t place = size; place-- > 0;) { // so many lie below the one that is sought
        double low = -bound, high = highest;
        for (int i = 0; i < Halvings; ++i) {
            const double middle = (low + high) / 2;
            (countBelow(t, middle) > place ? high : low) = middle;
        }
        values.push_back((low + high) / 2);
        highest = high;
    }
    return values;
}

} // namespace deepscope
