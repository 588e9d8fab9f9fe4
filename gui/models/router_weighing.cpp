#include "router_weighing.h"

#include "models/engine_sentences.h"
#include "same_model.h"

#include <cmath>

namespace deepscope {

RouterWeighing::RouterWeighing(const RunStore &store, bool offered, QObject *parent)
    : QObject(parent), m_store(store), m_offered(offered)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(30);
    connect(&m_soon, &QTimer::timeout, this, &RouterWeighing::ask);
    connect(&store, &RunStore::currentRunChanged, this, &RouterWeighing::restart);
    connect(&store, &RunStore::modelChanged, this, &RouterWeighing::restart);
}

void RouterWeighing::want(int token)
{
    if (m_token == token)
        return;
    m_token = token;
    restart();
}

bool RouterWeighing::canAsk() const
{
    const Run *run = m_store.current();
    return m_offered && run && run->hasExperts() && m_token >= 0 && m_token < run->size();
}

QString RouterWeighing::reasonAgainst() const
{
    const Run *run = m_store.current();
    if (!canAsk())
        return {};
    if (!m_store.model() || !sameModel(m_store.model()->info, run->model().info))
        return tr("%1 is not open, so what its routers weighed cannot be asked for.")
            .arg(QString::fromStdString(run->model().info.name));
    if (uint32_t(m_token) >= m_store.model()->memory.context)
        return tr("The context is shorter than this text, so its routers cannot be asked.");
    return {};
}

void RouterWeighing::restart()
{
    if (m_waits)
        emit dropped(m_question);
    m_waits = false;
    m_layers.clear();
    m_soon.stop();
    m_reason = reasonAgainst();
    if (canAsk() && m_reason.isEmpty())
        m_soon.start();
    emit changed();
}

void RouterWeighing::ask()
{
    const Run &run = *m_store.current();
    RouterQuestion question;
    question.run = ++m_question;
    for (int token = 0; token <= m_token; ++token)
        question.tokens.push_back(run.tokenId(token));
    question.alteration = run.alteration();
    m_waits = true;
    emit asked(question);
}

void RouterWeighing::answer(const RouterAnswer &answer)
{
    if (!m_waits || answer.run != m_question)
        return;
    m_waits = false;
    if (answer.failure)
        m_reason = engineSentence(answer.failure->sentence);
    m_layers = answer.layers;
    emit changed();
}

const WeighedLayer *RouterWeighing::layer(int layer) const
{
    const Run *run = m_store.current();
    const int row = run ? layer - run->firstExpertLayer() : -1;
    return row >= 0 && size_t(row) < m_layers.size() ? &m_layers[size_t(row)] : nullptr;
}

QString marginWords(const WeighedLayer &layer)
{
    if (!std::isfinite(layer.margin.expert))
        return {};
    const QString margin = QString::number(double(layer.margin.expert), 'g', 2);
    const std::optional<uint16_t> next = runnerUp(layer);
    QString words =
        next ? QObject::tr("margin %1 to expert %2").arg(margin).arg(*next) : QObject::tr("margin %1").arg(margin);
    if (std::isfinite(layer.margin.group))
        words += QObject::tr(", of groups %1").arg(QString::number(double(layer.margin.group), 'g', 2));
    return words;
}

} // namespace deepscope
