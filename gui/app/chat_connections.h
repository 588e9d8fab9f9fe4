// Connects what is written in the chat with what answers it.
#pragma once

class QWidget;

namespace deepscope {

class AttentionReading;
class ChatPanel;
class GenerationMemory;
class GenerationPopover;
class Settings;
class TokenStrip;
class Workbench;

// Both must live equally long.
void connectChatWithWorkbench(ChatPanel &panel, Workbench &workbench);

// Right answers that a person knows are kept in the settings, and read from files that are chosen over the window.
void connectKnownAnswers(ChatPanel &panel, Workbench &workbench, Settings &settings, QWidget *window);

// The chat's tokens have the colours of the strip, where these say more than the phase, and lines below those that are
// looked at most.
void connectTokenColors(ChatPanel &panel, TokenStrip &strip, const AttentionReading &attention);

// The presets of a person, which the settings file keeps.
void connectPresets(GenerationPopover &form, GenerationMemory &memory);

} // namespace deepscope
