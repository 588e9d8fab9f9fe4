#include "console.h"

#ifdef _WIN32
#include <windows.h>

#include <filesystem>

#include <fcntl.h>
#include <io.h>
#include <shellapi.h>
#else
#include <unistd.h>
#endif

namespace deepscope::cli {

#ifdef _WIN32

std::vector<std::string> readArguments(int, char **)
{
    int count = 0;
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), &count);
    std::vector<std::string> texts;
    for (int i = 0; i < count; ++i) {
        const std::u8string text = std::filesystem::path(wide[i]).u8string(); // backslashes stay: not all are paths
        texts.emplace_back(text.begin(), text.end());
    }
    LocalFree(wide);
    return texts;
}

void prepareOutput()
{
    SetConsoleOutputCP(CP_UTF8);
    _setmode(_fileno(stdout), _O_BINARY);
    _setmode(_fileno(stderr), _O_BINARY);
    const HANDLE progress = GetStdHandle(STD_ERROR_HANDLE); // its line is erased by an escape sequence
    if (DWORD mode = 0; GetConsoleMode(progress, &mode))
        SetConsoleMode(progress, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
}

bool isTerminal(std::FILE *stream) { return _isatty(_fileno(stream)); }

#else

std::vector<std::string> readArguments(int count, char **arguments) { return {arguments, arguments + count}; }

void prepareOutput() {}

bool isTerminal(std::FILE *stream) { return isatty(fileno(stream)); }

#endif

bool progressIsSeen() { return isTerminal(stderr); }

} // namespace deepscope::cli
