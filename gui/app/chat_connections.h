// Connects what is written in the chat with what answers it.
#pragma once

namespace deepscope {

class ChatPanel;
class GenerationMemory;
class GenerationPopover;
class Workbench;

// Both must live equally long.
void connectChatWithWorkbench(ChatPanel &panel, Workbench &workbench);

// The presets of a person, which the settings file keeps.
void connectPresets(GenerationPopover &form, GenerationMemory &memory);

} // namespace deepscope
