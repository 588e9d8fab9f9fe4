// What the cache holds of the run that is looked at, in figures: asked of the engine when a view shows it, a few layers
// at a time, the shown one first, and counted on another thread.
#pragma once

#include "latent_figures.h"
#include "selection.h"

#include "api/request.h"

#include <memory>
#include <optional>
#include <set>

namespace deepscope {

// Of latent attention the latents c_KV, without k_R; else the keys of all heads one after another.
struct LayerLatents {
    int layer = 0;
    bool latent = false;
    size_t columns = 0;
    int first = 0; // position of the first row: a window keeps none before
    LatentFigures figures;
    std::shared_ptr<const std::vector<float>> values; // the rows; null: given up, since they are too many to keep

    bool keeps(int position) const { return position >= first && position < first + int(figures.norms.size()); }
    uint32_t window() const { return first > 0 ? uint32_t(figures.norms.size()) : 0; } // 0: it has passed nothing
    double largestNorm() const;                                                        // 1 where all are zero
};

class LatentReading : public QObject {
    Q_OBJECT

public:
    LatentReading(const RunStore &store, const Selection &selection, QObject *parent = nullptr);

    void setWanted(const QObject *viewer, bool wanted); // it asks as long as somebody does
    void follow();                                      // what is shown may be another run, layer or token
    void stop();                                        // what the engine is asked: something else needs it alone
    void answer(const CacheAnswer &answer);             // others than to the newest question are dropped

    bool isReading() const { return m_waits || m_counts; } // of more layers
    QString reason() const;                                // why there are no more; empty = there are all, or will be

    const std::vector<LayerLatents> &layers() const { return m_layers; } // so far, in ascending order
    const LayerLatents *layer(int number) const;                         // null: not yet
    int shownLayer() const;                                              // the focused one; -1 = all
    int shownToken() const;                                              // the focused one, or the last; -1 = none

    // Of the shown token with each of the run, in the shown layer, or the mean of those that keep both; nothing where
    // none does. Empty where no layer has rows of the shown token.
    const std::vector<std::optional<double>> &cosines() const { return m_cosines; }
    bool keepsRows() const; // of all layers; else of the shown one alone

signals:
    void asked(const deepscope::CacheQuestion &question);
    void dropped(uint32_t question);
    void changed();

private:
    struct Wanted { // layers [first, first + count)
        int first = 0, count = 0;
    };
    bool needs(int layer) const;
    Wanted next() const;
    QString reasonAgainst(const Run &run) const;
    void ask(const Run &run, const Wanted &wanted);
    void drop();
    void forget();
    void take(const std::vector<LayerLatents> &layers);
    void giveUpRows();
    void compare();

    const RunStore &m_store;
    const Selection &m_selection;
    std::set<const QObject *> m_viewers;
    uint32_t m_question = 0x90000000, m_stamp = 0; // another stamp: what is being counted concerns nobody any more
    bool m_waits = false, m_counts = false;
    uint32_t m_run = 0; // whose layers these are, and of how many tokens
    int m_tokens = 0;
    QString m_reason, m_failure;
    std::vector<LayerLatents> m_layers;
    std::vector<std::optional<double>> m_cosines;
};

} // namespace deepscope
