// What is changed of a model's routers while it reads or writes a text: experts that are switched off, forced, weighed
// or favoured, and rules of whole layers. Layers count from 0, dense ones included.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

struct ChoiceList;
struct ModelInfo;

enum class ExpertAction : uint8_t {
    Off,   // never chosen
    Force, // always among the chosen, however the others stand
    Scale, // its weight is multiplied in the end; that of the others stays
    Bias,  // added to the score that chooses, not to the weight
};
const char *expertActionName(ExpertAction action); // "off", "force", "scale", "bias"
std::optional<ExpertAction> expertActionFrom(std::string_view name);

struct ExpertChange {
    uint32_t layer = 0, expert = 0;
    ExpertAction action = ExpertAction::Off;
    float value = 0; // of Scale (0 or more) and Bias

    bool operator==(const ExpertChange &) const = default;
};

enum class RouterAction : uint8_t {
    Used,     // so many experts a token
    NoBias,   // chosen without the selection bias
    NoGroups, // chosen from all groups
};
const char *routerActionName(RouterAction action); // "used", "no_bias", "no_groups"

struct RouterAlteration {
    std::optional<uint32_t> layer; // nothing = all that have experts
    RouterAction action = RouterAction::Used;
    uint32_t value = 0; // of Used

    bool operator==(const RouterAlteration &) const = default;
};

struct Alteration {
    std::vector<ExpertChange> experts;
    std::vector<RouterAlteration> routers;
    uint32_t from = 0; // positions of the text in which it is in force
    uint32_t until = std::numeric_limits<uint32_t>::max();

    bool empty() const { return experts.empty() && routers.empty(); }
    bool inForce(uint32_t position) const { return !empty() && position >= from && position < until; }
    bool operator==(const Alteration &) const = default;
};

// What an alteration comes to in one layer, later changes in the place of earlier ones.
struct AlteredExpert {
    std::optional<ExpertAction> choice; // Off or Force
    float bias = 0, factor = 1;

    bool operator==(const AlteredExpert &) const = default;
};
struct AlteredLayer {
    std::map<uint32_t, AlteredExpert> experts; // those that are named
    std::optional<uint32_t> used;
    bool withoutBias = false, withoutGroups = false;
};
AlteredLayer alteredLayer(const Alteration &alteration, uint32_t layer);

// Choices a token and layer that a run has room for: the model's own number, or the largest that the alteration asks
// for.
uint32_t expertChoices(const ModelInfo &model, const Alteration &alteration);

// In one line, for a banner: "layer 2: expert 5 off, expert 7 x 0.5; all layers: 2 experts a token".
std::string alterationWords(const Alteration &alteration);

// A JSON list of {"layer", "expert", "action", "value"}, or without an expert {"layer": N or "all", "action", "value"};
// "from" and "until" in each where it is for some positions alone.
// Throw Error(Usage): `name` and what is wrong there.
Alteration alterationFromJson(std::string_view json, const std::string &name);
// Of a file that is no JSON: a list of experts, as below.
Alteration readAlteration(const std::filesystem::path &path); // or Error(File)
std::string alterationToJson(const Alteration &alteration);

// The experts of a list that another program wrote, perhaps with values. `action`: what is done with them; nothing =
// what the third column is called, or off where there is none. Values that are not 0 say yes to off and force. Throws
// Error(Usage) where nothing says what is to be done, or by how much.
Alteration alterationFromList(const ChoiceList &list, std::optional<ExpertAction> action, const std::string &name);
std::optional<ExpertAction> actionOf(const ChoiceList &list); // nothing: it does not say

// Throws Error(Usage), one sentence, for what that model cannot do: an unknown layer or expert, fewer experts left than
// a token is to have, more forced ones, or forced ones in more groups than the router keeps.
void requireAlteration(const Alteration &alteration, const ModelInfo &model);

} // namespace deepscope
