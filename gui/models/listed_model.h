// One model of the browser's list, and what can be said of it in words.
#pragma once

#include "api/model_catalog.h"

#include <QString>

#include <optional>

namespace deepscope {

struct ListedModel {
    ModelEntry entry;
    std::optional<ModelCheck> check; // nothing: its header has not been read to the end yet

    bool isDefault() const { return entry.source == ModelSource::Deepscope; }
    QString reason() const; // why it cannot be opened; empty = nothing is known against it
};

// "fits", "fits with 12,288 tokens". The device whose memory counts; empty = none can be used.
QString fitWords(const ListedModel &model, const QString &device);
QString
factsLine(const ListedModel &model); // "Hugging Face, someone/Lite-GGUF · 15.7 B parameters · 64 experts, 6 a token"
QString pathLines(const ListedModel &model); // tool tip: path, exact bytes, reason

} // namespace deepscope
