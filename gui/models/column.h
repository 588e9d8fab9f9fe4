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

template <typename T>
class Column<std::vector<T>> {
public:
    void push(const std::vector<T> &list)
    {
        m_values.insert(m_values.end(), list.begin(), list.end());
        m_ends.push(m_values.size());
    }
    size_t size() const { return m_ends.size(); }
    std::span<const T> operator[](size_t token) const
    {
        return std::span(m_values).subspan(m_ends.begin(token), m_ends.length(token));
    }
    void give(size_t token, std::vector<T> &to) const
    {
        const std::span<const T> list = (*this)[token];
        to.assign(list.begin(), list.end());
    }

private:
    std::vector<T> m_values;
    Ends m_ends;
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
        for (const ExpertHit &hit : hits) {
            m_experts.push_back(hit.expert);
            m_weights.push_back(hit.weight);
        }
        m_ends.push(m_experts.size());
    }
    size_t size() const { return m_ends.size(); }
    std::span<const uint16_t> experts(size_t token) const
    {
        return std::span(m_experts).subspan(m_ends.begin(token), m_ends.length(token));
    }
    std::span<const float> weights(size_t token) const
    {
        return std::span(m_weights).subspan(m_ends.begin(token), m_ends.length(token));
    }
    void give(size_t token, std::vector<ExpertHit> &to) const
    {
        to.clear();
        for (size_t place = 0; place < m_ends.length(token); ++place)
            to.push_back({experts(token)[place], weights(token)[place]});
    }

private:
    std::vector<uint16_t> m_experts;
    std::vector<float> m_weights;
    Ends m_ends;
};

} // namespace deepscope
