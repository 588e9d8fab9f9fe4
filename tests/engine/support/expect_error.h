// Checks that something fails with one clear sentence.
#pragma once

#include "api/error.h"

#include <QTest>

#include <cctype>
#include <functional>
#include <optional>
#include <string>

namespace deepscope {

// The sentence of the Error(File) that `action` throws; empty when it throws none.
template <typename Action>
std::string fileErrorOf(Action action)
{
    try {
        action();
    } catch (const Error &error) {
        return error.kind() == ErrorKind::File ? error.what() : std::string("of another kind: ") + error.what();
    }
    return {};
}

// The error that `work` ends with, or nothing.
inline std::optional<Error> errorOf(const std::function<void()> &work)
{
    try {
        work();
    } catch (const Error &error) {
        return error;
    }
    return std::nullopt;
}

inline bool isSentence(const std::string &text)
{
    return text.size() > 20 && std::isupper(static_cast<unsigned char>(text.front())) && text.back() == '.';
}

} // namespace deepscope

// The sentence must hold `part`, name the file, and be one sentence.
#define EXPECT_FILE_ERROR(action, fileName, part)                                                                      \
    do {                                                                                                               \
        const std::string sentence = deepscope::fileErrorOf([&] { action; });                                          \
        QVERIFY2(sentence.find(part) != std::string::npos, sentence.c_str());                                          \
        QVERIFY2(sentence.starts_with(fileName), sentence.c_str());                                                    \
        QVERIFY2(sentence.ends_with('.') && !sentence.ends_with("..") && sentence.find('\n') == std::string::npos,     \
                 sentence.c_str());                                                                                    \
    } while (false)
