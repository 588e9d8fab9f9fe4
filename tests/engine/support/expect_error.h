// Checks that something fails with one clear sentence.
#pragma once

#include "api/error.h"

#include <QTest>

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
