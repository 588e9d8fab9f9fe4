// The families of chat templates that are built in; each has a source file of its own.
#pragma once

#include "text/chat_template.h"

namespace deepscope {

// `bos`: what the text begins with, often nothing. `thinks`: the text ends in an opening <think>.
std::unique_ptr<ChatTemplate> makeDeepscopeTemplate(std::string bos);
std::unique_ptr<ChatTemplate> makeDeepseekTemplate(std::string bos, bool thinks); // V3 and R1
std::unique_ptr<ChatTemplate> makeDeepseekV2Template(std::string bos);
std::unique_ptr<ChatTemplate> makeChatMlTemplate(std::string bos, bool thinks); // Qwen
std::unique_ptr<ChatTemplate> makeLlama3Template(std::string bos);
std::unique_ptr<ChatTemplate> makePlainTemplate(std::string bos);

// An assistant's text without the thought that it may begin with.
std::string withoutThought(const std::string &text);

} // namespace deepscope
