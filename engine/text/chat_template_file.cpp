#include "api/error.h"
#include "jinja/template.h"
#include "text/chat_template_families.h"

#include <optional>

namespace deepscope {

namespace {

std::string pieceOf(const Vocabulary &vocabulary, int32_t token)
{
    return token >= 0 ? vocabulary.entry(token).piece : "";
}

class FileTemplate : public ChatTemplate {
public:
    FileTemplate(std::string_view text, std::string family, const Vocabulary &vocabulary, bool reasons,
                 jinja::Limits limits)
        : m_family(std::move(family)), m_marks(thoughtMarksOf(text, vocabulary)),
          m_bos(pieceOf(vocabulary, vocabulary.roles().bos)), m_eos(pieceOf(vocabulary, vocabulary.roles().eos)),
          m_forcedBos(vocabulary.bosText()), m_reasons(reasons), m_limits(limits)
    {
        try {
            m_template.emplace(text);
        } catch (const Error &error) {
            m_problem = error.what(); // the model can still be used in other ways
        }
    }

    RenderedChat renderMarked(const std::vector<ChatMessage> &chat) const override
    {
        std::string text = m_reasons ? renderTemplate(systemInQuestion(chat)) : renderTemplate(chat);
        if (!text.starts_with(m_forcedBos))
            text.insert(0, m_forcedBos);
        if (m_reasons && !endsInThought(text, m_marks))
            text += std::string(m_marks.open) + "\n";
        const bool thinks = endsInThought(text, m_marks);
        return {std::move(text), thinks ? &m_marks : nullptr};
    }
    std::string family() const override { return m_family; }

private:
    std::string renderTemplate(const std::vector<ChatMessage> &chat) const
    {
        try {
            if (!m_template)
                throw Error(ErrorKind::File, m_problem);
            jinja::Workspace workspace(m_limits);
            return m_template->render(workspace, *contextOf(workspace, chat));
        } catch (const Error &error) {
            std::string sentence = error.what();
            if (!sentence.ends_with('.') && !sentence.ends_with('!'))
                sentence += '.';
            throw Error(error.kind(),
                        sentence + " A built-in template can be chosen instead: " + listOfTemplateNames() + ".");
        }
    }

    jinja::Dict *contextOf(jinja::Workspace &workspace, const std::vector<ChatMessage> &chat) const
    {
        jinja::List *messages = workspace.list();
        for (const ChatMessage &message : chat) {
            jinja::Dict *entry = workspace.dict();
            entry->set("role", workspace.text(roleName(message.role)));
            entry->set("content", workspace.text(message.text));
            messages->items.push_back({entry});
        }
        jinja::Dict *context = workspace.dict();
        context->set("messages", {messages});
        context->set("tools", {jinja::None{}});
        context->set("documents", {jinja::None{}});
        context->set("add_generation_prompt", {true});
        context->set("bos_token", workspace.text(m_bos));
        context->set("eos_token", workspace.text(m_eos));
        context->set("thinking", {true});        // DeepSeek-V3.1
        context->set("enable_thinking", {true}); // Qwen3, GLM
        return context;
    }

    std::string m_family;
    const ThoughtMarks &m_marks; // one of those that are known
    std::string m_bos, m_eos;
    std::string m_forcedBos; // what texts begin with, also where the template leaves it to the tokenizer
    bool m_reasons;
    jinja::Limits m_limits;
    std::optional<jinja::Template> m_template;
    std::string m_problem; // why there is none
};

} // namespace

std::unique_ptr<ChatTemplate> makeFileTemplate(std::string_view text, std::string family, const Vocabulary &vocabulary,
                                               bool reasons, jinja::Limits limits)
{
    return std::make_unique<FileTemplate>(text, std::move(family), vocabulary, reasons, limits);
}

} // namespace deepscope
