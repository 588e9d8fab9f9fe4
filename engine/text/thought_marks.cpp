#include "text/thought_marks.h"

#include "text/vocabulary.h"
#include "text/white_space.h"

namespace deepscope {

namespace {

using Kind = ThoughtMarks::Kind;

constexpr std::string_view Answer = "<answer>", AnswerEnd = "</answer>"; // R1's, and of those that were taught like it

// Where makers have marks of their own for the answer, these come first, and then <answer>.
constexpr ThoughtMarks Known[] = {
    // DeepSeek, Qwen, GLM, Hunyuan and most others
    {Kind::Pair, "<think>", "</think>", Answer, AnswerEnd},
    // Magistral, Ministral
    {Kind::Pair, "[THINK]", "[/THINK]", Answer, AnswerEnd},
    // Models that were taught to reason with tags of their teachers' choice
    {Kind::Pair, "<reasoning>", "</reasoning>", Answer, AnswerEnd},
    // EXAONE Deep
    {Kind::Pair, "<thought>", "</thought>", Answer, AnswerEnd},
    {Kind::Pair, "<thinking>", "</thinking>", Answer, AnswerEnd},
    // OpenThinker, Bespoke-Stratos, Sky-T1
    {Kind::Pair, "<|begin_of_thought|>", "<|end_of_thought|>", "<|begin_of_solution|>", "<|end_of_solution|>"},
    {Kind::Pair, "<|begin_of_thought|>", "<|end_of_thought|>", Answer, AnswerEnd},
    // Kimi-VL
    {Kind::Pair, "◁think▷", "◁/think▷", Answer, AnswerEnd},
    // Seed-OSS
    {Kind::Pair, "<seed:think>", "</seed:think>", Answer, AnswerEnd},
    // Command R7B, Command A
    {Kind::Pair, "<|START_THINKING|>", "<|END_THINKING|>", "<|START_RESPONSE|>", "<|END_RESPONSE|>"},
    {Kind::Pair, "<|START_THINKING|>", "<|END_THINKING|>", Answer, AnswerEnd},
    // Apertus
    {Kind::Pair, "<|inner_prefix|>", "<|inner_suffix|>", Answer, AnswerEnd},
    // gpt-oss
    {Kind::Channels, "<|channel|>", "<|message|>", "", ""},
};

} // namespace

std::span<const ThoughtMarks> knownThoughtMarks() { return Known; }

const ThoughtMarks *findThoughtMarks(std::string_view chatTemplate, const HasPiece &hasPiece)
{
    const auto mentions = [&](std::string_view mark) { return chatTemplate.find(mark) != std::string_view::npos; };
    const ThoughtMarks *best = nullptr;
    int most = 0;
    for (const ThoughtMarks &marks : Known) {
        const int mentioned = int(mentions(marks.open)) + int(mentions(marks.close));
        const bool arePieces = hasPiece(marks.open) && hasPiece(marks.close);
        if (mentioned == 0 && !arePieces)
            continue;
        // Of the same thought's marks, those of the answer that the file knows.
        const bool answers = !marks.openAnswer.empty() && (mentions(marks.openAnswer) || hasPiece(marks.openAnswer));
        const int evidence = 4 * mentioned + 2 * int(arePieces) + int(answers);
        if (evidence > most) {
            best = &marks;
            most = evidence;
        }
    }
    return best;
}

const ThoughtMarks &thoughtMarksOf(std::string_view chatTemplate, const Vocabulary &vocabulary)
{
    const ThoughtMarks *found =
        findThoughtMarks(chatTemplate, [&](std::string_view piece) { return vocabulary.find(piece) >= 0; });
    return found ? *found : thinkTags();
}

bool endsInThought(std::string_view text, const ThoughtMarks &marks)
{
    text = text.substr(0, text.find_last_not_of(WhiteSpace) + 1);
    if (marks.kind == Kind::Pair)
        return text.ends_with(marks.open);
    if (!text.ends_with(marks.close))
        return false;
    text.remove_suffix(marks.close.size());
    const size_t name = text.rfind(marks.open);
    return name != std::string_view::npos && channelPhase(text.substr(name + marks.open.size())) == Phase::Think;
}

std::string closingOf(const ThoughtMarks &marks, bool ownLine)
{
    if (marks.kind == Kind::Channels)
        return "<|end|><|start|>assistant" + std::string(marks.open) + "final" + std::string(marks.close);
    const std::string close(marks.close);
    return ownLine ? "\n" + close + "\n\n" : close;
}

Phase channelPhase(std::string_view name)
{
    constexpr std::string_view Thought = "analysis";
    const std::string words = trimmed(name);
    const std::string_view first = std::string_view(words).substr(0, words.find_first_of(WhiteSpace));
    const bool isAddressed = name.find("to=") != std::string_view::npos; // to a tool, not to who asked
    return isAddressed || (!first.empty() && Thought.starts_with(first)) ? Phase::Think : Phase::Answer;
}

} // namespace deepscope
