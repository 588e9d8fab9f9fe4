// Runs of texts that are made of token ids.
#pragma once

#include "api/request.h"
#include "support/op_shapes.h"

#include <vector>

namespace deepscope::testing {

// Texts of which most begin alike, of the tokens from `first` to `first` + 40; `longest`: of some of them.
inline std::vector<RunRequest> randomRuns(Dice &dice, uint32_t count, uint32_t first, uint32_t longest = 90)
{
    std::vector<RunRequest> requests;
    for (uint32_t i = 0; i < count; ++i) {
        RunRequest request;
        request.run = i + 1;
        request.maxTokens = dice.between(1, 30);
        request.ignoreEnd = true;
        request.sampling.temperature = float(dice.between(0, 2));
        request.sampling.topP = dice.between(0, 1) ? 1 : 0.95F; // of flat distributions: drawn by the host
        request.sample = dice.between(0, 2);
        const uint32_t length = dice.between(0, 3) ? dice.between(1, 90) : dice.between(longest / 3, longest),
                       same = dice.between(0, length);
        for (uint32_t at = 0; at < length; ++at)
            request.tokens.push_back(int32_t(at < same ? first + at % 7 : dice.between(first, first + 40)));
        requests.push_back(request);
    }
    return requests;
}

// first, first + 1, ... and after `different` of them the same again.
inline RunRequest textOf(uint32_t run, int32_t first, uint32_t length, uint32_t maxTokens, uint32_t different = 100)
{
    RunRequest request;
    request.run = run;
    request.maxTokens = maxTokens;
    request.ignoreEnd = true;
    request.sampling.temperature = 0;
    for (uint32_t i = 0; i < length; ++i)
        request.tokens.push_back(first + int32_t(i % different));
    return request;
}

} // namespace deepscope::testing
