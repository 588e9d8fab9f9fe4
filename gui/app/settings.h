// What the window remembers between starts.
#pragma once

#include "app/generation_memory.h"
#include "app/theme.h"
#include "models/open_options.h"
#include "models/pace.h"

#include <QByteArray>
#include <QHash>
#include <QSettings>
#include <QStringList>

#include <memory>

namespace deepscope {

// What the window is for: each has its own middle and its own panels.
enum class Mode { Chat, Learning };

class Settings {
public:
    explicit Settings(std::unique_ptr<QSettings> file) : m_file(std::move(file)), m_generation(*m_file) {}

    static QString languageIn(const QSettings &file); // before there is a window

    Theme theme() const;
    void setTheme(Theme theme);
    QString language() const; // "en", "de"; empty = the system's
    void setLanguage(const QString &language);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    QByteArray windowLayout(Mode mode) const; // of docks and tool bars
    void setWindowLayout(Mode mode, const QByteArray &layout);
    Mode mode() const;
    void setMode(Mode mode);

    GenerationMemory &generation() { return m_generation; }

    // Of this model, known by its path and size; of one that was not opened yet, those for new models.
    OpenOptions openOptions(const QString &path) const;
    void setOpenOptions(const QString &path, const OpenOptions &options);
    void setOpenOptionsOfNewModels(const OpenOptions &options); // without the context: each model has its own

    QStringList recentModels() const; // newest first
    void addRecentModel(const QString &path);
    QStringList modelFolders() const; // that the user added to the model browser
    void setModelFolders(const QStringList &folders);
    Pace pace() const; // of playing a run
    void setPace(Pace pace);
    bool sawFirstSteps() const;
    void setSawFirstSteps();
    bool keepsChats() const; // until they are deleted; else until the program ends
    void setKeepsChats(bool keeps);
    QHash<QString, QString> drafts() const;                          // of questions, by chat
    void setDraft(const QString &chat, const QString &text);         // empty text = none
    QHash<QString, QString> knownAnswers() const;                    // by question
    void changeKnownAnswers(const QHash<QString, QString> &changes); // an empty answer is forgotten; others stay
    QString folder() const;                                          // where the last file was opened or saved
    void setFolder(const QString &folder);

private:
    OpenOptions readOpenOptions(const QString &group) const;
    void keepOpenOptions(const QString &group, const OpenOptions &options);

    std::unique_ptr<QSettings> m_file;
    GenerationMemory m_generation;
};

} // namespace deepscope
