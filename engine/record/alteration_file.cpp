// Alterations as JSON, in files that people write and programs exchange.
#include "api/alteration.h"

#include "api/error.h"
#include "api/path_text.h"
#include "api/routing_export.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

namespace deepscope {

namespace {

using Json = nlohmann::ordered_json;

constexpr ExpertAction ExpertActions[] = {ExpertAction::Off, ExpertAction::Force, ExpertAction::Scale,
                                          ExpertAction::Bias};
constexpr RouterAction RouterActions[] = {RouterAction::Used, RouterAction::NoBias, RouterAction::NoGroups};

template <typename Action, size_t Count>
std::optional<Action> actionFrom(std::string_view name, const Action (&actions)[Count], const char *(*nameOf)(Action))
{
    for (const Action action : actions)
        if (name == nameOf(action))
            return action;
    return std::nullopt;
}

// One entry of the list; what is wrong with it is thrown as a text.
class Entry {
public:
    explicit Entry(const Json &json) : m_json(json)
    {
        if (!json.is_object())
            throw std::string("is no object");
    }

    void addTo(Alteration &alteration) const
    {
        takePositions(alteration);
        if (!m_json.contains("action") || !m_json["action"].is_string())
            throw std::string("has no \"action\"");
        const auto name = m_json["action"].get<std::string>();
        if (m_json.contains("expert"))
            return alteration.experts.push_back(expertChange(name));
        alteration.routers.push_back(routerChange(name));
    }

private:
    // The same for the whole list.
    void takePositions(Alteration &alteration) const
    {
        const uint32_t from = m_json.contains("from") ? whole("from") : 0;
        const uint32_t until = m_json.contains("until") ? whole("until") : Alteration().until;
        if (!alteration.empty() && (from != alteration.from || until != alteration.until))
            throw std::string("is for other positions than those before it");
        alteration.from = from;
        alteration.until = until;
    }

    ExpertChange expertChange(const std::string &name) const
    {
        const auto action = expertActionFrom(name);
        if (!action)
            throw "has the action \"" + name + "\"; for an expert there are off, force, scale and bias";
        ExpertChange change{whole("layer"), whole("expert"), *action, 0};
        if (*action == ExpertAction::Scale || *action == ExpertAction::Bias)
            change.value = float(number("value"));
        return change;
    }

    RouterAlteration routerChange(const std::string &name) const
    {
        const auto action = actionFrom(name, RouterActions, routerActionName);
        if (!action && expertActionFrom(name))
            throw "has no \"expert\" for the action \"" + name + "\"";
        if (!action)
            throw "has the action \"" + name + "\"; for a layer there are used, no_bias and no_groups";
        RouterAlteration change{{}, *action, *action == RouterAction::Used ? whole("value") : 0};
        if (!m_json.contains("layer") || m_json["layer"] != "all")
            change.layer = whole("layer");
        return change;
    }

    double number(const char *key) const
    {
        if (!m_json.contains(key) || !m_json[key].is_number())
            throw std::string("has no number as \"") + key + "\"";
        return m_json[key].get<double>();
    }

    uint32_t whole(const char *key) const
    {
        const double value = number(key);
        if (!(value >= 0 && value <= 4294967295.0 && std::floor(value) == value))
            throw std::string("has no whole number as \"") + key + "\"";
        return uint32_t(value);
    }

    const Json &m_json;
};

} // namespace

std::optional<ExpertAction> expertActionFrom(std::string_view name)
{
    return actionFrom(name, ExpertActions, expertActionName);
}

Alteration alterationFromJson(std::string_view json, const std::string &name)
{
    const Json list = Json::parse(json, nullptr, false);
    if (!list.is_array())
        throw Error(ErrorKind::Usage, name + " is no JSON list of changes, as [{\"layer\": 1, \"expert\": 5, "
                                             "\"action\": \"off\"}] is.");
    Alteration alteration;
    size_t place = 0;
    for (const Json &entry : list) {
        ++place;
        try {
            Entry(entry).addTo(alteration);
        } catch (const std::string &wrong) {
            throw Error(ErrorKind::Usage, name + ": entry " + std::to_string(place) + " " + wrong + ".");
        }
    }
    return alteration;
}

Alteration readAlteration(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    if (!file || !(text << file.rdbuf()))
        throw Error(ErrorKind::File, textOf(path) + " cannot be read, or is empty.");
    const std::string written = text.str();
    const size_t first = written.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && (written[first] == '[' || written[first] == '{'))
        return alterationFromJson(written, textOf(path));
    if (written.find("layer,expert") < 8) // behind a byte order mark, at most
        return alterationFromList(readChoiceList(written, textOf(path)), {}, textOf(path));
    return alterationFromJson(written, textOf(path)); // says what is wrong
}

std::string alterationToJson(const Alteration &alteration)
{
    Json list = Json::array();
    const bool bounded = alteration.from > 0 || alteration.until != Alteration().until;
    const auto add = [&](Json &entry) {
        if (bounded) {
            entry["from"] = alteration.from;
            entry["until"] = alteration.until;
        }
        list.push_back(entry);
    };
    for (const RouterAlteration &change : alteration.routers) {
        Json entry{{"layer", change.layer ? Json(*change.layer) : Json("all")},
                   {"action", routerActionName(change.action)}};
        if (change.action == RouterAction::Used)
            entry["value"] = change.value;
        add(entry);
    }
    for (const ExpertChange &change : alteration.experts) {
        Json entry{{"layer", change.layer}, {"expert", change.expert}, {"action", expertActionName(change.action)}};
        if (change.action == ExpertAction::Scale || change.action == ExpertAction::Bias)
            entry["value"] = change.value;
        add(entry);
    }
    return list.dump();
}

} // namespace deepscope
