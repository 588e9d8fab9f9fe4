#include "routing_files.h"

#include "api/path_text.h"
#include "api/routing_export.h"
#include "json_output.h"
#include "options.h"
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

RoutingForm formOf(const std::string &name)
{
    const std::optional<RoutingForm> form = routingFormFrom(name);
    if (!form)
        throw Error(ErrorKind::Usage,
                    "\"" + name + "\" is no form of routing. Give one of: " + routingFormNames() + ".");
    return *form;
}

// A copy of the file elsewhere is the same model.
bool isOf(const RecordedRun &run, const ModelInfo &model)
{
    const ModelInfo &asked = run.model.info;
    return model.name == asked.name && model.fileBytes == asked.fileBytes && model.layers == asked.layers &&
           model.experts == asked.experts && model.vocabulary == asked.vocabulary;
}

// The run's text read once more, with its routers as they were: norms for the usage, scores for the arrays.
MeasuredRouting measure(const RecordedRun &run, RoutingForm form, const ExportChoice &choice)
{
    if (choice.model.empty())
        return {};
    if (form != RoutingForm::Usage && form != RoutingForm::Npy)
        throw Error(ErrorKind::Usage, "--model goes with usage and npy; the other forms need the run alone.");
    std::vector<int32_t> tokens;
    for (const TokenTrace &token : run.tokens)
        tokens.push_back(token.token);
    if (tokens.empty())
        throw Error(ErrorKind::Usage, "The run has no tokens that could be read once more.");
    ModelOptions options{.model = choice.model, .device = choice.device};
    options.context = uint32_t(tokens.size()) + 1;
    const auto engine = openModel(options.request());
    if (!isOf(run, engine->model().info))
        throw Error(ErrorKind::Usage, choice.model + " is not the model of the run, " + run.model.info.name + ".");
    const Alteration alteration = run.request ? run.request->alteration : Alteration();
    MeasuredRouting measured;
    if (form == RoutingForm::Usage) {
        tokens.push_back(tokens.back()); // so that the last one has a successor, and is read
        measured.read =
            engine->ask(ScoreRequest{.tokens = tokens, .alteration = alteration, .routing = true, .extents = true})
                .positions;
        return measured;
    }
    for (size_t count = 1; count <= tokens.size(); ++count)
        measured.weighed.push_back(
            engine
                ->ask(RouterQuestion{.tokens = {tokens.begin(), tokens.begin() + ptrdiff_t(count)},
                                     .alteration = alteration})
                .layers);
    return measured;
}

} // namespace

std::string routingFormNames()
{
    std::string names;
    for (const RoutingForm form : RoutingForms)
        names += (names.empty() ? "" : ", ") + std::string(routingFormName(form));
    return names;
}

void exportRouting(const RecordedRun &run, const ExportChoice &choice)
{
    const RoutingForm form = formOf(choice.form);
    const MeasuredRouting measured = measure(run, form, choice);
    writeRouting(run, form, pathOf(choice.out), measured);
    Json files = Json::array();
    for (const std::filesystem::path &file : routingFiles(form, pathOf(choice.out), !measured.weighed.empty())) {
        files.push_back(textOf(file));
        if (!choice.json)
            say(stdout, "%s\n", textOf(file).c_str());
    }
    if (choice.json)
        print({{"form", choice.form}, {"files", files}});
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
