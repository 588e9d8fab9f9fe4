#include "text/channel_splitter.h"

#include "text/white_space.h"

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

// A header is one short line; what is longer is no header but text, and is shown.
constexpr size_t LongestHeader = 256;

bool isHeader(std::string_view text)
{
    return text.size() <= LongestHeader && text.find('\n') == std::string_view::npos;
}

} // namespace

ChannelSplitter::ChannelSplitter(const Tokenizer &tokenizer, const ThoughtMarks &marks, bool promptEndsInThought)
    : PhaseSplitter(tokenizer, {marks.open, marks.close, "<|start|>", "<|end|>", "<|return|>", "<|call|>"}),
      m_place(promptEndsInThought ? Place::Message : Place::Beginning),
      m_phase(promptEndsInThought ? Phase::Think : Phase::Answer)
{
    if (tokenOf(size_t(Mark::Channel)) < 0 || tokenOf(size_t(Mark::Message)) < 0)
        for (const Mark mark : {Mark::Channel, Mark::Message, Mark::Start, Mark::End, Mark::Return, Mark::Call})
            readAsBytes(size_t(mark));
}

bool ChannelSplitter::counts(Mark mark, bool spelled) const
{
    if (!spelled)
        return mark != Mark::Message || m_place != Place::Message;
    if (tokenOf(size_t(mark)) >= 0)
        return false;
    const bool ends = mark == Mark::End || mark == Mark::Return || mark == Mark::Call;
    if (m_place == Place::Beginning)
        return mark == Mark::Channel && m_answer.empty();
    if (m_place == Place::Message)
        return ends;
    return mark != Mark::Message || m_place != Place::Between;
}

std::optional<PhaseSplitter::TokenPhase> ChannelSplitter::enter(size_t number, bool spelled)
{
    const Mark mark = Mark(number);
    if (!counts(mark, spelled))
        return std::nullopt;
    if (mark == Mark::Message) {
        if (m_place == Place::Beginning && isHeader(m_answer)) // the prompt ended within the header
            m_name = std::exchange(m_answer, {});
        beginMessage();
        return TokenPhase{m_phase, true};
    }
    if (m_place == Place::Beginning)
        takeBackHeader();
    endMessage();
    const TokenPhase sign{m_phase, true};
    m_place = mark == Mark::Channel ? Place::Name : mark == Mark::Start ? Place::Header : Place::Between;
    if (mark != Mark::Channel)
        m_header.clear();
    m_name.clear();
    return sign;
}

// The prompt ended behind the role, and what the model wrote to a recipient seemed to be an answer.
void ChannelSplitter::takeBackHeader()
{
    if (m_answer.starts_with("to="))
        m_header = std::exchange(m_answer, {});
    if (m_answer.empty())
        m_phase = Phase::Think; // as such models begin
}

void ChannelSplitter::endMessage()
{
    for (std::string *text : {&m_think, &m_answer})
        text->erase(text->find_last_not_of(WhiteSpace) + 1);
}

void ChannelSplitter::beginMessage()
{
    m_phase = channelPhase(m_name + " " + m_header);
    m_place = Place::Message;
    m_begins = true;
}

PhaseSplitter::TokenPhase ChannelSplitter::write(std::string_view text)
{
    if (m_place == Place::Between && isWhiteSpace(text))
        return {m_phase, true};
    if (m_place == Place::Header || m_place == Place::Name) {
        (m_place == Place::Header ? m_header : m_name) += text;
        const std::string all = m_header + m_name;
        if (m_place == Place::Name && !isWhiteSpace(m_name))
            m_phase = channelPhase(m_name + " " + m_header);
        if (isHeader(all))
            return {m_phase, true};
        beginMessage();
        append(all);
        return {m_phase, false};
    }
    if (m_place == Place::Between) { // a model that forgot the marks
        m_phase = Phase::Answer;
        m_place = Place::Message;
        m_begins = true;
    }
    append(text);
    return {m_phase, false};
}

void ChannelSplitter::append(std::string_view text)
{
    std::string &to = m_phase == Phase::Think ? m_think : m_answer;
    if (m_begins) {
        text.remove_prefix(std::min(text.find_first_not_of(WhiteSpace), text.size()));
        if (text.empty())
            return;
        if (!to.empty())
            to += "\n\n";
        m_begins = false;
    }
    to += text;
}

} // namespace deepscope
