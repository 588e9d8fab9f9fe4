#include "sentences.h"

#include <algorithm>

namespace deepscope {

namespace {

bool endsSentence(std::string_view bytes)
{
    const size_t last = bytes.find_last_not_of(" \t\"')");
    return last != std::string_view::npos && std::string_view(".!?:;\n").find(bytes[last]) != std::string_view::npos;
}

} // namespace

bool startsSentence(const Run &run, int token)
{
    if (token == 0 || run.phase(token) != run.phase(token - 1))
        return true;
    const std::string_view before = run.bytes(token - 1), here = run.bytes(token);
    if (!endsSentence(before))
        return false;
    // A point within a number or a name ends nothing: a blank or a line end must follow it.
    const std::string_view blanks = " \n\t";
    const bool blankBefore = blanks.find(before.back()) != std::string_view::npos;
    const bool blankHere = !here.empty() && blanks.find(here.front()) != std::string_view::npos;
    return blankBefore || blankHere;
}

int sentenceStart(const Run &run, int token, int delta)
{
    const int step = delta < 0 ? -1 : 1;
    int place = std::clamp(token, 0, std::max(run.size() - 1, 0));
    for (int left = std::abs(delta); left > 0; --left) {
        int next = place + step;
        while (next > 0 && next < run.size() && !startsSentence(run, next))
            next += step;
        if (next < 0 || next >= run.size())
            break;
        place = next;
    }
    return place;
}

} // namespace deepscope
