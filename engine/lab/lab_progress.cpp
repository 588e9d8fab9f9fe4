#include "lab/lab_progress.h"

#include "api/error.h"

#include <nlohmann/json.hpp>

namespace deepscope {

namespace {

using Json = nlohmann::ordered_json;

Json toJson(const LabSettings &settings)
{
    return {{"reward", rewardKindName(settings.reward)},
            {"form_reward", settings.formReward},
            {"match_reward", settings.matchReward},
            {"algorithm", algorithmName(settings.algorithm)},
            {"questions", settings.questions},
            {"answers", settings.answers},
            {"temperature", settings.temperature},
            {"rate", settings.rate},
            {"cap", settings.cap},
            {"kl_rate", settings.klRate},
            {"seed", settings.seed}};
}

LabSettings settingsFrom(const Json &json)
{
    LabSettings settings;
    settings.reward = rewardKindFrom(json.at("reward").get<std::string>()).value();
    settings.formReward = json.at("form_reward");
    settings.matchReward = json.at("match_reward");
    settings.algorithm = algorithmFrom(json.at("algorithm").get<std::string>()).value();
    settings.questions = json.at("questions");
    settings.answers = json.at("answers");
    settings.temperature = json.at("temperature");
    settings.rate = json.at("rate");
    settings.cap = json.at("cap");
    settings.klRate = json.at("kl_rate");
    settings.seed = json.at("seed");
    return settings;
}

} // namespace

std::string toText(const LabProgress &progress)
{
    Json json = {
        {"base", progress.base},        {"questions", progress.questions}, {"settings", toJson(progress.settings)},
        {"held_out", progress.heldOut}, {"step", progress.step},           {"returns", progress.returns},
        {"seconds", progress.seconds}};
    if (progress.examined)
        json["examined"] = *progress.examined;
    if (progress.heldOutMatch)
        json["held_out_match"] = *progress.heldOutMatch;
    if (progress.best)
        json["best"] = {{"step", progress.best->step}, {"match", progress.best->match}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

LabProgress progressFrom(const std::string &text, const std::string &file)
try {
    const Json json = Json::parse(text);
    LabProgress progress;
    progress.base = json.at("base");
    progress.questions = json.at("questions");
    progress.settings = settingsFrom(json.at("settings"));
    progress.heldOut = json.at("held_out");
    progress.step = json.at("step");
    progress.returns = json.at("returns");
    progress.seconds = json.at("seconds");
    if (json.contains("examined"))
        progress.examined = json["examined"].get<uint32_t>();
    if (json.contains("held_out_match"))
        progress.heldOutMatch = json["held_out_match"].get<double>();
    if (json.contains("best"))
        progress.best = {json["best"].at("step"), json["best"].at("match")};
    return progress;
} catch (const std::exception &) {
    throw Error(ErrorKind::File,
                file + ": this is no checkpoint of the learning lab. Choose a folder of one of its runs.");
}

} // namespace deepscope
