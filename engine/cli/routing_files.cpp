#include "routing_files.h"

#include "api/path_text.h"
#include "api/routing_export.h"
#include "json_output.h"
#include "terminal_text.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace deepscope::cli {

namespace {

Json toJson(const ExpertUsage &usage)
{
    return {{"layer", usage.layer}, {"expert", usage.expert}, {"count", usage.count}, {"weight", usage.weight}};
}

} // namespace

std::string routingFormNames()
{
    std::string names;
    for (const RoutingForm form : RoutingForms)
        names += (names.empty() ? "" : ", ") + std::string(routingFormName(form));
    return names;
}

void exportRouting(const RecordedRun &run, const std::string &form, const std::string &out, bool json)
{
    const std::optional<RoutingForm> known = routingFormFrom(form);
    if (!known)
        throw Error(ErrorKind::Usage,
                    "\"" + form + "\" is no form of routing. Give one of: " + routingFormNames() + ".");
    writeRouting(run, *known, pathOf(out));
    Json files = Json::array();
    for (const std::filesystem::path &file : routingFiles(*known, pathOf(out))) {
        files.push_back(textOf(file));
        if (!json)
            say(stdout, "%s\n", textOf(file).c_str());
    }
    if (json)
        print({{"form", form}, {"files", files}});
}

bool isChoiceList(const std::string &file)
{
    std::string ending = textOf(pathOf(file).extension());
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return ending == ".csv";
}

void showChoiceList(const std::string &file, bool json)
{
    const ChoiceList list = readChoiceList(pathOf(file));
    const std::vector<ExpertUsage> usage = usageOf(list);
    if (json) {
        Json experts = Json::array();
        for (const ExpertUsage &each : usage)
            experts.push_back(toJson(each));
        return print({{"choices", list.choices.size()}, {"value", list.valueName}, {"usage", experts}});
    }
    say(stdout, "%zu choices of %zu experts\n", list.choices.size(), usage.size());
    const bool valued = !list.valueName.empty();
    say(stdout, "%6s %7s %9s%s%s\n", "layer", "expert", "count", valued ? "  sum of " : "", list.valueName.c_str());
    for (const ExpertUsage &each : usage) {
        say(stdout, "%6u %7u %9llu", each.layer, each.expert, static_cast<unsigned long long>(each.count));
        say(stdout, valued ? "  %.6g\n" : "\n", each.weight);
    }
}

} // namespace deepscope::cli
