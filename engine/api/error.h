// The one exception type of the engine. Its text is a sentence for a person: what is wrong, where, what would work.
#pragma once

#include <atomic>
#include <stdexcept>
#include <string>

namespace deepscope {

// The numbers are the exit codes of deepscope-cli.
enum class ErrorKind { Internal = 1, Usage = 2, File = 3, Device = 4, Interrupted = 130 };

class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string &sentence) : std::runtime_error(sentence), m_kind(kind) {}
    ErrorKind kind() const { return m_kind; }

private:
    ErrorKind m_kind;
};

// What an Error says, as a value.
struct Failure {
    ErrorKind kind = ErrorKind::Internal;
    std::string sentence;

    bool operator==(const Failure &) const = default;
};

// Set, from any thread, by who wants something to end early: mostly with an Error(Interrupted).
using CancelFlag = std::atomic<bool>;

} // namespace deepscope
