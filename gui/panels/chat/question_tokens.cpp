#include "panels/chat/question_tokens.h"

namespace deepscope {

TokenSpans questionTokens(const Run &run)
{
    TokenSpans prompt;
    for (const Run::Section &section : run.sections()) {
        if (section.phase != Phase::Prompt)
            break;
        for (int token = section.tokens.begin; token < section.tokens.end; ++token)
            if (!run.special(token))
                prompt.append(static_cast<uint32_t>(token), run.bytes(token));
    }
    prompt.finish();
    // The last place: earlier turns may have asked the same.
    const qsizetype begin = run.question().isEmpty() ? -1 : prompt.text().lastIndexOf(run.question());
    if (begin < 0)
        return {};
    return prompt.part({static_cast<int>(begin), static_cast<int>(begin + run.question().size())});
}

} // namespace deepscope
