#include "file_comparison.h"

#include "models/engine_sentences.h"
#include "paint/number_format.h"

#include <utility>

namespace deepscope {

FileComparison::FileComparison(const RunStore &store, QObject *parent) : QObject(parent), m_store(store)
{
    connect(&store, &RunStore::currentRunChanged, this, &FileComparison::forget);
    connect(&store, &RunStore::runFinished, this, [this](uint32_t run) {
        if (!m_store.current() || m_store.current()->id() != run)
            return;
        askForRoom();
        emit changed(); // it can be compared now
    });
    connect(&store, &RunStore::modelChanged, this, &FileComparison::askForRoom); // another may be beside them
}

void FileComparison::set(State state, const QString &words)
{
    m_state = state;
    m_words = words;
    emit changed();
}

void FileComparison::forget()
{
    if (m_state == State::Working)
        emit dropped(m_question);
    m_result.reset();
    askForRoom();
    set(State::Nothing);
}

void FileComparison::askForRoom()
{
    m_room.reset();
    if (!m_other.isEmpty() && m_store.current() && m_store.current()->state() != RunState::Working)
        emit roomWanted();
}

FilesToPlan FileComparison::toPlan() const
{
    const Run &run = *m_store.current();
    FilesToPlan files{run.model().memory, m_other, uint32_t(run.size()), {}, {}, 0};
    if (const LoadedModel *model = m_store.model()) {
        files.device = std::to_string(model->device.index);
        files.held = model->memory;
        files.heldOn = model->device.index;
    }
    return files;
}

void FileComparison::setRoom(const QString &other, const std::optional<FilesRoom> &room)
{
    if (other != m_other)
        return;
    m_room = room;
    emit changed();
}

void FileComparison::setOther(const QString &path)
{
    m_other = path;
    forget();
}

QString FileComparison::reasonAgainst() const
{
    const Run *run = m_store.current();
    if (!run || run->size() < 2)
        return tr("There is no text yet that two files could read.");
    if (run->state() == RunState::Working)
        return tr("The files can read the text when its answer has ended.");
    if (m_other.isEmpty())
        return tr("Choose another file of the same model, such as one with fewer bits a weight.");
    return {};
}

void FileComparison::start()
{
    if (!reasonAgainst().isEmpty() || m_state == State::Working)
        return;
    const Run &run = *m_store.current();
    FilesToCompare files;
    files.a.path = run.model().info.path;
    // The run may be of another computer, or of before a card was changed.
    if (const LoadedModel *model = m_store.model())
        files.a.device = std::to_string(model->device.index);
    files.a.cacheType = run.model().memory.cacheType;
    files.b = files.a;
    files.b.path = m_other.toStdString();
    files.alteration = run.alteration();
    for (int token = 0; token < run.size(); ++token)
        files.tokens.push_back(run.tokenId(token));
    m_result.reset();
    ++m_question;
    set(State::Working, tr("opening the files"));
    emit asked(m_question, files);
}

void FileComparison::stop()
{
    if (m_state == State::Working)
        forget();
}

void FileComparison::tell(uint32_t question, const LoadProgress &progress)
{
    if (question == m_question && m_state == State::Working)
        set(State::Working, tr("%1, %2").arg(engineSentence(progress.doing), formatShare(progress.fraction)));
}

void FileComparison::answer(uint32_t question, std::shared_ptr<const ModelComparison> result)
{
    if (question != m_question || m_state != State::Working)
        return;
    m_result = std::move(result);
    set(State::There);
}

void FileComparison::fail(uint32_t question, const QString &sentence)
{
    if (question == m_question && m_state == State::Working)
        set(State::Failed, sentence);
}

} // namespace deepscope
