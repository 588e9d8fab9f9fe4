// What is written for a person to read. A terminal obeys control characters, and names, pieces and answers come from
// files and models: to a terminal they are shown as \x1b, all but line feeds and tabs. Elsewhere every byte goes as it
// is.
#pragma once

#include "api/utf8_stream.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace deepscope::cli {

// UTF-8 with \xNN for what steers terminals: C0 but line feed and tab, DEL, C1. Bytes that are no UTF-8 become U+FFFD.
std::string visible(std::string_view text);

// As std::fprintf, with `visible` where the stream is a terminal.
#if defined(__MINGW_PRINTF_FORMAT)
__attribute__((format(__MINGW_PRINTF_FORMAT, 2, 3)))
#elif defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void say(std::FILE *stream, const char *format, ...);

// A text that comes in pieces, which may end within a character.
class SpokenText {
public:
    explicit SpokenText(std::FILE *stream);
    void write(std::string_view bytes);
    void finish();

private:
    std::FILE *m_stream;
    bool m_terminal;
    Utf8Stream m_characters;
};

} // namespace deepscope::cli
