#include "jinja/workspace.h"

#include "api/error.h"

namespace deepscope::jinja {

void failAtLine(int line, const std::string &sentence)
{
    throw Error(ErrorKind::File, oneLine("The chat template, line " + std::to_string(line) + ": " + sentence));
}

std::string oneLine(std::string sentence)
{
    constexpr size_t mostBytes = 400;
    for (char &c : sentence)
        if (uint8_t(c) < 0x20 || c == 0x7F)
            c = ' ';
    if (sentence.size() <= mostBytes)
        return sentence;
    size_t end = mostBytes;
    while (end > 0 && (uint8_t(sentence[end]) & 0xC0) == 0x80) // not within a character
        --end;
    return sentence.substr(0, end) + " ...";
}

void Workspace::fail(const std::string &sentence) const { failAtLine(m_line, sentence); }

void Workspace::step(uint64_t count)
{
    m_steps += count;
    if (m_steps > m_limits.steps)
        fail("it takes more steps than a chat template may.");
}

void Workspace::search(size_t text, size_t pattern)
{
    read(text);
    if (pattern > 1 && pattern <= text)
        step(uint64_t(text / 64) * (pattern / 64));
}

void Workspace::reserve(uint64_t bytes)
{
    m_bytes += bytes;
    if (m_bytes > m_limits.bytes)
        fail("it makes more text than a chat template may.");
}

Value Workspace::text(std::string text)
{
    constexpr size_t overhead = 48; // the string itself and its counter
    reserve(text.size() + overhead);
    return {std::make_shared<const std::string>(std::move(text))};
}

List *Workspace::list(std::vector<Value> items, List::Form form)
{
    reserve(items.size() * sizeof(Value) + sizeof(List));
    return &m_lists.emplace_back(List{std::move(items), form, nullptr});
}

Dict *Workspace::dict(Dict::Form form)
{
    reserve(sizeof(Dict));
    Dict &dict = m_dicts.emplace_back();
    dict.form = form;
    return &dict;
}

Value Workspace::callable(std::string name, std::function<Value(Workspace &, Arguments &)> call)
{
    std::string shown = "<function " + name + ">";
    return {add({std::move(name), std::move(call), std::move(shown), nullptr})};
}

const Callable *Workspace::add(Callable callable)
{
    constexpr size_t captured = 128; // what the function keeps, about
    reserve(sizeof(Callable) + captured);
    return &m_callables.emplace_back(std::move(callable));
}

Value Workspace::stream(std::function<std::optional<Value>()> next)
{
    constexpr size_t captured = 256;
    reserve(sizeof(Stream) + captured);
    return {&m_streams.emplace_back(Stream{std::move(next)})};
}

Workspace::Level::Level(Workspace &workspace) : m_workspace(workspace)
{
    if (++m_workspace.m_depth > m_workspace.m_limits.depth) {
        --m_workspace.m_depth;
        m_workspace.fail("it is nested too deeply.");
    }
}

} // namespace deepscope::jinja
