#include "expert_survey.h"

#include "models/engine_sentences.h"
#include "same_model.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

ExpertSurvey::ExpertSurvey(const RunStore &store, QObject *parent) : QObject(parent), m_store(store)
{
    connect(&store, &RunStore::currentRunChanged, this, &ExpertSurvey::forget);
    connect(&store, &RunStore::modelChanged, this, [this] {
        if (m_state == State::Waiting)
            forget();
    });
}

void ExpertSurvey::set(State state, const QString &reason)
{
    m_state = state;
    m_reason = reason;
    emit changed();
}

void ExpertSurvey::stop()
{
    if (m_state != State::Waiting)
        return;
    emit dropped(m_question);
    set(State::Nothing);
}

void ExpertSurvey::forget()
{
    if (m_state == State::Waiting)
        emit dropped(m_question);
    m_margins.clear();
    m_least.clear();
    m_reaches.clear();
    m_read.clear();
    m_fragile = 0;
    if (m_state != State::Nothing)
        set(State::Nothing);
}

void ExpertSurvey::start()
{
    forget();
    const Run *run = m_store.current();
    if (!run || run->size() < 1 || !run->hasExperts())
        return set(State::Failed, tr("There is no text with experts to measure."));
    if (run->state() == RunState::Working)
        return set(State::Failed, tr("The text can be measured when its answer has ended."));
    if (!m_store.model() || !sameModel(m_store.model()->info, run->model().info))
        return set(State::Failed, tr("%1 is not open, so its experts cannot be measured.")
                                      .arg(QString::fromStdString(run->model().info.name)));
    // A scoring does not read the last token, which has no successor: it gets one, whose score is of no interest.
    const bool fits = uint32_t(run->size()) < m_store.model()->memory.context;
    ScoreRequest question;
    question.run = ++m_question;
    for (int token = 0; token < run->size(); ++token)
        question.tokens.push_back(run->tokenId(token));
    if (fits)
        question.tokens.push_back(question.tokens.back());
    question.alteration = run->alteration();
    question.routing = question.margins = question.extents = true;
    set(State::Waiting);
    emit asked(question);
}

void ExpertSurvey::answer(const Scores &scores)
{
    const Run *run = m_store.current();
    if (m_state != State::Waiting || scores.run != m_question || !run)
        return;
    if (scores.failure)
        return set(State::Failed, engineSentence(scores.failure->sentence));
    m_layers = run->expertLayers();
    m_read = scores.positions;
    for (const ScoredPosition &position : scores.positions) {
        float least = INFINITY;
        for (const RouterMargin &margin : position.margins) {
            m_margins.push_back(std::min(margin.expert, margin.group));
            least = std::min(least, m_margins.back());
        }
        m_least.push_back(least);
    }
    takeReaches(scores, *run);
    m_bound = boundFor(0.05);
    countFragile();
    set(State::There);
}

void ExpertSurvey::takeReaches(const Scores &scores, const Run &run)
{
    std::vector<Reach> all(size_t(run.expertLayers() * run.expertCount()));
    for (const ScoredPosition &position : scores.positions) {
        const size_t choices = position.routing.size() / size_t(run.expertLayers());
        for (size_t i = 0; i < position.routing.size(); ++i) {
            const uint16_t expert = position.routing[i].expert;
            if (expert == NoExpert)
                continue;
            Reach &reach = all[i / choices * size_t(run.expertCount()) + expert];
            reach.layer = run.firstExpertLayer() + int(i / choices);
            reach.expert = expert;
            ++reach.tokens;
            reach.largest = std::max(reach.largest, double(position.extents[i].largest));
            reach.meanNorm += double(position.extents[i].norm);
        }
    }
    std::erase_if(all, [](const Reach &reach) { return reach.tokens == 0; });
    std::ranges::stable_sort(all, std::ranges::greater(), &Reach::largest);
    // Above the 99.5th percentile: more than that share of all are smaller.
    const size_t most = size_t(std::ceil(double(all.size()) * 0.005));
    for (size_t i = 0; i < all.size(); ++i) {
        all[i].meanNorm /= all[i].tokens;
        all[i].super = i < most && all[i].largest > all.front().largest / 10;
    }
    m_reaches = std::move(all);
}

double ExpertSurvey::boundFor(double share) const
{
    std::vector<float> least = m_least;
    std::erase_if(least, [](float margin) { return !std::isfinite(margin); });
    if (least.empty())
        return 0;
    std::ranges::sort(least);
    const auto place = std::min(size_t(share * double(m_least.size())), least.size() - 1);
    // Two digits of it, rounded up, so that what is shown is what counts.
    const double bound = double(least[place]), unit = bound > 0 ? std::pow(10, std::floor(std::log10(bound)) - 1) : 1;
    return std::ceil(bound / unit) * unit;
}

void ExpertSurvey::setBound(double bound)
{
    if (bound == m_bound)
        return;
    m_bound = bound;
    countFragile();
    emit changed();
}

void ExpertSurvey::countFragile()
{
    m_fragile = int(std::ranges::count_if(m_least, [this](float margin) { return double(margin) < m_bound; }));
}

bool ExpertSurvey::fragile(int token) const
{
    return token >= 0 && size_t(token) < m_least.size() && double(m_least[size_t(token)]) < m_bound;
}

std::optional<double> ExpertSurvey::margin(int token, int layer) const
{
    const Run *run = m_store.current();
    const int row = run ? layer - run->firstExpertLayer() : -1;
    if (token < 0 || size_t(token) >= m_least.size() || row < 0 || row >= m_layers)
        return std::nullopt;
    const float margin = m_margins[size_t(token) * size_t(m_layers) + size_t(row)];
    return std::isfinite(margin) ? std::optional(double(margin)) : std::nullopt;
}

} // namespace deepscope
