// What was set for the answers of each model, as the settings file holds it.
#pragma once

#include "api/model_info.h"
#include "panels/chat/generation_presets.h"
#include "panels/chat/generation_settings.h"

#include <QSettings>

#include <map>

namespace deepscope {

// A model is known by its path and size; a file that was found elsewhere begins with what was set for one of the same
// name, kind and size. A model that was never seen has the settings that nobody changed. Whether earlier turns are sent
// is a way to chat, and the same for all. A chat may have settings of its own.
class GenerationMemory {
public:
    explicit GenerationMemory(QSettings &file);

    GenerationSettings withoutModel() const; // before one is loaded
    GenerationSettings of(const ModelInfo &model) const;
    void keep(const ModelInfo &model, const GenerationSettings &settings);

    // Of one chat, for that model; nothing: it has none of its own.
    std::optional<GenerationSettings> ofChat(const QString &chat, const ModelInfo &model) const;
    void keepOfChat(const QString &chat, const ModelInfo &model, const GenerationSettings &settings);
    void keepEarlierTurns(bool sends);
    // All that is kept of these chats, which is forgotten, and the same when they are brought back.
    std::map<QString, QVariantMap> takeOut(const QStringList &chats);
    void putBack(const std::map<QString, QVariantMap> &chats);

    // The system texts of chats that came in from a file: each is of the model that is used with it first.
    void keepSystemsOfImports(const std::map<QString, QString> &systems);
    QString systemOfImport(const QString &chat) const; // empty: none

    std::vector<GenerationPreset> presets() const; // of a person, oldest first
    void keepPreset(const GenerationPreset &preset);
    void removePreset(const QString &name);

private:
    QString groupToRead(const ModelInfo &model) const; // empty: nothing is kept
    GenerationSettings read(const QString &group) const;
    void write(const QString &group, const GenerationSettings &settings);
    void forgetOldForm();

    QSettings &m_file;
};

} // namespace deepscope
