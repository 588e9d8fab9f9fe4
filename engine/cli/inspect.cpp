#include "verbs.h"

#include "api/model_file.h"
#include "json_output.h"
#include "options.h"
#include "terminal_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

// Whole numbers stand without a fraction.
Json toJson(const Hyperparameter &parameter)
{
    if (const double *number = std::get_if<double>(&parameter.value))
        return *number == std::floor(*number) ? Json(int64_t(*number)) : Json(*number);
    if (const bool *flag = std::get_if<bool>(&parameter.value))
        return *flag;
    return std::get<std::string>(parameter.value);
}

// As people write it: 0.6 and not 0.60000002.
double decimal(float value) { return std::round(double(value) * 1e6) / 1e6; }

Json samplingToJson(const std::optional<Sampling> &sampling)
{
    if (!sampling)
        return nullptr;
    return {{"temperature", decimal(sampling->temperature)},
            {"top_k", sampling->topK},
            {"top_p", decimal(sampling->topP)},
            {"min_p", decimal(sampling->minP)}};
}

// The longest context that fits a device, at most the model's own; 0 = not even one token.
uint32_t largestContext(const ModelFile &file, CacheType type, uint32_t sequences, const DeviceInfo &device)
{
    const MemoryPlan whole = file.plan(0, type);
    return std::min(whole.context, longestContext(whole, device, sequences));
}

Json fitsToJson(const ModelFile &file, const MemoryPlan &plan)
{
    Json list = Json::array();
    for (const DeviceInfo &device : listDevices().devices) {
        Json largest = Json::object();
        for (const CacheType type : AllCacheTypes)
            largest[cacheTypeName(type)] = largestContext(file, type, plan.sequences, device);
        const MemoryPlan there = planForDevice(plan, device);
        list.push_back({{"device", device.name},
                        {"bytes", device.deviceLocalBudget()},
                        {"fits", fits(plan, device)},
                        {"step_rows", there.stepRows},
                        {"scratch_bytes", there.scratchBytes},
                        {"largest_context", largest}});
    }
    return list;
}

Json toJson(const ModelFile &file, const MemoryPlan &plan)
{
    const ModelInfo &info = file.info();
    Json hyper = Json::object(), types = Json::array();
    for (const Hyperparameter &parameter : file.hyperparameters())
        hyper[parameter.name] = toJson(parameter);
    for (const TensorTypeCount &type : info.tensorTypes)
        types.push_back({{"type", type.type}, {"tensors", type.tensors}, {"bytes", type.bytes}});
    return {{"name", info.name},
            {"architecture", info.architecture},
            {"file_bytes", info.fileBytes},
            {"parameters", info.parameters},
            {"hyperparameters", hyper},
            {"tensor_types", types},
            {"tokenizer", info.tokenizer},
            {"chat_template", info.chatTemplateFamily},
            {"chat_sampling", samplingToJson(info.chatSampling)},
            {"chat_sampling_source", info.chatSampling ? Json(info.chatSamplingSource) : Json(nullptr)},
            {"thought_marks", file.thoughtMarks()},
            {"remarks", info.remarks},
            {"context", plan.context},
            {"sequences", plan.sequences},
            {"cache_type", cacheTypeName(plan.cacheType)},
            {"weights_bytes", plan.weightsBytes},
            {"cache_bytes", cacheToJson(plan)},
            {"state_bytes", plan.stateBytes()},
            {"cache_layers_in_f16", plan.finerLayers()},
            {"step_rows", plan.stepRows},
            {"scratch_bytes", plan.scratchBytes},
            {"host_bytes", plan.hostBytes()},
            {"fits", fitsToJson(file, plan)},
            {"cache_elements_per_token", elementsToJson(plan.elementsPerToken)}};
}

void printFits(const ModelFile &file, const MemoryPlan &plan)
{
    for (const DeviceInfo &device : listDevices().devices) {
        std::string largest;
        for (const CacheType type : AllCacheTypes)
            largest += std::string(largest.empty() ? "" : ", ") + cacheTypeName(type) + " " +
                       std::to_string(largestContext(file, type, plan.sequences, device));
        say(stdout, "  %s %s\n    largest context there, in tokens, by cache: %s\n",
            fits(plan, device) ? "fits" : "does not fit", device.name.c_str(), largest.c_str());
        if (const MemoryPlan there = planForDevice(plan, device); fits(there, device) && there.stepRows < plan.stepRows)
            say(stdout, "    its steps have %u tokens there, with scratch of %llu bytes\n", there.stepRows,
                (unsigned long long)there.scratchBytes);
    }
}

void printPlain(const ModelFile &file, const MemoryPlan &plan)
{
    const ModelInfo &info = file.info();
    say(stdout, "%s (%s), %.2f M parameters, %.1f MiB\n", info.name.c_str(), info.architecture.c_str(),
        double(info.parameters) / 1e6, double(info.fileBytes) / (1 << 20));
    for (const Hyperparameter &parameter : file.hyperparameters())
        say(stdout, "  %-22s %s\n", parameter.name.c_str(), toJson(parameter).dump().c_str());
    for (const TensorTypeCount &type : info.tensorTypes)
        say(stdout, "  %-22s %u tensors, %.1f MiB\n", type.type.c_str(), type.tensors, double(type.bytes) / (1 << 20));
    say(stdout, "  %-22s %s\n  %-22s %s\n", "tokenizer", info.tokenizer.c_str(), "chat template",
        info.chatTemplateFamily.c_str());
    if (const std::vector<std::string> marks = file.thoughtMarks(); !marks.empty())
        say(stdout, "  %-22s %s %s\n", "thought marks", marks[0].c_str(), marks[1].c_str());
    for (const std::string &remark : info.remarks)
        say(stdout, "  %-22s %s\n", "remark", remark.c_str());
    const std::string room =
        plan.sequences > 1 ? ", room for " + std::to_string(plan.sequences) + " sequences" : std::string();
    say(stdout, "memory with a context of %u tokens, cache %s%s\n", plan.context, cacheTypeName(plan.cacheType),
        room.c_str());
    say(stdout, "  weights %llu, cache %llu, scratch %llu bytes, of steps of %u tokens\n",
        (unsigned long long)plan.weightsBytes, (unsigned long long)plan.cacheBytes,
        (unsigned long long)plan.scratchBytes, plan.stepRows);
    if (plan.stateBytes() > 0)
        say(stdout, "  states %llu bytes: %u of %llu bytes, each of a text however long it is\n",
            (unsigned long long)plan.stateBytes(), plan.stateSlots(), (unsigned long long)plan.bytesPerState);
    if (plan.longestWindow() > 0)
        say(stdout, "  %td layers keep the last %u tokens of a text alone: %llu rows each\n",
            std::ranges::count_if(plan.layers, [](const CacheLayer &layer) { return layer.window > 0; }),
            plan.longestWindow(), (unsigned long long)plan.windowTokens);
    if (const std::string sentence = finerLayersSentence(plan); !sentence.empty())
        say(stdout, "  %s\n", sentence.c_str());
    if (plan.hostBytes() > 0)
        say(stdout, "  in the host's memory %llu bytes: what the router chose for each token of the cache\n",
            (unsigned long long)plan.hostBytes());
    const CacheElements &elements = plan.elementsPerToken;
    say(stdout, "  cached numbers a token: this model %llu, as MHA %llu, as GQA-8 %llu, as MQA %llu\n",
        (unsigned long long)elements.model, (unsigned long long)elements.mha, (unsigned long long)elements.gqa8,
        (unsigned long long)elements.mqa);
    printFits(file, plan);
}

} // namespace

void addInspect(CLI::App &app)
{
    auto *verb = app.add_subcommand("inspect", "Show what a model file holds and what it would need");
    auto options = std::make_shared<ModelOptions>();
    auto sequences = std::make_shared<uint32_t>(1);
    addModelOptions(*verb, *options);
    verb->add_option("--sequences", *sequences, "Sequences of that length for which the cache has room")
        ->check(CLI::Range(1U, 64U));
    verb->callback([options, sequences] {
        const ModelFile file(options->model);
        const MemoryPlan one = file.plan(options->context, parseCacheType(options->cacheType));
        const MemoryPlan plan = planForContext(one, one.context, *sequences);
        if (options->json)
            print(toJson(file, plan));
        else
            printPlain(file, plan);
    });
}

} // namespace deepscope::cli
