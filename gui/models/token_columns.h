// All that is kept of a run's tokens: one column for each field of the schema, so that nothing of a trace is lost.
#pragma once

#include "api/trace.h"
#include "column.h"

#include <utility>

namespace deepscope {

class TokenColumns {
public:
    void push(const TokenTrace &trace)
    {
        eachColumn(*this, [&](auto &column, auto member) { column.push(trace.*member); });
    }
    size_t size() const { return std::get<0>(m_columns).size(); }
    TokenTrace trace(size_t token) const
    {
        TokenTrace trace;
        eachColumn(*this, [&](const auto &column, auto member) { column.give(token, trace.*member); });
        return trace;
    }
    // The column of a field: of<&TokenTrace::logprob>().
    template <auto Member>
    const auto &of() const
    {
        return std::get<placeOf<Member>(Places())>(m_columns);
    }

private:
    using Places = std::make_index_sequence<std::tuple_size_v<decltype(TokenSchema)>>;

    template <typename... T>
    static std::tuple<Column<T>...> columnsOf(const std::tuple<TokenField<T>...> &);

    template <auto Member, size_t... Place>
    static consteval size_t placeOf(std::index_sequence<Place...>)
    {
        return ((isField<Member>(std::get<Place>(TokenSchema)) ? Place : 0) + ...);
    }
    template <auto Member, typename T>
    static consteval bool isField(const TokenField<T> &field)
    {
        if constexpr (std::is_same_v<decltype(Member), T TokenTrace::*const> ||
                      std::is_same_v<decltype(Member), T TokenTrace::*>)
            return field.member == Member;
        else
            return false;
    }
    template <typename Self, typename Visit>
    static void eachColumn(Self &self, Visit visit)
    {
        [&]<size_t... Place>(std::index_sequence<Place...>)
        {
            (visit(std::get<Place>(self.m_columns), std::get<Place>(TokenSchema).member), ...);
        }
        (Places());
    }

    decltype(columnsOf(TokenSchema)) m_columns;
};

} // namespace deepscope
