#include "verbs.h"

#include "api/synthetic_model.h"
#include "console.h"
#include "json_output.h"
#include "options.h"
#include "terminal_text.h"

#include <cstdio>
#include <memory>

namespace deepscope::cli {

namespace {

struct SynthChoice {
    SyntheticModelRequest request;
    bool json = false;
};

void synth(const SynthChoice &choice)
{
    const bool show = progressIsSeen();
    const auto report = [&](uint64_t done, uint64_t total) {
        if (show)
            std::fprintf(stderr, "\rwriting %s, %llu of %llu MiB  ", visible(choice.request.path).c_str(),
                         static_cast<unsigned long long>(done >> 20), static_cast<unsigned long long>(total >> 20));
    };
    const SyntheticModel written = writeSyntheticModel(choice.request, report, interrupted());
    if (show)
        std::fprintf(stderr, "\r\033[K");
    if (choice.json)
        return print({{"path", choice.request.path}, {"parameters", written.parameters}, {"bytes", written.bytes}});
    say(stdout, "%s: %.2f M parameters, %.1f MiB\n", choice.request.path.c_str(), double(written.parameters) / 1e6,
        double(written.bytes) / (1 << 20));
}

} // namespace

void addSynth(CLI::App &app)
{
    auto *verb = app.add_subcommand("synth", "Write a model of a known shape with random weights, for benchmarks");
    auto choice = std::make_shared<SynthChoice>();
    std::string shapes;
    for (const std::string &name : syntheticShapes())
        shapes += (shapes.empty() ? "" : ", ") + name;
    verb->add_option("--shape", choice->request.shape, shapes)->required();
    verb->add_option("--type", choice->request.type, "Of the matrices: " + supportedTypeNames())->required();
    verb->add_option("OUT", choice->request.path, "The GGUF file to write; it must not exist")->required();
    verb->add_flag("--json", choice->json, "Print one JSON object");
    addUnusedDevice(*verb);
    verb->callback([choice] { synth(*choice); });
}

} // namespace deepscope::cli
