// A column of values, one a token, in memory that grows without holes: lists and texts lie one behind the other.
#pragma once

#include "api/trace.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace deepscope {

template <typename T>
class Column {
    using Kept = std::conditional_t<std::is_same_v<T, bool>, uint8_t, T>;

public:
    void push(const T &value) { m_values.push_back(Kept(value)); }
    size_t size() const { return m_values.size(); }
    const Kept &operator[](size_t token) const { return m_values[token]; }
    void give(size_t token, T &to) const { to = T(m_values[token]); }

private:
    std::vector<Kept> m_values;
};

// Where each token's part of a list ends.
class Ends {
public:
    void push(size_t end) { m_ends.push_back(end); }
    size_t size() const { return m_ends.size(); }
    size_t begin(size_t token) const { return token > 0 ? m_ends[token - 1] : 0; }
    size_t length(size_t token) const { return m_ends[token] - begin(token); }

private:
    std::vector<size_t> m_ends;
};

// A growing column in parts of so many tokens each: what stands in a part stays where it is, so that no token has to
// wait until hundreds of megabytes were copied.
template <typename Part>
class Parts {
public:
    static constexpr size_t Tokens = 256; // of a part

    Part &forNext()
    {
        if (m_size++ % Tokens == 0) {
            Part part;
            if (!m_parts.empty())
                part.reserveAs(m_parts.back());
            m_parts.push_back(std::move(part));
        }
        return m_parts.back();
    }
    size_t size() const { return m_size; }
    const Part &of(size_t token) const { return m_parts[token / Tokens]; }

private:
    std::vector<Part> m_parts;
    size_t m_size = 0;
};

template <typename T>
class Column<std::vector<T>> {
public:
    void push(const std::vector<T> &list)
    {
        Part &part = m_parts.forNext();
        part.values.insert(part.values.end(), list.begin(), list.end());
        part.ends.push(part.values.size());
    }
    size_t size() const { return m_parts.size(); }
    std::span<const T> operator[](size_t token) const
    {
        const Part &part = m_parts.of(token);
        const size_t place = token % Parts<Part>::Tokens;
        return std::span(part.values).subspan(part.ends.begin(place), part.ends.length(place));
    }
    void give(size_t token, std::vector<T> &to) const
    {
        const std::span<const T> list = (*this)[token];
        to.assign(list.begin(), list.end());
    }

private:
    struct Part {
        std::vector<T> values;
        Ends ends;
        void reserveAs(const Part &other) { values.reserve(other.values.size()); }
    };

    Parts<Part> m_parts;
};

template <>
class Column<std::string> {
public:
    void push(const std::string &text)
    {
        m_bytes += text;
        m_ends.push(m_bytes.size());
    }
    size_t size() const { return m_ends.size(); }
    std::string_view operator[](size_t token) const
    {
        return std::string_view(m_bytes).substr(m_ends.begin(token), m_ends.length(token));
    }
    void give(size_t token, std::string &to) const { to = (*this)[token]; }

private:
    std::string m_bytes;
    Ends m_ends;
};

// Experts and their weights apart: a map reads millions of them.
template <>
class Column<std::vector<ExpertHit>> {
public:
    void push(const std::vector<ExpertHit> &hits)
    {
        Part &part = m_parts.forNext();
        const size_t begin = part.experts.size();
        part.experts.resize(begin + hits.size());
        part.weights.resize(begin + hits.size());
        for (size_t k = 0; k < hits.size(); ++k) {
            part.experts[begin + k] = hits[k].expert;
            part.weights[begin + k] = hits[k].weight;
        }
        part.ends.push(part.experts.size());
    }
    size_t size() const { return m_parts.size(); }
    std::span<const uint16_t> experts(size_t token) const { return m_parts.of(token).list(&Part::experts, token); }
    std::span<const float> weights(size_t token) const { return m_parts.of(token).list(&Part::weights, token); }
    void give(size_t token, std::vector<ExpertHit> &to) const
    {
        const std::span<const uint16_t> chosen = experts(token);
        to.clear();
        for (size_t place = 0; place < chosen.size(); ++place)
            to.push_back({chosen[place], weights(token)[place]});
    }

private:
    struct Part {
        std::vector<uint16_t> experts;
        std::vector<float> weights;
        Ends ends;

        template <typename T>
        std::span<const T> list(std::vector<T> Part::*values, size_t token) const
        {
            const size_t place = token % Parts<Part>::Tokens;
            return std::span(this->*values).subspan(ends.begin(place), ends.length(place));
        }
        void reserveAs(const Part &other)
        {
            experts.reserve(other.experts.size());
            weights.reserve(other.weights.size());
        }
    };

    Parts<Part> m_parts;
};

} // namespace deepscope
