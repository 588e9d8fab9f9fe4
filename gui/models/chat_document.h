// A chat as a document: its texts and how they were made, apart from the run store, so that another thread can write
// it.
#pragma once

#include "chats.h"
#include "run_store.h"

namespace deepscope {

struct DocumentToken {
    Phase phase = Phase::Think;
    std::string bytes;
    float logprob = 0, entropy = -1, microseconds = 0;
    bool given = false; // written by a person: it has no probability
    int layer = -1;     // of its strongest expert; -1 = its routing was not computed
    ExpertHit expert = {};
};

// One version of a turn, as it stands in a run.
struct DocumentAnswer {
    int after = -1;      // the place of the version that it goes on with; -1 = it begins the chat
    bool counts = false; // it is of the path that the chat shows
    bool chosen = false; // by a person
    QString question, thought, answer, model;
    FinishReason ending = FinishReason::EndToken;
    QString failure;                          // one sentence; empty = none
    QString system;                           // what the model was told before the chat; empty = nothing
    uint32_t maxTokens = 0, thoughtLimit = 0; // 0 = none
    QStringList stops;                        // texts before which the answer was to end
    QStringList making;                       // how it was made, in words
    QStringList figures;                      // what it took, in words; of an imported one nothing is known
    std::optional<Sampling> sampling;         // none = not known
    uint32_t sample = 0;                      // of several answers with one seed, which
    std::optional<RunSummary> summary;        // of a run with tokens; without its texts
    std::vector<DocumentToken> tokens;        // of thought and answer; only where they were asked for
};

struct ChatDocument {
    QString title;
    QDateTime created, changed;
    std::vector<DocumentAnswer> answers; // each behind the one that it goes on with
    QString system = {};                 // of a chat that comes in: what its model is told before it

    std::vector<const DocumentAnswer *> path() const; // those that count, oldest first
};

// The chat must be read, and no run of it under way. Tokens have their strongest expert in the focused layer, or where
// that has none in the first layer that has. `systemOfImported`: the system text that imported turns came with.
ChatDocument chatDocument(const Chat &chat, const RunStore &store, bool withTokens, int focusedLayer = -1,
                          const QString &systemOfImported = {});
// As runs without tokens, under a new name.
ImportedChat importedChat(const ChatDocument &document);

} // namespace deepscope
