#include "text/chat_template.h"

#include "model/gguf_file.h"
#include "text/chat_template_families.h"

namespace deepscope {

namespace {

constexpr std::string_view DeepseekBos = "<｜begin▁of▁sentence｜>";

// Looks for a marker in the template, or among the tokens of a file that has no template.
class Evidence {
public:
    Evidence(std::string_view text, const Vocabulary &vocabulary) : m_text(text), m_vocabulary(vocabulary) {}

    bool has(std::string_view marker) const
    {
        return m_text.empty() ? hasToken(marker) : m_text.find(marker) != std::string_view::npos;
    }
    bool hasToken(std::string_view piece) const { return m_vocabulary.find(piece) >= 0; }
    // What a template that opens the thought itself says, as it is written inside a string of the template language.
    bool opensThought(const std::string &assistant) const
    {
        return m_text.find(assistant + "<think>") != std::string_view::npos;
    }

private:
    std::string_view m_text;
    const Vocabulary &m_vocabulary;
};

} // namespace

std::unique_ptr<ChatTemplate> makeChatTemplate(const GgufFile &file)
{
    return makeChatTemplate(file.stringOr("tokenizer.chat_template", ""), Vocabulary::read(file));
}

std::unique_ptr<ChatTemplate> makeChatTemplate(std::string_view text, const Vocabulary &vocabulary)
{
    const Evidence evidence(text, vocabulary);
    const std::string bos = vocabulary.bosText();
    // The answer tag among the tokens tells our own format from others with the same names for the roles.
    if (evidence.has("<|user|>") && evidence.has("<|end|>") && evidence.hasToken("<answer>"))
        return makeDeepscopeTemplate(bos);
    if (evidence.has("<｜User｜>") && evidence.has("<｜Assistant｜>"))
        return makeDeepseekTemplate(evidence.hasToken(DeepseekBos) ? std::string(DeepseekBos) : bos,
                                    evidence.has("<think>") || evidence.has("</think>"));
    if (evidence.has("<|im_start|>"))
        return makeChatMlTemplate(bos, evidence.opensThought(R"(<|im_start|>assistant\n)"));
    if (evidence.has("<|start_header_id|>"))
        return makeLlama3Template(bos);
    if (!text.empty() && evidence.has("User: ") && evidence.has("Assistant:"))
        return makeDeepseekV2Template(bos);
    return makePlainTemplate(bos);
}

std::string withoutThought(const std::string &text)
{
    constexpr std::string_view open = "<think>", close = "</think>", white = " \t\r\n";
    const size_t start = text.find_first_not_of(white);
    const size_t end = text.find(close);
    const size_t opening = text.find(open);
    // A tag that the answer merely quotes is not the end of a thought.
    if (end == std::string::npos || (opening != start && opening < end))
        return text;
    const size_t answer = text.find_first_not_of(white, end + close.size());
    return answer == std::string::npos ? std::string() : text.substr(answer);
}

} // namespace deepscope
