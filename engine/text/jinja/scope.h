// The names that a part of a template sees.
#pragma once

#include "text/jinja/value.h"

#include <map>
#include <string>

namespace deepscope::jinja {

class Scope {
public:
    explicit Scope(const Scope *outer = nullptr) : m_outer(outer) {}

    // The value of a name here or further out; null where there is none.
    const Value *find(const std::string &name) const
    {
        for (const Scope *scope = this; scope; scope = scope->m_outer)
            if (const auto found = scope->m_values.find(name); found != scope->m_values.end())
                return &found->second;
        return nullptr;
    }
    void set(const std::string &name, Value value) { m_values.insert_or_assign(name, std::move(value)); }

private:
    const Scope *m_outer;
    std::map<std::string, Value> m_values;
};

} // namespace deepscope::jinja
