// The weights of a model by the names that they have in a file, and what a layer does with them by its own names.
#pragma once

#include "model/gguf_file.h"
#include "reference/ops.h"

#include <map>
#include <string>

namespace deepscope::reference {

template <typename Number>
using Row = std::vector<Number>;

template <typename Number>
using Parameters = std::map<std::string, Row<Number>>; // as the tensors lie in a file, one value after another

// Every tensor of the file. Throws Error(File).
template <typename Number>
Parameters<Number> readParameters(const GgufFile &file);

// Consecutive values of a tensor: the matrix of a head or of an expert, or all of it.
struct Piece {
    constexpr Piece(const char *tensor, size_t from = 0, size_t count = std::dynamic_extent)
        : name(tensor), first(from), size(count)
    {
    }
    const char *name; // without the layer's prefix
    size_t first, size;
};

// Of one layer, prefix "blk.3.", or of the model around its layers, no prefix. `all` must outlive it.
template <typename Number>
class Weights {
public:
    Weights(const Parameters<Number> &all, std::string prefix) : m_all(all), m_prefix(std::move(prefix)) {}

    bool has(const char *name) const { return m_all.contains(m_prefix + name); }
    std::span<const Number> at(const Piece &piece) const; // throws Error(Internal) where there is none
    const std::string &prefix() const { return m_prefix; }

    Row<Number> multiply(const Piece &matrix, ValuesOf<Number> x) const; // as many rows as the piece has
    Row<Number> normed(const Piece &weight, ValuesOf<Number> x, double epsilon) const;

private:
    const Parameters<Number> &m_all;
    std::string m_prefix;
};

// The way back through these: each call gives the slopes of x and adds those of the weights to `slopes`, which has a
// place for every one. Both must outlive it.
class WeightSlopes {
public:
    WeightSlopes(const Parameters<double> &all, Parameters<double> &slopes, const std::string &prefix)
        : m_weights(all, prefix), m_slopes(slopes)
    {
    }
    std::span<double> at(const Piece &piece) const; // of slopes

    Row<double> multiply(const Piece &matrix, ValuesOf<double> x, ValuesOf<double> ySlopes) const;
    Row<double> multiplyTransposed(const Piece &matrix, ValuesOf<double> x, ValuesOf<double> ySlopes) const;
    Row<double> normed(const Piece &weight, ValuesOf<double> x, double epsilon, ValuesOf<double> ySlopes) const;

private:
    Weights<double> m_weights;
    Parameters<double> &m_slopes;
};

// to += factor * from
template <typename Number>
void addTo(OutputOf<Number> to, ValuesOf<Number> from, Number factor = 1)
{
    for (size_t i = 0; i < to.size(); ++i)
        to[i] += factor * from[i];
}

} // namespace deepscope::reference
