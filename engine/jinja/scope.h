// The names that a part of a template sees.
#pragma once

#include "jinja/value.h"

#include <map>
#include <memory>
#include <string>

namespace deepscope::jinja {

// Shared, for a macro sees what stood around it, for as long as it can be called.
class Scope {
public:
    explicit Scope(std::shared_ptr<const Scope> outer = nullptr) : m_outer(std::move(outer)) {}

    // The value of a name here or further out; null where there is none.
    const Value *find(const std::string &name) const
    {
        for (const Scope *scope = this; scope; scope = scope->m_outer.get())
            if (const auto found = scope->m_values.find(name); found != scope->m_values.end())
                return &found->second;
        return nullptr;
    }
    void set(const std::string &name, Value value) { m_values.insert_or_assign(name, std::move(value)); }

private:
    std::shared_ptr<const Scope> m_outer;
    std::map<std::string, Value> m_values;
};

using ScopePtr = std::shared_ptr<Scope>;

} // namespace deepscope::jinja
