#include "reference/weights.h"

#include "api/error.h"
#include "reference/dequantise.h"
#include "reference/reverse.h"

namespace deepscope::reference {

template <typename Number>
Parameters<Number> readParameters(const GgufFile &file)
{
    Parameters<Number> all;
    for (const GgufTensor &tensor : file.tensors()) {
        Row<float> values(tensor.elements());
        dequantise(tensor.type, file.readTensor(tensor), values);
        all.emplace(tensor.name, Row<Number>(values.begin(), values.end()));
    }
    return all;
}

template <typename Number>
std::span<const Number> Weights<Number>::at(const Piece &piece) const
{
    const auto found = m_all.find(m_prefix + piece.name);
    if (found == m_all.end())
        throw Error(ErrorKind::Internal, "There are no weights '" + m_prefix + piece.name + "'.");
    return std::span(found->second).subspan(piece.first, piece.size);
}

template <typename Number>
Row<Number> Weights<Number>::multiply(const Piece &matrix, ValuesOf<Number> x) const
{
    const std::span<const Number> values = at(matrix);
    Row<Number> y(values.size() / x.size());
    matrixVector<Number>(values, x, y);
    return y;
}

template <typename Number>
Row<Number> Weights<Number>::normed(const Piece &weight, ValuesOf<Number> x, double epsilon) const
{
    Row<Number> y(x.size());
    rmsNorm<Number>(x, at(weight), epsilon, y);
    return y;
}

std::span<double> WeightSlopes::at(const Piece &piece) const
{
    return std::span(m_slopes.at(m_weights.prefix() + piece.name)).subspan(piece.first, piece.size);
}

Row<double> WeightSlopes::multiply(const Piece &matrix, Doubles x, Doubles ySlopes) const
{
    Row<double> xSlopes(x.size());
    matrixVectorReverse(m_weights.at(matrix), x, ySlopes, xSlopes, at(matrix));
    return xSlopes;
}

Row<double> WeightSlopes::multiplyTransposed(const Piece &matrix, Doubles x, Doubles ySlopes) const
{
    Row<double> xSlopes(x.size());
    matrixTransposedVectorReverse(m_weights.at(matrix), x, ySlopes, xSlopes, at(matrix));
    return xSlopes;
}

Row<double> WeightSlopes::normed(const Piece &weight, Doubles x, double epsilon, Doubles ySlopes) const
{
    Row<double> xSlopes(x.size());
    rmsNormReverse(x, m_weights.at(weight), epsilon, ySlopes, xSlopes, at(weight));
    return xSlopes;
}

template Parameters<float> readParameters<float>(const GgufFile &);
template Parameters<double> readParameters<double>(const GgufFile &);
template class Weights<float>;
template class Weights<double>;

} // namespace deepscope::reference
