#include "attention_reading.h"

#include "models/engine_sentences.h"
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
    return {};
}

void AttentionReading::forgetToken()
{
    if (std::exchange(m_waits, false))
        emit dropped(m_question);
    m_soon.stop();
    m_token = m_asking = -1;
    m_layers.clear();
    m_masses.clear();
    m_means.clear();
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
    } else if (token == m_token && (layerWanted < 0 || layer(layerWanted))) {
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
        take(answer.layers);
        follow(); // another layer may be looked at by now
    }
}

const AttendedLayer *AttentionReading::layer(int layer) const
{
    const auto found = std::ranges::find(m_layers, uint32_t(layer), &AttendedLayer::layer);
    return layer < 0 || found == m_layers.end() ? nullptr : &*found;
}

// All heads of all layers, once.
void AttentionReading::take(std::vector<AttendedLayer> layers)
{
    m_layers = std::move(layers);
    for (const AttendedLayer &each : m_layers) {
        std::vector<double> &means = m_means.emplace_back(each.positions);
        const std::vector<float> &all = m_masses.emplace_back(attentionMass(each));
        for (size_t at = 0; at < all.size(); ++at)
            means[at % each.positions] += double(all[at]) / each.heads;
    }
}

std::vector<double> AttentionReading::mass(int number, int head) const
{
    const AttendedLayer *of = layer(number);
    if (!of)
        return {};
    const auto place = size_t(of - m_layers.data());
    if (head < 0)
        return m_means[place];
    const auto first = m_masses[place].begin() + ptrdiff_t(head) * of->positions;
    return {first, first + of->positions};
}

int AttentionReading::shownLayer() const
{
    const Run *run = m_store.current();
    const int layer = m_selection.focus().layer;
    return run && layer >= 0 && layer < int(run->model().info.layers) ? layer : -1;
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
    const Shown now{m_stamp,    shownLayer(),       m_head,      m_asking, m_reason, m_runReason,
                    m_runWaits, m_runProgress.done, m_run.size()};
    if (now == m_shown)
        return;
    m_shown = now;
    m_shares.clear();
    for (const AttendedLayer &each : m_layers)
        if (now.layer < 0 || int(each.layer) == now.layer) {
            const int head = now.layer < 0 || m_head >= int(each.heads) ? -1 : m_head;
            const std::vector<double> shares = mass(int(each.layer), head);
            m_shares.resize(shares.size());
            for (size_t i = 0; i < shares.size(); ++i)
                m_shares[i] += shares[i] / (now.layer < 0 ? double(m_layers.size()) : 1);
        }
    emit changed();
}

std::optional<double> AttentionReading::shareOf(int position) const
{
    return position >= 0 && size_t(position) < m_shares.size() ? std::optional(m_shares[size_t(position)])
                                                               : std::nullopt;
}

} // namespace deepscope
