// A chat as one HTML page that needs nothing else: no scripts, nothing fetched, light and dark as the reader has it.
#pragma once

#include "models/chat_document.h"
#include "models/token_measure.h"

namespace deepscope {

// Each token of thought and answer on the colour of its measure, where the document has tokens.
QByteArray chatPage(const ChatDocument &document, std::optional<TokenMeasure> measure = {});

} // namespace deepscope
