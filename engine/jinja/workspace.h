// What one rendering owns, and how much it may use: a template comes with a file that anybody may have written.
#pragma once

#include "jinja/arguments.h"
#include "jinja/value.h"

#include <deque>
#include <functional>
#include <string_view>

namespace deepscope::jinja {

class Workspace;

// A macro, a function of the language, or one that the context brings.
struct Callable {
    std::string name;
    std::function<Value(Workspace &, Arguments &)> call;
    std::string shown;                // where it is printed
    const Dict *attributes = nullptr; // a macro has some
};

struct Limits {
    uint64_t steps = 5'000'000;    // nodes evaluated, entries visited, and each 64 bytes of text that are read
    uint64_t bytes = 256ull << 20; // of all texts and lists ever made
    uint32_t depth = 250;          // of nested evaluations; each takes well below 2 KB of stack
};

class Workspace {
public:
    explicit Workspace(Limits limits = {}) : m_limits(limits) {}
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;

    // Throws Error(File) with the line that is being evaluated.
    [[noreturn]] void fail(const std::string &sentence) const;
    void atLine(int line) { m_line = line; }
    int line() const { return m_line; }

    // Each throws where the limit is passed.
    void step(uint64_t count = 1);
    void read(size_t bytes) { step(bytes / 64); }
    void search(size_t text, size_t pattern); // worst case of looking for a pattern
    void reserve(uint64_t bytes);             // before something of that size is made

    Value text(std::string text);
    List *list(std::vector<Value> items = {}, List::Form form = List::Form::List);
    List *tuple(std::vector<Value> items) { return list(std::move(items), List::Form::Tuple); }
    Dict *dict(Dict::Form form = Dict::Form::Mapping);
    Value callable(std::string name, std::function<Value(Workspace &, Arguments &)> call);
    const Callable *add(Callable callable);
    Value stream(std::function<std::optional<Value>()> next);

    // For the time of one nested evaluation.
    class Level {
    public:
        explicit Level(Workspace &workspace);
        ~Level() { --m_workspace.m_depth; }
        Level(const Level &) = delete;
        Level &operator=(const Level &) = delete;

    private:
        Workspace &m_workspace;
    };

private:
    Limits m_limits;
    int m_line = 1;
    uint64_t m_steps = 0, m_bytes = 0;
    uint32_t m_depth = 0;
    std::deque<List> m_lists;
    std::deque<Dict> m_dicts;
    std::deque<Callable> m_callables;
    std::deque<Stream> m_streams;
};

// "The chat template, line 3: sentence" as an Error(File).
[[noreturn]] void failAtLine(int line, const std::string &sentence);

// What a template brings into a sentence may be long and have line ends.
std::string oneLine(std::string sentence);

} // namespace deepscope::jinja
