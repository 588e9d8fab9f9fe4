// The one list of what is kept of a token: the window's columns, the records of run files and JSON come from it.
#pragma once

#include "trace.h"

#include <tuple>

namespace deepscope {

template <typename T>
struct TokenField {
    const char *name; // in JSON
    T TokenTrace::*member;
    uint32_t since; // the version of run files that holds it first
};

// In the order of a record; a new field stands at the end.
inline constexpr std::tuple TokenSchema{
    TokenField{"run", &TokenTrace::run, 2},         TokenField{"index", &TokenTrace::index, 2},
    TokenField{"id", &TokenTrace::token, 2},        TokenField{"phase", &TokenTrace::phase, 2},
    TokenField{"control", &TokenTrace::control, 2}, TokenField{"special", &TokenTrace::special, 2},
    TokenField{"bytes", &TokenTrace::bytes, 2},     TokenField{"logprob", &TokenTrace::logprob, 2},
    TokenField{"entropy", &TokenTrace::entropy, 2}, TokenField{"microseconds", &TokenTrace::microseconds, 2},
    TokenField{"stages", &TokenTrace::stages, 2},   TokenField{"cache_bytes", &TokenTrace::cacheBytes, 2},
    TokenField{"routing", &TokenTrace::routing, 2}, TokenField{"candidates", &TokenTrace::candidates, 2},
};

// Calls visit(field) for each, in order.
template <typename Visit>
void forEachTokenField(Visit visit)
{
    std::apply([&](const auto &...field) { (visit(field), ...); }, TokenSchema);
}

} // namespace deepscope
