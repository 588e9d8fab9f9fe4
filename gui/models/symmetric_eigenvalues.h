// Eigenvalues of symmetric matrices, in double.
#pragma once

#include <cstddef>
#include <vector>

namespace deepscope {

// Of a matrix of size x size numbers, row by row; the largest first. Off by some size x 1e-16 of the largest. By
// reflections to three diagonals (Householder), and bisection there (Golub and Van Loan, Matrix Computations, 4th
// edition, 8.3.1 and 8.4.1): some 2 size^3 operations.
std::vector<double> symmetricEigenvalues(std::vector<double> matrix, size_t size);

} // namespace deepscope
