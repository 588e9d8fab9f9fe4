// A run: one question and its answer. What is asked, and what is said of it at the end.
#pragma once

#include "alteration.h"
#include "error.h"
#include "sampling.h"
#include "trace.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace deepscope {

struct ChatMessage {
    enum class Role : uint8_t { System, User, Assistant };
    Role role = Role::User;
    std::string text;    // an assistant's text is its answer, without its thought
    std::string thought; // an assistant's, where it is sent again; between the marks of the model, before its answer
};
const char *roleName(ChatMessage::Role role); // "system", "user", "assistant"

// An earlier turn of a chat that its next request leaves out. The engine does not need it; it is kept with the run.
struct LeftOutTurn {
    enum class Reason : uint8_t { NoAnswer, NoRoom, Wish };
    uint32_t turn = 0; // its place in the chat, from 0
    Reason reason = Reason::NoAnswer;
};
const char *leftOutReasonName(LeftOutTurn::Reason reason); // "no answer", "no room", "wish"

// What an answer begins with, which the model goes on behind: tokens, then a text that its tokenizer cuts and in which
// no special token is found. They are told as thought and answer, without probabilities: nothing drew them.
struct Beginning {
    std::vector<int32_t> tokens; // as an earlier run has them, its thought included
    std::string text;
    bool closesThought = false; // behind these the thought is closed, where one is open

    bool empty() const { return tokens.empty() && text.empty() && !closesThought; }
};

struct RunSummary;

// Exactly one of chat, prompt and tokens is used: the first that is not empty. Kept with the run, as how it was made.
struct RunRequest {
    using End = RunSummary;
    uint32_t run = 0; // chosen by the caller, stands in every trace
    std::vector<ChatMessage> chat;
    std::string chatTemplate; // one of chatTemplateNames(); empty = the model's own
    std::string prompt;
    std::vector<int32_t> tokens;
    uint32_t maxTokens = 0; // that are drawn; 0 = until the context is full
    Sampling sampling;
    uint32_t sample = 0;     // of several answers to one question: which; each draws numbers of its own
    bool ignoreEnd = false;  // go on after an end token
    uint32_t candidates = 8; // how many to report a token, at most MaxCandidates
    std::vector<LeftOutTurn> leftOut;
    Alteration alteration = {}; // of the routers, while it is read and answered
    Beginning beginning = {};
    uint32_t thoughtLimit = 0;      // tokens of a thought, after which it is closed and the answer follows; 0 = none
    std::vector<std::string> stops; // texts; the answer ends before the first of them
};
inline constexpr uint32_t MaxCandidates = 64;

enum class FinishReason : uint8_t { EndToken, TokenLimit, ContextFull, Cancelled, Failed, StopText };

// The chat templates that are built in: "deepseek-r1", ..., "none" (the messages, each on its line).
const std::vector<std::string> &chatTemplateNames();

const char *finishReasonName(FinishReason reason); // "end", "limit", "context", "cancelled", "failed", "stop"

struct RunSummary {
    uint32_t run = 0;
    FinishReason reason = FinishReason::EndToken;
    uint32_t promptTokens = 0;
    uint32_t reusedTokens = 0; // of the prompt and the beginning, found in the cache
    uint32_t thinkTokens = 0;
    uint32_t answerTokens = 0;
    double prefillSeconds = 0;
    double thinkSeconds = 0;
    double answerSeconds = 0;
    std::string think, answer;      // the texts, without tags
    uint32_t wholeRowDraws = 0;     // tokens drawn from all logits on the host; not recorded
    uint32_t tasksAtOnce = 0;       // the most runs, this one among them, that had rows in one step; not recorded
    std::optional<Failure> failure; // why, where it failed; not recorded
};

} // namespace deepscope
