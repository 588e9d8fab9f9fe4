#include "verbs.h"

#include "api/model_catalog.h"
#include "json_output.h"
#include "options.h"
#include "terminal_text.h"

#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

struct ModelsOptions {
    std::vector<std::string> folders;
    std::string device;
    bool json = false;
};

struct Finding {
    ModelEntry entry;
    ModelCheck check; // its reason is the entry's where that has one
};

Json toJson(const Finding &finding)
{
    const ModelEntry &entry = finding.entry;
    return {{"path", entry.path},
            {"name", entry.name},
            {"source", modelSourceName(entry.source)},
            {"repository", entry.repository},
            {"architecture", entry.architecture},
            {"quantisation", entry.quantisation},
            {"file_bytes", entry.fileBytes},
            {"parts", entry.parts},
            {"parameters", entry.parameters},
            {"context_length", entry.contextLength},
            {"experts", entry.experts},
            {"experts_used", entry.expertsUsed},
            {"reason", finding.check.reason},
            {"weights_bytes", finding.check.whole.weightsBytes},
            {"fits", finding.check.fits()},
            {"largest_context", finding.check.context}};
}

std::string fitText(const ModelCheck &check, const DeviceInfo *device)
{
    if (!check.reason.empty())
        return "cannot be opened: " + check.reason;
    if (!device)
        return "no device";
    if (!check.fits())
        return "does not fit " + device->name;
    return check.fitsWhole() ? "fits" : "fits with a context of " + std::to_string(check.context) + " tokens";
}

void printPlain(const Finding &finding, const DeviceInfo *device)
{
    const ModelEntry &entry = finding.entry;
    say(stdout, "%s\n   %s%s%s, %s, %s, %.1f MiB", entry.name.c_str(), modelSourceName(entry.source),
        entry.repository.empty() ? "" : " ", entry.repository.c_str(),
        entry.architecture.empty() ? "unknown architecture" : entry.architecture.c_str(),
        entry.quantisation.empty() ? "unknown quantisation" : entry.quantisation.c_str(),
        double(entry.fileBytes) / (1 << 20));
    if (entry.parts > 1)
        say(stdout, " in %u parts", entry.parts);
    say(stdout, "\n   %s\n   %s\n", fitText(finding.check, device).c_str(), entry.path.c_str());
}

void listModels(const ModelsOptions &options)
{
    std::vector<ModelFolder> folders = knownModelFolders();
    for (const std::string &folder : options.folders)
        folders.push_back({folder, ModelSource::User});
    const DeviceList devices = listDevices();
    const DeviceInfo *device = chooseDevice(devices, options.device);
    if (!device && !options.device.empty())
        throw Error(ErrorKind::Device, "There is no usable Vulkan device \"" + options.device +
                                           "\". deepscope-cli devices lists what there is.");
    Json models = Json::array();
    ScanSinks sinks;
    sinks.entered = [](const std::string &) {};
    sinks.found = [&](const ModelEntry &entry) {
        Finding finding{entry, {}};
        finding.check.reason = entry.reason;
        if (entry.reason.empty())
            finding.check = checkModel(entry.path, device ? *device : DeviceInfo(), CacheType::F16);
        if (options.json)
            models.push_back(toJson(finding));
        else
            printPlain(finding, device);
    };
    const ScanOutcome outcome = scanModels(folders, sinks, interrupted());
    Json looked = Json::array();
    for (const ModelFolder &folder : folders)
        looked.push_back({{"path", folder.path}, {"source", modelSourceName(folder.source)}});
    if (options.json)
        print({{"device", device ? device->name : ""},
               {"folders", looked},
               {"unreadable", outcome.unreadable},
               {"complete", outcome.complete},
               {"models", models}});
    for (const std::string &folder : outcome.unreadable)
        say(stderr, "deepscope-cli: %s cannot be read.\n", folder.c_str());
    if (interrupted())
        throw Error(ErrorKind::Interrupted, "The search was interrupted.");
}

} // namespace

void addModels(CLI::App &app)
{
    auto *verb = app.add_subcommand("models", "Find GGUF files in the folders of LM Studio, Hugging Face, Ollama and "
                                              "llama.cpp, and say which fit");
    auto options = std::make_shared<ModelsOptions>();
    verb->add_option("--folder", options->folders, "Look in this folder too");
    verb->add_option("--device", options->device, "Index or part of a name; the best device otherwise");
    verb->add_flag("--json", options->json, "Print one JSON object");
    verb->callback([options] { listModels(*options); });
}

} // namespace deepscope::cli
