// Thought and answer where a model writes messages to named channels, as gpt-oss does:
// <|channel|>analysis<|message|>...<|end|><|start|>assistant<|channel|>final<|message|>...<|return|>
// Source: cookbook.openai.com/articles/openai-harmony
#pragma once

#include "text/phase_splitter.h"

namespace deepscope {

// The channel's name decides (channelPhase), of each message anew; several of one phase stand apart by an empty line.
// What is written between messages (who speaks, to whom, the channel) is not shown. Marks that the vocabulary has as
// pieces count as tokens only. In the bytes, only an end counts within a message, and nothing within a text that no
// mark began.
class ChannelSplitter final : public PhaseSplitter {
public:
    ChannelSplitter(const Tokenizer &tokenizer, const ThoughtMarks &marks, bool promptEndsInThought);

    bool thoughtNeverClosed() const override { return m_place == Place::Message && m_phase == Phase::Think; }

private:
    enum class Mark : uint8_t { Channel, Message, Start, End, Return, Call };
    // Before any mark; between messages; behind <|start|>; behind <|channel|>; within a message.
    enum class Place : uint8_t { Beginning, Between, Header, Name, Message };

    std::optional<TokenPhase> enter(size_t mark, bool spelled) override;
    TokenPhase write(std::string_view text) override;
    Phase phase() const override { return m_phase; }

    bool counts(Mark mark, bool spelled) const;
    void takeBackHeader();
    void endMessage();
    void beginMessage();
    void append(std::string_view text);

    Place m_place;
    Phase m_phase; // of the message, or of the one before
    std::string m_header, m_name;
    bool m_begins = true; // nothing of this message is written yet
};

} // namespace deepscope
