#include "run/prompt.h"

#include <algorithm>

namespace deepscope {

namespace {

RenderedChat render(const ReadyModel &model, const RunRequest &request)
{
    const ThoughtMarks *marks = &model.thoughtMarks();
    if (request.chatTemplate.empty())
        return model.chatTemplate().render(request.chat, marks);
    return makeBuiltInTemplate(request.chatTemplate, model.tokenizer().vocabulary())->render(request.chat, marks);
}

// Where the questions stand in the chat.
std::vector<size_t> questionsOf(const std::vector<ChatMessage> &chat)
{
    std::vector<size_t> places;
    for (size_t i = 0; i < chat.size(); ++i)
        if (chat[i].role == ChatMessage::Role::User)
            places.push_back(i);
    return places;
}

// The chat from a question on, with what the system says before the first one.
RunRequest beginningAt(const RunRequest &request, size_t first, size_t question)
{
    RunRequest rest = request;
    rest.chat.erase(rest.chat.begin() + ptrdiff_t(first), rest.chat.begin() + ptrdiff_t(question));
    return rest;
}

void addBeginning(const ReadyModel &model, const Beginning &beginning, Prompt &prompt)
{
    const auto add = [&](const std::vector<int32_t> &tokens) {
        prompt.tokens.insert(prompt.tokens.end(), tokens.begin(), tokens.end());
    };
    model.requireTokens(beginning.tokens);
    add(beginning.tokens);
    const TextRange all[] = {{0, beginning.text.size()}};
    if (!beginning.text.empty())
        add(model.tokenizer().encode(beginning.text, {.addBos = false, .plain = all, .goesOn = true}));
    if (beginning.closesThought)
        add(closingTokens(model, prompt.tokens, prompt.asked, prompt.openThought));
}

} // namespace

std::vector<int32_t> closingTokens(const ReadyModel &model, const std::vector<int32_t> &text, uint32_t asked,
                                   const ThoughtMarks *openThought)
{
    const ThoughtMarks &marks = openThought ? *openThought : model.thoughtMarks();
    std::string written;
    for (size_t i = asked; i < text.size(); ++i)
        written += model.shownBytes(text[i]);
    const size_t mark = written.find(marks.open);
    const size_t behind = mark == std::string::npos ? mark : mark + marks.open.size();
    // Templates that open a thought do so on a line of its own.
    const bool ownLine = openThought || (behind < written.size() && written[behind] == '\n');
    std::string closing = closingOf(marks, ownLine);
    if (written.ends_with('\n') && closing.starts_with('\n'))
        closing.erase(0, 1);
    return model.tokenizer().encode(closing, {.addBos = false, .parseSpecial = true, .goesOn = true});
}

Prompt makePrompt(const ReadyModel &model, const RunRequest &request)
{
    const Tokenizer &tokenizer = model.tokenizer();
    Prompt prompt{request.tokens};
    if (!request.chat.empty()) {
        const RenderedChat chat = render(model, request);
        prompt.openThought = chat.openThought;
        prompt.tokens = tokenizer.encode(chat.text, {.addBos = false, .parseSpecial = true, .plain = chat.messages});
    } else if (!request.prompt.empty()) {
        prompt.tokens = tokenizer.encode(request.prompt, {.addBos = true, .parseSpecial = true});
    }
    if (prompt.tokens.empty())
        throw Error(ErrorKind::Usage, "There is nothing to run: the prompt has no tokens.");
    prompt.asked = uint32_t(prompt.tokens.size());
    addBeginning(model, request.beginning, prompt);
    model.requireTokens(prompt.tokens);
    return prompt;
}

PromptCount countPrompt(const ReadyModel &model, const CountRequest &asked)
{
    const RunRequest &request = asked.request;
    PromptCount count;
    count.run = asked.run;
    count.tokens = count.tokensThen = uint32_t(makePrompt(model, request).tokens.size());
    const std::vector<size_t> questions = questionsOf(request.chat);
    // Fewer turns never take more, so halve the distance between too few left out and enough.
    size_t tooFew = 0, enough = questions.empty() ? 0 : questions.size() - 1;
    if (asked.room == 0 || count.tokens <= asked.room || enough == 0)
        return count;
    const auto tokensWithout = [&](size_t turns) {
        return uint32_t(makePrompt(model, beginningAt(request, questions[0], questions[turns])).tokens.size());
    };
    count.tokensThen = tokensWithout(enough); // the last question alone, whether it fits or not
    while (enough - tooFew > 1) {
        const size_t middle = tooFew + (enough - tooFew) / 2;
        const uint32_t tokens = tokensWithout(middle);
        (tokens <= asked.room ? enough : tooFew) = middle;
        if (enough == middle)
            count.tokensThen = tokens;
    }
    count.turnsToLeaveOut = uint32_t(enough);
    return count;
}

} // namespace deepscope
