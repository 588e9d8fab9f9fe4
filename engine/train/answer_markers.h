// The tokens by which a model marks its thought, its answer and the end of both.
#pragma once

#include <cstdint>
#include <vector>

namespace deepscope {

class Tokenizer;

struct AnswerMarkers {
    int32_t think = -1, thinkEnd = -1, answer = -1, answerEnd = -1;
    int32_t end = -1;            // that ends a turn
    std::vector<int32_t> blanks; // tokens that show nothing but white space, in order

    bool isTag(int32_t token) const
    {
        return token == think || token == thinkEnd || token == answer || token == answerEnd;
    }
    bool isBlank(int32_t token) const;
};

// Throws Error(File) for a vocabulary in which one of them is no token of its own.
AnswerMarkers findAnswerMarkers(const Tokenizer &tokenizer);

} // namespace deepscope
