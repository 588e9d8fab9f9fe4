#include "jinja/arguments.h"

#include "jinja/workspace.h"

#include <algorithm>

namespace deepscope::jinja {

Arguments::Arguments(Workspace &workspace, std::string callee, std::vector<Value> positional, NamedValues named)
    : m_workspace(workspace), m_callee(std::move(callee)), m_positional(std::move(positional)),
      m_named(std::move(named))
{
}

std::optional<Value> Arguments::next(const std::string &name)
{
    return m_next < m_positional.size() ? std::optional(m_positional[m_next++]) : takeNamed(name);
}

std::optional<Value> Arguments::takeNamed(const std::string &name)
{
    const auto found = std::ranges::find(m_named, name, &std::pair<std::string, Value>::first);
    if (found == m_named.end())
        return std::nullopt;
    Value value = std::move(found->second);
    m_named.erase(found);
    return value;
}

void Arguments::failFor(const std::string &name, const std::string &wanted) const
{
    m_workspace.fail(m_callee + " needs " + wanted + " as \"" + name + "\".");
}

Value Arguments::require(const std::string &name)
{
    std::optional<Value> value = next(name);
    if (!value)
        failFor(name, "a value");
    return *std::move(value);
}

std::optional<std::string> Arguments::text(const std::string &name)
{
    const std::optional<Value> value = next(name);
    if (!value)
        return std::nullopt;
    if (!value->isText())
        failFor(name, "a text");
    m_workspace.read(value->text().size());
    return value->text();
}

std::string Arguments::requireText(const std::string &name)
{
    std::optional<std::string> value = text(name);
    if (!value)
        failFor(name, "a text");
    return *std::move(value);
}

std::optional<int64_t> Arguments::integer(const std::string &name)
{
    const std::optional<Value> value = next(name);
    if (!value)
        return std::nullopt;
    if (!isWhole(*value))
        failFor(name, "a whole number");
    return wholeOf(*value);
}

bool Arguments::nextIsNone(const std::string &name)
{
    if (m_next < m_positional.size())
        return m_positional[m_next].holds<None>();
    const auto found = std::ranges::find(m_named, name, &std::pair<std::string, Value>::first);
    return found != m_named.end() && found->second.holds<None>();
}

std::optional<std::string> Arguments::textOrNone(const std::string &name)
{
    if (!nextIsNone(name))
        return text(name);
    next(name);
    return std::nullopt;
}

std::optional<int64_t> Arguments::integerOrNone(const std::string &name)
{
    if (!nextIsNone(name))
        return integer(name);
    next(name);
    return std::nullopt;
}

bool Arguments::flag(const std::string &name)
{
    const std::optional<Value> value = next(name);
    return value && isTrue(*value);
}

std::vector<Value> Arguments::restPositional()
{
    std::vector<Value> rest(m_positional.begin() + std::ptrdiff_t(m_next), m_positional.end());
    m_next = m_positional.size();
    return rest;
}

NamedValues Arguments::restNamed() { return std::exchange(m_named, {}); }

void Arguments::finish()
{
    if (m_next < m_positional.size())
        m_workspace.fail(m_callee + " takes no more than " + std::to_string(m_next) + " arguments here.");
    if (!m_named.empty())
        m_workspace.fail(m_callee + " takes no argument \"" + m_named.front().first + "\" here.");
}

} // namespace deepscope::jinja
