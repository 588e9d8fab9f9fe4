// The kinds of chat templates: the families that are built in, and those that files bring. Each has a source file of
// its own.
#pragma once

#include "jinja/workspace.h"
#include "text/chat_template.h"

namespace deepscope {

// `bos`: what the text begins with, often nothing. `thinks`: the text ends in an opening <think>.
std::unique_ptr<ChatTemplate> makeDeepscopeTemplate(std::string bos);
std::unique_ptr<ChatTemplate> makeDeepseekTemplate(std::string bos, bool thinks); // V3 and R1
std::unique_ptr<ChatTemplate> makeDeepseekV2Template(std::string bos);
std::unique_ptr<ChatTemplate> makeChatMlTemplate(std::string bos, bool thinks); // Qwen
std::unique_ptr<ChatTemplate> makeLlama3Template(std::string bos);
std::unique_ptr<ChatTemplate> makePlainTemplate(std::string bos);

// A template from a file in the Jinja language, rendered as Hugging Face's apply_chat_template does it, thinking on.
// `reasons`: as for R1, see systemInQuestion; an opening mark is added where the template writes none.
std::unique_ptr<ChatTemplate> makeFileTemplate(std::string_view text, std::string family, const Vocabulary &vocabulary,
                                               bool reasons, jinja::Limits limits = {});

std::string listOfTemplateNames(); // "deepseek-r1, deepseek-v3, ..."

// R1 and its distills take no system prompt: instructions belong into the question.
// Source: huggingface.co/deepseek-ai/DeepSeek-R1, "Usage Recommendations"
std::vector<ChatMessage> systemInQuestion(const std::vector<ChatMessage> &chat);

} // namespace deepscope
