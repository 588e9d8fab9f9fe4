#include "latent_reading.h"

#include "models/background.h"
#include "models/engine_sentences.h"
#include "models/memory_names.h"
#include "same_model.h"

#include <algorithm>
#include <new>

namespace deepscope {

namespace {

constexpr int RowsAtOnce = 4096;             // of one question, over all its layers: some ten MiB
constexpr size_t MostKept = size_t(8) << 20; // numbers, over all layers
using Counted = std::vector<LayerLatents>;   // empty: there was no memory for it

TokenRows rowsOf(const LayerLatents &layer) { return {*layer.values, layer.columns}; }

// The part that comes first in both kinds of attention. May be called on any thread.
LayerLatents countedLayer(const CachedLayer &cached)
{
    const CachedPart &part = cached.parts.at(0);
    LayerLatents layer{
        int(cached.layer), part.name == "latent", size_t(part.heads) * part.columns, int(cached.first), {}, {}};
    layer.values = std::make_shared<const std::vector<float>>(part.values);
    layer.figures = latentFigures(rowsOf(layer));
    return layer;
}

Counted countedLayers(const CacheAnswer &answer)
{
    try {
        Counted layers;
        std::ranges::transform(answer.layers, std::back_inserter(layers), countedLayer);
        return layers;
    } catch (const std::exception &) { // no memory, or what nobody expects: the view says that there are none
        return {};
    }
}

} // namespace

double LayerLatents::largestNorm() const
{
    const auto largest = std::ranges::max_element(figures.norms);
    return largest != figures.norms.end() && *largest > 0 ? *largest : 1;
}

LatentReading::LatentReading(const RunStore &store, const Selection &selection, QObject *parent)
    : QObject(parent), m_store(store), m_selection(selection)
{
    const auto anew = [this] {
        forget();
        follow();
    };
    connect(&selection, &Selection::restarted, this, &LatentReading::forget); // before anybody looks
    connect(&store, &RunStore::currentRunChanged, this, anew);
    connect(&store, &RunStore::modelChanged, this, anew);
    connect(&store, &RunStore::runFinished, this, &LatentReading::follow);
    connect(&selection, &Selection::focusChanged, this, [this] {
        m_failure.clear(); // it is tried again
        follow();
    });
}

void LatentReading::setWanted(const QObject *viewer, bool wanted)
{
    if (wanted ? !m_viewers.insert(viewer).second : m_viewers.erase(viewer) == 0)
        return;
    m_failure.clear();
    follow();
}

QString LatentReading::reasonAgainst(const Run &run) const
{
    if (!m_store.model() || !sameModel(m_store.model()->info, run.model().info))
        return tr("%1 is not open, so what its cache holds cannot be asked for.")
            .arg(QString::fromStdString(run.model().info.name));
    if (uint32_t(run.size()) > m_store.model()->memory.context)
        return tr("The context is shorter than this text, so what the cache holds of it cannot be asked for.");
    if (shownLayer() >= 0 && !run.model().memory.keepsRows(uint32_t(shownLayer())))
        return noRowsSentence(shownLayer());
    return {};
}

QString LatentReading::reason() const { return m_reason.isEmpty() ? m_failure : m_reason; }

int LatentReading::shownLayer() const
{
    const Run *run = m_store.current();
    const int layer = m_selection.focus().layer;
    return run && layer >= 0 && layer < int(run->model().info.layers) ? layer : -1;
}

int LatentReading::shownToken() const
{
    const Run *run = m_store.current();
    const int token = m_selection.focus().token;
    return !run ? -1 : token >= 0 && token < run->size() ? token : run->size() - 1;
}

const LayerLatents *LatentReading::layer(int number) const
{
    const auto found = std::ranges::find(m_layers, number, &LayerLatents::layer);
    return found == m_layers.end() ? nullptr : &*found;
}

// By the layer that is there; before the first it is not known yet.
bool LatentReading::keepsRows() const
{
    const Run *run = m_store.current();
    return !run || m_layers.empty() ||
           size_t(run->size()) * m_layers.front().columns * run->model().info.layers <= MostKept;
}

bool LatentReading::needs(int number) const
{
    if (!m_store.current()->model().memory.keepsRows(uint32_t(number)))
        return false;
    const LayerLatents *known = layer(number);
    return !known || (number == shownLayer() && !known->values);
}

LatentReading::Wanted LatentReading::next() const
{
    const Run &run = *m_store.current();
    const int layers = int(run.model().info.layers), most = std::max(1, RowsAtOnce / run.size());
    Wanted wanted;
    if (shownLayer() >= 0 && needs(shownLayer()))
        wanted.first = shownLayer();
    while (wanted.first < layers && !needs(wanted.first))
        ++wanted.first;
    while (wanted.count < most && wanted.first + wanted.count < layers && needs(wanted.first + wanted.count))
        ++wanted.count;
    return wanted;
}

// What is known stays, as long as it is of this run.
void LatentReading::follow()
{
    const Run *run = m_store.current();
    const bool looks = !m_viewers.empty() && run && run->size() > 0 && run->state() != RunState::Working;
    if (!run || m_run != run->id() || m_tokens != run->size())
        forget();
    m_reason = looks ? reasonAgainst(*run) : QString();
    if (!looks || !reason().isEmpty())
        drop();
    else if (!isReading() && next().count > 0)
        ask(*run, next());
    if (looks) {
        giveUpRows();
        compare();
    }
    emit changed();
}

void LatentReading::ask(const Run &run, const Wanted &wanted)
{
    m_run = run.id();
    m_tokens = run.size();
    CacheQuestion question;
    question.run = ++m_question;
    for (int token = 0; token < run.size(); ++token)
        question.tokens.push_back(run.tokenId(token));
    question.alteration = run.alteration();
    question.layer = uint32_t(wanted.first);
    question.layers = uint32_t(wanted.count);
    m_waits = true;
    emit asked(question);
}

void LatentReading::drop()
{
    if (std::exchange(m_waits, false))
        emit dropped(m_question);
}

void LatentReading::forget()
{
    drop();
    m_counts = false;
    ++m_stamp;
    m_run = 0;
    m_tokens = 0;
    m_failure.clear();
    m_layers.clear();
    m_cosines.clear();
}

void LatentReading::stop()
{
    drop();
    emit changed();
}

void LatentReading::answer(const CacheAnswer &answer)
{
    if (!m_waits || answer.run != m_question)
        return;
    m_waits = false;
    if (answer.failure) {
        m_failure = engineSentence(answer.failure->sentence);
        return emit changed();
    }
    m_counts = true;
    inBackground(
        this, [asked = std::make_shared<const CacheAnswer>(answer)] { return countedLayers(*asked); },
        [this, stamp = m_stamp](const Counted &layers) {
            if (stamp == m_stamp)
                take(layers);
        });
}

void LatentReading::take(const std::vector<LayerLatents> &layers)
{
    m_counts = false;
    if (layers.empty())
        m_failure = tr("There is not enough memory to count what the cache holds of this text.");
    for (const LayerLatents &each : layers) {
        std::erase_if(m_layers, [&](const LayerLatents &known) { return known.layer == each.layer; });
        m_layers.insert(std::ranges::upper_bound(m_layers, each.layer, {}, &LayerLatents::layer), each);
    }
    follow(); // more of them
}

// Of so long a text that there is no room for all.
void LatentReading::giveUpRows()
{
    if (keepsRows())
        return;
    for (LayerLatents &each : m_layers)
        if (each.layer != shownLayer())
            each.values.reset();
}

void LatentReading::compare()
{
    m_cosines.clear();
    const int token = shownToken(), shown = shownLayer();
    std::vector<double> counted;
    for (const LayerLatents &each : m_layers) {
        if (!each.values || (shown >= 0 && each.layer != shown) || !each.keeps(token))
            continue;
        const auto first = size_t(each.first);
        const std::vector<double> own = deepscope::cosines(rowsOf(each), size_t(token) - first);
        m_cosines.resize(first + own.size());
        counted.resize(m_cosines.size());
        for (size_t i = 0; i < own.size(); ++i) {
            const double mean = m_cosines[first + i].value_or(0);
            m_cosines[first + i] = mean + (own[i] - mean) / ++counted[first + i]; // the mean so far
        }
    }
}

} // namespace deepscope
