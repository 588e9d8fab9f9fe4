// The text of the current run read with its model's file and with another file of the same model: how far apart they
// are. Asked for by a person; another run forgets it.
#pragma once

#include "files_room.h"
#include "run_store.h"

#include "api/file_comparison.h"

#include <QObject>

#include <memory>

namespace deepscope {

class FileComparison : public QObject {
    Q_OBJECT

public:
    explicit FileComparison(const RunStore &store, QObject *parent = nullptr);

    enum class State : uint8_t { Nothing, Working, There, Failed };
    State state() const { return m_state; }
    const QString &words() const { return m_words; } // what is being done, or why it failed

    void setOther(const QString &path); // the other file; forgets what was compared
    const QString &other() const { return m_other; }
    // Why nothing can be compared; empty = it can.
    QString reasonAgainst() const;
    // What both would take, as far as it is known by now: of the newest question.
    FilesToPlan toPlan() const; // there is a run, and another file
    void setRoom(const QString &other, const std::optional<FilesRoom> &room);
    const std::optional<FilesRoom> &room() const { return m_room; }
    void start();
    void stop();

    // Of token i + 1 of the run at place i; null in other states than There.
    const ModelComparison *result() const { return m_result.get(); }

    // To the newest question; others are dropped.
    void tell(uint32_t question, const LoadProgress &progress);
    void answer(uint32_t question, std::shared_ptr<const ModelComparison> result);
    void fail(uint32_t question, const QString &sentence);

signals:
    void asked(uint32_t question, const deepscope::FilesToCompare &files);
    void dropped(uint32_t question);
    void roomWanted(); // of toPlan(), answered by setRoom()
    void changed();

private:
    void forget();
    void set(State state, const QString &words = {});
    void askForRoom();

    const RunStore &m_store;
    State m_state = State::Nothing;
    QString m_words, m_other;
    uint32_t m_question = 0;
    std::shared_ptr<const ModelComparison> m_result;
    std::optional<FilesRoom> m_room;
};

} // namespace deepscope
