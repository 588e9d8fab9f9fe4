// What a person has changed of the model's experts: the list that a text is read again with, and that a new answer is
// made with. It belongs to the model that is shown; another model begins without.
#pragma once

#include "run_store.h"

#include "api/alteration.h"

#include <QObject>

#include <limits>
#include <optional>
#include <span>

namespace deepscope {

// What is done with one expert at a click.
enum class ExpertSwitch : uint8_t { Plain, Off, Forced, Half, Double };
inline constexpr int ExpertSwitchCount = 5;
QString switchName(ExpertSwitch what); // "off", "forced", "weight × 0.5"

class ExpertSwitches : public QObject {
    Q_OBJECT

public:
    explicit ExpertSwitches(const RunStore &store, bool offered = true, QObject *parent = nullptr);

    bool offered() const { return m_offered; } // else nothing can be altered here

    const Alteration &alteration() const { return m_alteration; }
    bool empty() const { return m_alteration.empty(); }

    // Nothing where the list says something else of it, such as another factor.
    std::optional<ExpertSwitch> of(int layer, int expert) const;
    void set(int layer, int expert, ExpertSwitch what); // an exchange is dropped
    // A rule of the routers of one layer, or of all (nothing); no value takes it back, and a layer leaves a rule of
    // all. That of Used is the number.
    void setRule(std::optional<uint32_t> layer, RouterAction rule, std::optional<uint32_t> value);
    // What is in force in that layer, or is said of all; nothing: as it is. A layer that left a rule of all has the
    // model's own number.
    std::optional<uint32_t> rule(std::optional<uint32_t> layer, RouterAction rule) const;
    // The tokens of the text in which all of it is in force; none = everywhere.
    void setPlaces(std::optional<TokenRange> tokens);
    std::optional<TokenRange> places() const;
    static constexpr int ToTheEnd = std::numeric_limits<int>::max(); // a range that ends with the text
    // For one token and layer `other` is chosen in the place of the last of these, and nothing else is altered.
    void exchange(int token, int layer, std::span<const ExpertHit> chosen, int other);
    // The whole list. False, and nothing has changed, for one that the model cannot have; `why` says it.
    bool setAll(const Alteration &alteration, QString *why = nullptr);
    void reset() { setAll({}); }

signals:
    void changed();
    void refused(const QString &why);

private:
    void wish(const Alteration &alteration, bool isExchange = false);
    void leaveRuleOfAll(Alteration &altered, uint32_t layer, RouterAction rule) const;
    bool take(const Alteration &alteration, bool isExchange, QString *why);

    const RunStore &m_store;
    Alteration m_alteration;
    bool m_isExchange = false;
    const bool m_offered;
    std::optional<ModelInfo> m_model;
};

} // namespace deepscope
