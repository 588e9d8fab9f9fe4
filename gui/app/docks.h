// The panels around the chat, and the layout in which they first appear.
#pragma once

#include "app/dock_set.h"
#include "models/chats.h"
#include "models/expert_trials.h"
#include "models/playback.h"

namespace deepscope {

class AttentionReading;
class ChatListPanel;
class ComparisonPanel;
class ExpertsPanel;
class LatentReading;
class MemoryAccounts;
class MemoryPanel;
class TokenDetails;
class TokenStrip;

class Docks : public DockSet {
public:
    Docks(QMainWindow &window, RunStore &store, Selection &selection, Playback &playback, Chats &chats,
          ExpertTrials &trials, AttentionReading &attention, LatentReading &latent, const MemoryAccounts &memory);

    ChatListPanel *chatList() const { return m_chatList; }
    ExpertsPanel *experts() const { return m_expertsPanel; }
    TokenDetails *details() const { return m_detailsPanel; }
    MemoryPanel *memory() const { return m_memoryPanel; }
    TokenStrip *tokens() const { return m_strip; }
    ComparisonPanel *comparison() const { return m_comparisonPanel; }

protected:
    void arrange() override;

private:
    ChatListPanel *m_chatList;
    ExpertsPanel *m_expertsPanel;
    TokenDetails *m_detailsPanel;
    TokenStrip *m_strip;
    ComparisonPanel *m_comparisonPanel;
    MemoryPanel *m_memoryPanel;
    QDockWidget *m_chats, *m_experts, *m_memory, *m_details, *m_tokens, *m_comparison;
};

} // namespace deepscope
