// A chat as one Markdown text: what was written stands as it was written.
#pragma once

#include "chat_document.h"

namespace deepscope {

QByteArray chatMarkdown(const ChatDocument &document);

// "Small, 28 November 2026, 2 questions": what stands below the title, also on a page.
QString documentLine(const ChatDocument &document);

} // namespace deepscope
