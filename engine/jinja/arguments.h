// The arguments of one call, taken one after another by what is called.
#pragma once

#include "jinja/value.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace deepscope::jinja {

class Workspace;

using NamedValues = std::vector<std::pair<std::string, Value>>;

class Arguments {
public:
    Arguments(Workspace &workspace, std::string callee, std::vector<Value> positional, NamedValues named);

    // The next positional argument, or the one of that name.
    std::optional<Value> next(const std::string &name);
    // The same with a type; each throws Error(File) where it is missing or of another kind.
    Value require(const std::string &name);
    std::string requireText(const std::string &name);
    std::optional<std::string> text(const std::string &name);
    std::optional<int64_t> integer(const std::string &name);
    // For those that also take none for "not given".
    std::optional<std::string> textOrNone(const std::string &name);
    std::optional<int64_t> integerOrNone(const std::string &name);
    bool flag(const std::string &name); // false where it is missing
    std::optional<Value> takeNamed(const std::string &name);

    std::vector<Value> restPositional();
    NamedValues restNamed();
    void finish(); // throws for arguments that nobody took

    const std::string &callee() const { return m_callee; }

private:
    bool nextIsNone(const std::string &name);
    [[noreturn]] void failFor(const std::string &name, const std::string &wanted) const;

    Workspace &m_workspace;
    std::string m_callee;
    std::vector<Value> m_positional;
    NamedValues m_named;
    size_t m_next = 0;
};

} // namespace deepscope::jinja
