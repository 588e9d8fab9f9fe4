// Connects what is written in the chat with what answers it.
#pragma once

namespace deepscope {

class ChatPanel;
class Workbench;

// Both must live equally long.
void connectChatWithWorkbench(ChatPanel &panel, Workbench &workbench);

} // namespace deepscope
