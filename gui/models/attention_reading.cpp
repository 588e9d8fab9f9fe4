#include "attention_reading.h"

#include "attention_figures.h"
#include "models/engine_sentences.h"
#include "models/memory_names.h"
#include "paint/texts.h"
#include "same_model.h"

#include <algorithm>

namespace deepscope {

AttentionReading::AttentionReading(const RunStore &store, const Selection &selection, bool offered, QObject *parent)
    : QObject(parent), m_store(store), m_selection(selection), m_offered(offered)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(30);
    connect(&m_soon, &QTimer::timeout, this, &AttentionReading::ask);
    connect(&selection, &Selection::restarted, this, &AttentionReading::forgetRun); // before anybody looks
    connect(&store, &RunStore::currentRunChanged, this, &AttentionReading::restart);
    connect(&store, &RunStore::modelChanged, this, &AttentionReading::restart);
    connect(&store, &RunStore::runFinished, this, &AttentionReading::follow);
    connect(&selection, &Selection::focusChanged, this, &AttentionReading::follow);
}

void AttentionReading::setWanted(const QObject *viewer, bool wanted)
{
    if (wanted ? m_viewers.insert(viewer).second : m_viewers.erase(viewer) > 0)
        follow();
}

int AttentionReading::shownToken() const
{
    const Run *run = m_store.current();
    if (!m_offered || m_viewers.empty() || !run || run->size() == 0 || run->state() == RunState::Working)
        return -1;
    return m_selection.focus().token >= 0 ? m_selection.focus().token : run->size() - 1;
}

QString AttentionReading::reasonAgainst(int token) const
{
    const Run *run = m_store.current();
    if (!run || token < 0)
        return {};
    if (!m_store.model() || !sameModel(m_store.model()->info, run->model().info))
        return tr("%1 is not open, so its attention cannot be asked for.")
            .arg(QString::fromStdString(run->model().info.name));
    if (uint32_t(token) >= m_store.model()->memory.context)
        return tr("The context is shorter than this text, so its attention cannot be asked for.");
    if (shownLayer() >= 0 && !run->model().memory.keepsRows(uint32_t(shownLayer())))
        return noRowsSentence(shownLayer());
    return {};
}

void AttentionReading::forgetToken()
{
    if (std::exchange(m_waits, false))
        emit dropped(m_question);
    m_soon.stop();
    m_token = m_asking = -1;
    m_masses.clear();
    ++m_stamp;
}

void AttentionReading::forgetRun()
{
    forgetToken();
    if (std::exchange(m_runWaits, false))
        emit dropped(m_runQuestion);
    m_run.clear();
    m_runReason.clear();
}

// What is known stays to be seen until there is something newer.
void AttentionReading::follow()
{
    const int token = shownToken(), layerWanted = shownLayer();
    m_reason = reasonAgainst(token);
    if (token < 0 || !m_reason.isEmpty()) {
        forgetToken();
    } else if (token == m_token && (layerWanted < 0 || m_masses.layer(layerWanted))) {
        if (std::exchange(m_waits, false))
            emit dropped(m_question);
        m_soon.stop();
        m_asking = -1;
    } else if (token != m_asking) {
        if (std::exchange(m_waits, false))
            emit dropped(m_question);
        m_asking = token;
        m_soon.start();
    }
    show();
}

void AttentionReading::restart()
{
    forgetRun();
    follow();
}

void AttentionReading::stop()
{
    forgetToken();
    stopRun();
}

void AttentionReading::stopRun()
{
    if (std::exchange(m_runWaits, false))
        emit dropped(m_runQuestion);
    show();
}

AttentionQuestion AttentionReading::questionUpTo(int token)
{
    const Run &run = *m_store.current();
    AttentionQuestion question;
    question.run = m_next++;
    for (int i = 0; i <= token; ++i)
        question.tokens.push_back(run.tokenId(i));
    question.alteration = run.alteration();
    question.layer = uint32_t(std::max(0, shownLayer()));
    while (question.layer + 1 < run.model().info.layers && !run.model().memory.keepsRows(question.layer))
        ++question.layer; // of those with attention
    return question;
}

void AttentionReading::ask()
{
    const AttentionQuestion question = questionUpTo(m_asking);
    m_question = question.run;
    m_waits = true;
    emit asked(question);
}

QString AttentionReading::reasonAgainstRun() const
{
    const Run *run = m_store.current();
    if (!run || run->size() == 0)
        return tr("Ask something first.");
    if (run->state() == RunState::Working)
        return tr("The answer is still being written.");
    return reasonAgainst(run->size() - 1);
}

void AttentionReading::askForRun()
{
    m_runReason.clear();
    if (m_runWaits || !reasonAgainstRun().isEmpty())
        return;
    const Run &run = *m_store.current();
    AttentionQuestion question = questionUpTo(run.size() - 1);
    for (int token = 0; token < run.size(); ++token)
        question.groups.push_back(uint8_t(run.phase(token)));
    m_runQuestion = question.run;
    m_runProgress = {};
    m_runWaits = true;
    emit asked(question);
    show();
}

void AttentionReading::answer(const AttentionAnswer &answer)
{
    const QString sentence = answer.failure ? engineSentence(answer.failure->sentence) : QString();
    if (m_runWaits && answer.run == m_runQuestion) {
        m_runWaits = false;
        m_runReason = sentence;
        m_run = answer.layers;
        for (AttendedLayer &layer : m_run) { // of the last token alone
            layer.content = {};
            layer.rope = {};
        }
        show();
    } else if (m_waits && answer.run == m_question) {
        m_waits = false;
        const int token = m_asking;
        forgetToken();
        m_reason = sentence;
        if (answer.failure)
            return show();
        m_token = token;
        m_masses.take(answer.layers);
        follow(); // another layer may be looked at by now
    }
}

int AttentionReading::shownLayer() const
{
    const Run *run = m_store.current();
    const int layer = m_selection.focus().layer;
    return run && layer >= 0 && layer < int(run->model().info.layers) ? layer : -1;
}

int AttentionReading::shownHead() const
{
    const AttendedLayer *layer = m_masses.layer(shownLayer());
    return layer && m_head < int(layer->heads) ? m_head : -1;
}

void AttentionReading::setShownHead(int head)
{
    m_head = head;
    show();
}

void AttentionReading::setProgress(const PrefillProgress &progress)
{
    if (!m_runWaits || progress.run != m_runQuestion)
        return;
    m_runProgress = progress;
    show();
}

void AttentionReading::show()
{
    const Shown now{m_stamp,  m_runProgress.done, shownLayer(), shownHead(), m_asking,
                    m_reason, m_runReason,        m_runWaits,   m_marks,     m_run.size()};
    if (now == m_shown)
        return;
    m_shown = now;
    m_shares = now.layer < 0 ? m_masses.ofAll() : m_masses.of(now.layer, now.head);
    auto marked = m_marks ? lookedAtMost(m_shares) : std::vector<std::pair<int, double>>();
    if (std::exchange(m_marked, std::move(marked)) != m_marked)
        emit markedChanged();
    emit changed();
}

void AttentionReading::setMarks(bool seen)
{
    m_marks = seen;
    show();
}

std::optional<double> AttentionReading::shareOf(int position) const
{
    return position >= 0 && size_t(position) < m_shares.size() ? std::optional(m_shares[size_t(position)])
                                                               : std::nullopt;
}

} // namespace deepscope
