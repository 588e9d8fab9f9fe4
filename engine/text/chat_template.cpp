#include "text/chat_template.h"

#include "api/error.h"
#include "model/gguf_file.h"
#include "text/chat_template_families.h"
#include "text/message_marks.h"
#include "text/piece_marks.h"

#include <algorithm>

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
    bool isText() const { return !m_text.empty(); }
    bool asksForThinking() const { return has("thinking is defined") || has("not thinking") || has("if thinking"); }
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

// R1 and its distills. V3.1 has thoughts, too, but asks whether they are wanted, and takes system prompts.
bool isReasoner(const Evidence &evidence)
{
    return (evidence.has("<think>") || evidence.has("</think>")) && !evidence.asksForThinking();
}

std::string deepseekBos(const Evidence &evidence, const std::string &bos)
{
    return evidence.hasToken(DeepseekBos) ? std::string(DeepseekBos) : bos;
}

// The built-in template that the marks belong to; null where there is none.
std::unique_ptr<ChatTemplate> recognise(const Evidence &evidence, const std::string &bos)
{
    // The answer tag among the tokens tells our own format from others with the same names for the roles.
    if (evidence.has("<|user|>") && evidence.has("<|end|>") && evidence.hasToken("<answer>"))
        return makeDeepscopeTemplate(bos);
    if (evidence.has("<｜User｜>") && evidence.has("<｜Assistant｜>"))
        return makeDeepseekTemplate(deepseekBos(evidence, bos), isReasoner(evidence));
    if (evidence.has("<|im_start|>"))
        return makeChatMlTemplate(bos, evidence.opensThought(R"(<|im_start|>assistant\n)"));
    if (evidence.has("<|start_header_id|>"))
        return makeLlama3Template(bos);
    if (evidence.isText() && evidence.has("User: ") && evidence.has("Assistant:"))
        return makeDeepseekV2Template(bos);
    return nullptr;
}

} // namespace

std::unique_ptr<ChatTemplate> makeChatTemplate(const GgufFile &file)
{
    return makeChatTemplate(file.stringOr("tokenizer.chat_template", ""), Vocabulary::read(file));
}

std::unique_ptr<ChatTemplate> makeChatTemplate(std::string_view text, const Vocabulary &vocabulary)
{
    const std::string bos = vocabulary.bosText();
    std::unique_ptr<ChatTemplate> builtIn = recognise(Evidence(text, vocabulary), bos);
    const std::string family = builtIn ? builtIn->family() : "own";
    if (!text.empty() && family != "deepscope") {
        std::unique_ptr<ChatTemplate> own = makeFileTemplate(text, family, vocabulary, family == "deepseek-r1");
        own->protect(specialPieces(vocabulary));
        return own;
    }
    return builtIn ? std::move(builtIn) : makePlainTemplate(bos);
}

const std::vector<std::string> &chatTemplateNames()
{
    static const std::vector<std::string> names = {"deepseek-r1", "deepseek-v3", "deepseek-v2", "chatml",
                                                   "llama3",      "deepscope",   "none"};
    return names;
}

std::unique_ptr<ChatTemplate> makeBuiltInTemplate(const std::string &name, const Vocabulary &vocabulary)
{
    const std::string bos = vocabulary.bosText();
    if (name == "deepseek-r1" || name == "deepseek-v3")
        return makeDeepseekTemplate(deepseekBos(Evidence("", vocabulary), bos), name == "deepseek-r1");
    if (name == "deepseek-v2")
        return makeDeepseekV2Template(bos);
    if (name == "chatml")
        return makeChatMlTemplate(bos, false);
    if (name == "llama3")
        return makeLlama3Template(bos);
    if (name == "deepscope")
        return makeDeepscopeTemplate(bos);
    if (name == "none")
        return makePlainTemplate(bos);
    throw Error(ErrorKind::Usage,
                "There is no chat template \"" + name + "\". Built in: " + listOfTemplateNames() + ".");
}

std::string listOfTemplateNames()
{
    std::string list;
    for (const std::string &name : chatTemplateNames())
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::vector<ChatMessage> systemInQuestion(const std::vector<ChatMessage> &chat)
{
    std::string system;
    std::vector<ChatMessage> rest;
    for (const ChatMessage &message : chat) {
        if (message.role == ChatMessage::Role::System)
            system += message.text + "\n\n";
        else
            rest.push_back(message);
    }
    const auto question = std::ranges::find(rest, ChatMessage::Role::User, &ChatMessage::role);
    if (system.empty() || question == rest.end())
        return chat;
    question->text = system + question->text;
    return rest;
}

RenderedChat ChatTemplate::render(const std::vector<ChatMessage> &chat, const ThoughtMarks *thoughts) const
{
    const MessageMarks marks(chat, thoughts && thoughts->kind == ThoughtMarks::Kind::Pair ? thoughts : nullptr);
    RenderedChat rendered = renderMarked(marks.marked());
    if (!marks.insert(rendered)) { // the template took a text to pieces, or changed it
        const PieceMarks pieces(chat, m_pieces);
        rendered = renderMarked(pieces.marked());
        pieces.insert(rendered);
    }
    return rendered;
}

} // namespace deepscope
