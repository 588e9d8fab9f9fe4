// The settings of answers that the composer shows: those of the chat that is shown, where it has some of its own for
// the model in use, else those of the model. What a person changes is of the chat from then on; in a new chat it is of
// the model, and the chat that begins takes it along.
#pragma once

#include "app/generation_memory.h"
#include "app/workbench.h"

#include <QObject>

#include <map>

namespace deepscope {

class Composer;

class ChatSettings : public QObject {
    Q_OBJECT

public:
    // All must outlive it.
    ChatSettings(Composer &composer, Workbench &workbench, GenerationMemory &memory);
    ~ChatSettings() override; // what was set in chats that end with the program goes with them

    void show(); // another chat, or another model

signals:
    void planWanted(); // of the memory, for another context

private:
    void keep();
    void keepAsked(uint32_t run);
    QString contextWords() const;

    Composer &m_composer;
    Workbench &m_workbench;
    GenerationMemory &m_memory;
    std::map<QString, QVariantMap> m_deleted; // of chats that may be brought back
    bool m_showing = false;                   // the program changes the form, not a person
};

} // namespace deepscope
