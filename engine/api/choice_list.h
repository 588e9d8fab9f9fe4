// Choices of experts without their tokens: the CSV that llama.cpp's example moe-trace writes (pull request 28544), and
// that `trace --export moe-trace` writes too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

struct ListedChoice {
    uint16_t layer = 0, expert = 0; // from 0
    bool operator==(const ListedChoice &) const = default;
};

struct ChoiceList {
    std::vector<ListedChoice> choices; // in order of time
    std::string valueName;             // of a third column; empty = there is none
    std::vector<double> values;        // then one a choice, finite
};

// A header `layer,expert`, perhaps with one more name, then a line for each choice. Line ends of Unix and Windows,
// blanks around a number, a byte order mark and empty lines at the end are taken. Throws Error(File) with one sentence
// that names the file and, where a line is wrong, its number from 1.
ChoiceList readChoiceList(const std::filesystem::path &path);
ChoiceList readChoiceList(std::string_view text, const std::string &name); // the same from memory

} // namespace deepscope
