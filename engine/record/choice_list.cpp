#include "api/routing_export.h"

#include "api/error.h"
#include "api/path_text.h"
#include "record/record_file.h"

#include <charconv>
#include <cmath>

namespace deepscope {

namespace {

constexpr uint32_t Greatest = 65535; // of layers and experts, as in run files

struct ListLine {
    std::string_view text;
    const std::string &file;
    size_t number; // from 1

    [[noreturn]] void refuse(const std::string &why) const
    {
        throw Error(ErrorKind::File, file + ": line " + std::to_string(number) + " " + why + ".");
    }
};

std::string_view withoutBlanks(std::string_view text)
{
    const size_t begin = text.find_first_not_of(" \t\r");
    return begin == text.npos ? std::string_view() : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string_view> cellsOf(std::string_view line)
{
    std::vector<std::string_view> cells;
    for (size_t comma = 0; comma != line.npos; line.remove_prefix(comma == line.npos ? 0 : comma + 1)) {
        comma = line.find(',');
        cells.push_back(withoutBlanks(line.substr(0, comma)));
    }
    return cells;
}

uint16_t readNumber(const ListLine &line, std::string_view cell, const char *what)
{
    uint32_t number = 0;
    const char *end = cell.data() + cell.size();
    const auto [next, problem] = std::from_chars(cell.data(), end, number);
    if (problem != std::errc() || next != end || number > Greatest)
        line.refuse(std::string("has ") + what + " that is no whole number from 0 to " + std::to_string(Greatest));
    return uint16_t(number);
}

double readValue(const ListLine &line, std::string_view cell)
{
    double value = 0;
    const char *end = cell.data() + cell.size();
    const auto [next, problem] = std::from_chars(cell.data(), end, value);
    if (problem != std::errc() || next != end || !std::isfinite(value))
        line.refuse("has a value that is no finite number");
    return value;
}

void readHeader(const ListLine &line, ChoiceList &list)
{
    const std::vector<std::string_view> cells = cellsOf(line.text);
    const bool named = cells.size() == 3 && !cells[2].empty();
    if ((cells.size() != 2 && !named) || cells[0] != "layer" || cells[1] != "expert")
        line.refuse("is not the header of a list of experts: layer,expert and perhaps the name of one more column");
    if (named)
        list.valueName = cells[2];
}

void readChoice(const ListLine &line, ChoiceList &list)
{
    const std::vector<std::string_view> cells = cellsOf(line.text);
    const size_t columns = list.valueName.empty() ? 2 : 3;
    if (cells.size() != columns)
        line.refuse("does not have the " + std::to_string(columns) + " columns of the header");
    list.choices.push_back({readNumber(line, cells[0], "a layer"), readNumber(line, cells[1], "an expert")});
    if (columns == 3)
        list.values.push_back(readValue(line, cells[2]));
}

} // namespace

ChoiceList readChoiceList(std::string_view text, const std::string &name)
{
    constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(ByteOrderMark))
        text.remove_prefix(ByteOrderMark.size());
    text = text.substr(0, text.find_last_not_of("\r\n") + 1);
    ChoiceList list;
    for (size_t number = 1, end = 0; end != text.npos; ++number) {
        end = text.find('\n');
        const ListLine line{text.substr(0, end), name, number};
        number == 1 ? readHeader(line, list) : readChoice(line, list);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return list;
}

ChoiceList readChoiceList(const std::filesystem::path &path)
{
    const std::vector<uint8_t> bytes = bytesOfRecordFile(path, "a list of experts");
    return readChoiceList({reinterpret_cast<const char *>(bytes.data()), bytes.size()}, textOf(path));
}

} // namespace deepscope
