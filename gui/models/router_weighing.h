// All that the routers weighed for one token of the current run, asked of the engine when a panel shows it; the newest
// question takes the place of one that waits.
#pragma once

#include "run_store.h"

#include "api/request.h"

#include <QTimer>

namespace deepscope {

class RouterWeighing : public QObject {
    Q_OBJECT

public:
    // Where nobody answers, nothing is asked.
    explicit RouterWeighing(const RunStore &store, bool offered = true, QObject *parent = nullptr);

    void want(int token); // of the current run; -1 = none is shown
    int token() const { return m_token; }
    // Of the token that is wanted, layer numbers of the model; null while it is not known.
    const WeighedLayer *layer(int layer) const;
    bool isOffered() const { return m_offered; }
    bool isAsking() const { return m_waits || m_soon.isActive(); }
    bool isKnown() const { return !m_layers.empty(); }
    const QString &reason() const { return m_reason; } // why it will not be known; empty = it is, or is being asked for

    void restart();                          // asks once more
    void answer(const RouterAnswer &answer); // others than to the newest question are dropped

signals:
    void asked(const deepscope::RouterQuestion &question);
    void dropped(uint32_t question);
    void changed();

private:
    void ask();
    QString reasonAgainst() const;

    bool canAsk() const; // there is a token to ask about

    const RunStore &m_store;
    const bool m_offered;
    QTimer m_soon; // who walks over tokens asks for the one that he stays at
    uint32_t m_question = 0xd0000000;
    bool m_waits = false;
    int m_token = -1;
    QString m_reason;
    std::vector<WeighedLayer> m_layers;
};

// The first expert that was left out, as the router has it: it knows of groups, ties and of those that are switched
// off. Nothing where none was left out.
inline std::optional<uint16_t> runnerUp(const WeighedLayer &layer)
{
    return layer.nextExpert == NoExpert ? std::nullopt : std::optional(layer.nextExpert);
}
// The margin of a choice in words: "margin 0.013 to expert 7"; of groups as well.
QString marginWords(const WeighedLayer &layer);

} // namespace deepscope
