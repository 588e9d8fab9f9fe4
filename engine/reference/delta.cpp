#include "reference/delta.h"

#include <algorithm>
#include <cmath>

namespace deepscope::reference {

namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

} // namespace

template <typename Number>
void shortConvolution(ValuesOf<Number> x, ValuesOf<Number> weight, OutputOf<Number> tail, OutputOf<Number> y)
{
    const size_t channels = x.size(), kernel = weight.size() / channels;
    for (size_t c = 0; c < channels; ++c) {
        double sum = double(weight[c * kernel + kernel - 1]) * double(x[c]);
        for (size_t j = 0; j + 1 < kernel; ++j)
            sum += double(weight[c * kernel + j]) * double(tail[j * channels + c]);
        y[c] = Number(sum * sigmoid(sum));
    }
    if (kernel == 1)
        return;
    std::copy(tail.begin() + std::ptrdiff_t(channels), tail.end(), tail.begin());
    std::copy(x.begin(), x.end(), tail.end() - std::ptrdiff_t(channels));
}

template <typename Number>
void unitHead(ValuesOf<Number> x, double epsilon, double factor, OutputOf<Number> y)
{
    double squares = 0;
    for (const Number value : x)
        squares += double(value) * double(value);
    const double scale = factor / std::max(std::sqrt(squares), epsilon);
    std::transform(x.begin(), x.end(), y.begin(), [&](Number value) { return Number(scale * value); });
}

double deltaDecay(double alpha, double rate, double bias)
{
    const double x = alpha + bias;
    return std::exp(rate * (std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)))));
}

template <typename Number>
void deltaStep(ValuesOf<Number> query, ValuesOf<Number> key, ValuesOf<Number> value, double beta, double decay,
               OutputOf<Number> matrix, OutputOf<Number> out)
{
    const size_t rows = key.size(), columns = value.size();
    for (size_t column = 0; column < columns; ++column) {
        double known = 0;
        for (size_t row = 0; row < rows; ++row)
            known += decay * double(matrix[row * columns + column]) * double(key[row]);
        const double change = sigmoid(beta) * (double(value[column]) - known);
        double answer = 0;
        for (size_t row = 0; row < rows; ++row) {
            Number &element = matrix[row * columns + column];
            element = Number(decay * double(element) + double(key[row]) * change);
            answer += double(element) * double(query[row]);
        }
        out[column] = Number(answer);
    }
}

template <typename Number>
void sigmoidMultiply(ValuesOf<Number> gate, ValuesOf<Number> x, OutputOf<Number> y)
{
    for (size_t i = 0; i < x.size(); ++i)
        y[i] = Number(double(x[i]) * sigmoid(double(gate[gate.size() == 1 ? 0 : i])));
}

#define FOR_NUMBER(Number)                                                                                             \
    template void shortConvolution<Number>(ValuesOf<Number>, ValuesOf<Number>, OutputOf<Number>, OutputOf<Number>);    \
    template void unitHead<Number>(ValuesOf<Number>, double, double, OutputOf<Number>);                                \
    template void deltaStep<Number>(ValuesOf<Number>, ValuesOf<Number>, ValuesOf<Number>, double, double,              \
                                    OutputOf<Number>, OutputOf<Number>);                                               \
    template void sigmoidMultiply<Number>(ValuesOf<Number>, ValuesOf<Number>, OutputOf<Number>);
FOR_NUMBER(float)
FOR_NUMBER(double)

} // namespace deepscope::reference
