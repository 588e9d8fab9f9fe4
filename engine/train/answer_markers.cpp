#include "train/answer_markers.h"

#include "api/error.h"
#include "text/thought_marks.h"
#include "text/tokenizer.h"
#include "text/white_space.h"

#include <algorithm>

namespace deepscope {

namespace {

int32_t tagToken(const Tokenizer &tokenizer, std::string_view tag)
{
    const int32_t token = tokenizer.find(tag);
    if (token < 0)
        throw Error(ErrorKind::File, "This model has no token " + std::string(tag) +
                                         ", so the form of its answers cannot be rewarded. Take one whose vocabulary "
                                         "has <think>, </think>, <answer> and </answer>, as the default model's has.");
    return token;
}

// Control tokens show nothing at all, which is no white space.
bool showsOnlyBlanks(const Tokenizer &tokenizer, int32_t token)
{
    const std::string bytes = tokenizer.bytes(token);
    return !bytes.empty() && isWhiteSpace(bytes);
}

} // namespace

bool AnswerMarkers::isBlank(int32_t token) const { return std::ranges::binary_search(blanks, token); }

AnswerMarkers findAnswerMarkers(const Tokenizer &tokenizer)
{
    const ThoughtMarks &tags = thinkTags();
    AnswerMarkers markers{tagToken(tokenizer, tags.open), tagToken(tokenizer, tags.close),
                          tagToken(tokenizer, tags.openAnswer), tagToken(tokenizer, tags.closeAnswer), tokenizer.eos()};
    if (markers.end < 0)
        throw Error(ErrorKind::File, "This model has no token that ends an answer, so it cannot learn to end one. "
                                     "Take one whose file names its end token.");
    for (int32_t token = 0; token < int32_t(tokenizer.size()); ++token)
        if (showsOnlyBlanks(tokenizer, token))
            markers.blanks.push_back(token);
    return markers;
}

} // namespace deepscope
