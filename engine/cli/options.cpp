#include "options.h"

#include "console.h"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace deepscope::cli {

namespace {

CancelFlag interruptFlag = false;

void onInterrupt(int)
{
    if (interruptFlag.exchange(true))
        std::_Exit(int(ErrorKind::Interrupted));
}

} // namespace

LoadRequest ModelOptions::request() const { return {model, device, context, parseCacheType(cacheType), 1, false}; }

void addModelOptions(CLI::App &verb, ModelOptions &options)
{
    verb.add_option("MODEL", options.model, "A GGUF file, or \"default\"")->required();
    verb.add_option("--device", options.device, "Index or part of a name; the best device otherwise");
    verb.add_option("--cache-type", options.cacheType, "Number format of the KV cache: " + cacheTypeNames())
        ->capture_default_str();
    verb.add_option("--context", options.context,
                    "Tokens of the longest sequence; 0 = the model's, at most 16384 and what a quarter of the memory "
                    "takes (inspect: all)");
    verb.add_flag("--json", options.json, "Print one JSON object");
}

void addUnusedDevice(CLI::App &verb)
{
    verb.add_option_function<std::string>(
        "--device", [](const std::string &) {}, "Taken by every verb; this one needs no device");
}

CacheType parseCacheType(const std::string &name)
{
    if (const std::optional<CacheType> type = cacheTypeFrom(name))
        return *type;
    throw Error(ErrorKind::Usage,
                "The cache type \"" + name + "\" is not supported. Supported: " + cacheTypeNames() + ".");
}

std::vector<int32_t> parseTokens(const std::string &list)
{
    std::vector<int32_t> tokens;
    const char *at = list.data(), *end = list.data() + list.size();
    while (at < end) {
        int32_t token = 0;
        const auto [next, problem] = std::from_chars(at, end, token);
        if (problem != std::errc() || (next < end && *next != ','))
            throw Error(ErrorKind::Usage, "\"" + list + "\" is no list of token ids. Write them as 1,2,3.");
        tokens.push_back(token);
        at = next < end ? next + 1 : next;
    }
    return tokens;
}

const CancelFlag &interrupted() { return interruptFlag; }

void watchForInterrupts() { std::signal(SIGINT, onInterrupt); }

void watchForTermination() { std::signal(SIGTERM, onInterrupt); }

ProgressSink progressOnTerminal()
{
    return [show = progressIsSeen()](const LoadProgress &progress) {
        if (show)
            std::fprintf(stderr, "\r%s %3.0f %%  ", progress.doing.c_str(), progress.fraction * 100);
    };
}

void endProgress()
{
    if (progressIsSeen())
        std::fprintf(stderr, "\r\033[K");
}

std::unique_ptr<BlockingEngine> openModel(const LoadRequest &request)
{
    auto engine = std::make_unique<BlockingEngine>(&interruptFlag);
    engine->load(request, progressOnTerminal());
    endProgress();
    return engine;
}

} // namespace deepscope::cli
