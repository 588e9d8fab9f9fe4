#include "chat_history.h"

#include "api/utf8_stream.h"
#include "imported_run.h"
#include "paint/texts.h"
#include "same_model.h"

#include <algorithm>

namespace deepscope {

namespace {

// How many bytes at the end begin a character that does not end.
size_t cutOffBytes(std::string_view bytes)
{
    for (size_t length = 1; length <= std::min<size_t>(3, bytes.size()); ++length) {
        const auto lead = static_cast<unsigned char>(bytes[bytes.size() - length]);
        if ((lead & 0xc0) == 0x80)
            continue; // the middle of a character: look for its beginning
        Utf8Stream stream;
        stream.push(bytes.substr(bytes.size() - length));
        return stream.holdsBack() ? length : 0;
    }
    return 0;
}

std::string_view trimmed(std::string_view bytes)
{
    constexpr std::string_view Blanks = " \t\r\n\f\v";
    const size_t first = bytes.find_first_not_of(Blanks);
    if (first == std::string_view::npos)
        return {};
    return bytes.substr(first, bytes.find_last_not_of(Blanks) - first + 1);
}

int generatedTokens(const Run &run)
{
    int tokens = 0;
    for (const Run::Section &section : run.sections())
        tokens += section.phase == Phase::Prompt ? 0 : section.tokens.size();
    return tokens;
}

} // namespace

int turnsLeftOutBefore(const Run &run)
{
    int turns = 0;
    if (run.request())
        for (const LeftOutTurn &left : run.request()->leftOut)
            if (left.reason == LeftOutTurn::Reason::NoRoom)
                turns = std::max(turns, int(left.turn) + 1);
    return turns;
}

namespace {

std::string bytesOf(const Run &run, Phase phase)
{
    if (isImported(run))
        return std::string(trimmed(phase == Phase::Think ? run.summary()->think : run.summary()->answer));
    std::string bytes;
    for (const Run::Section &section : run.sections())
        if (section.phase == phase)
            for (int token = section.tokens.begin; token < section.tokens.end; ++token)
                if (!run.special(token))
                    bytes += run.bytes(token);
    bytes.resize(bytes.size() - cutOffBytes(bytes));
    return std::string(trimmed(bytes));
}

} // namespace

std::string thoughtBytes(const Run &run) { return bytesOf(run, Phase::Think); }

std::string answerBytes(const Run &run)
{
    if (run.summary() && run.summary()->reason == FinishReason::StopText)
        return run.summary()->answer; // without that text
    return bytesOf(run, Phase::Answer);
}

ChatHistory::ChatHistory(std::vector<const Run *> turns, HistoryWishes wishes) : m_thoughts(wishes.thoughts)
{
    for (const Run *run : turns)
        m_turns.push_back({run, fateOf(*run, int(m_turns.size()) < wishes.leftOut, wishes)});
}

ChatHistory::Fate ChatHistory::fateOf(const Run &run, bool leftOut, const HistoryWishes &wishes)
{
    if (run.state() == RunState::Working)
        return Fate::GoesOn;
    if (answerBytes(run).empty())
        return Fate::NoAnswer;
    if (run.question().trimmed().isEmpty())
        return Fate::NoQuestion; // templates want the two in turn
    if (leftOut)
        return Fate::LeftOut; // also where none is sent: the choice stays
    return wishes.earlierTurns ? Fate::Sent : Fate::Unwanted;
}

uint32_t ChatHistory::cutOff() const
{
    const std::optional<RunSummary> none;
    const std::optional<RunSummary> &newest = m_turns.empty() ? none : m_turns.back().run->summary();
    return newest && newest->reason == FinishReason::ContextFull ? newest->thinkTokens + newest->answerTokens : 0;
}

std::vector<ChatMessage> ChatHistory::messages() const
{
    std::vector<ChatMessage> messages;
    for (const Turn &turn : m_turns) {
        if (turn.fate != Fate::Sent)
            continue;
        messages.push_back({ChatMessage::Role::User, turn.run->question().toStdString()});
        messages.push_back(
            {ChatMessage::Role::Assistant, answerBytes(*turn.run), m_thoughts ? thoughtBytes(*turn.run) : ""});
    }
    return messages;
}

std::vector<LeftOutTurn> ChatHistory::leftOut() const
{
    using Reason = LeftOutTurn::Reason;
    std::vector<LeftOutTurn> turns;
    for (uint32_t place = 0; place < m_turns.size(); ++place)
        if (const Fate fate = m_turns[place].fate; fate != Fate::Sent && fate != Fate::GoesOn)
            turns.push_back({place, fate == Fate::NoAnswer  ? Reason::NoAnswer
                                    : fate == Fate::LeftOut ? Reason::NoRoom
                                                            : Reason::Wish});
    return turns;
}

int ChatHistory::sentTurns() const
{
    return int(std::ranges::count_if(m_turns, [](const Turn &turn) { return turn.fate == Fate::Sent; }));
}

uint32_t ChatHistory::thoughtTokens() const
{
    uint32_t tokens = 0;
    for (const Turn &turn : m_turns)
        if (turn.fate == Fate::Sent)
            for (int token = 0; token < turn.run->size(); ++token)
                tokens += turn.run->phase(token) == Phase::Think;
    return tokens;
}

QString ChatHistory::whyNotSent(uint32_t run) const
{
    const auto turn = std::ranges::find_if(m_turns, [&](const Turn &one) { return one.run->id() == run; });
    switch (turn == m_turns.end() ? Fate::Sent : turn->fate) {
    case Fate::Sent:
    case Fate::GoesOn:
        break;
    case Fate::NoAnswer:
        return tr("Later questions are sent without this turn: it has no answer.");
    case Fate::NoQuestion:
        return tr("Later questions are sent without this turn: it has no question.");
    case Fate::LeftOut:
        return tr("Later questions are sent without this turn: it was left out to make room in the context.");
    case Fate::Unwanted:
        return tr("Later questions are sent without this turn: the settings send no earlier turns.");
    }
    return {};
}

int ChatHistory::leavingOut(int sent) const
{
    int turn = 0;
    for (; turn < turns() && sent > 0; ++turn)
        sent -= m_turns[size_t(turn)].fate == Fate::Sent;
    return turn;
}

double ChatHistory::averageAnswer(const ModelInfo &model) const
{
    double tokens = 0;
    int answers = 0;
    for (const Turn &turn : m_turns)
        if (turn.fate != Fate::GoesOn && turn.fate != Fate::NoAnswer && sameModel(turn.run->model().info, model)) {
            tokens += generatedTokens(*turn.run);
            ++answers;
        }
    return answers > 0 ? tokens / answers : 0;
}

} // namespace deepscope
