// deepscope-cli: the engine's second front end, for scripts, benchmarks and checks.
#include "console.h"
#include "options.h"
#include "terminal_text.h"
#include "verbs.h"

#include <cstdio>
#include <new>
#include <sstream>

int main(int count, char **arguments)
{
    using namespace deepscope;
    CLI::App app("Runs DeepSeek-style models and shows how they work.");
    app.set_version_flag("--version", std::string("deepscope-cli ") + DEEPSCOPE_VERSION);
    app.allow_windows_style_options(false); // a path may begin with a slash there too
    app.require_subcommand(1);
    cli::addDevices(app);
    cli::addModels(app);
    cli::addInspect(app);
    cli::addTokenize(app);
    cli::addDetokenize(app);
    cli::addGenerate(app);
    cli::addScore(app);
    cli::addCompare(app);
    cli::addBench(app);
    cli::addTrace(app);
    cli::addEval(app);
    cli::addSynth(app);
    cli::addTrain(app);
    cli::addLab(app);
    cli::watchForInterrupts();
    cli::prepareOutput();
    try {
        const std::vector<std::string> texts = cli::readArguments(count, arguments);
        std::vector<const char *> pointers;
        for (const std::string &text : texts)
            pointers.push_back(text.c_str());
        app.parse(int(pointers.size()), pointers.data()); // runs the chosen verb
        if (std::fflush(stdout) != 0 || std::ferror(stdout))
            throw Error(ErrorKind::Internal, "The results could not be written to the end; is the disk full?");
        return 0;
    } catch (const CLI::ParseError &error) {
        std::ostringstream out, problem; // with the arguments in them
        const int code = app.exit(error, out, problem);
        cli::say(stdout, "%s", out.str().c_str());
        cli::say(stderr, "%s", problem.str().c_str());
        return code == 0 ? 0 : int(ErrorKind::Usage);
    } catch (const Error &error) {
        cli::say(stderr, "deepscope-cli: %s\n", error.what());
        return int(error.kind());
    } catch (const std::bad_alloc &) {
        cli::say(stderr, "deepscope-cli: there is not enough memory.\n");
        return int(ErrorKind::Device);
    } catch (const std::exception &error) {
        cli::say(stderr, "deepscope-cli: %s\n", error.what());
        return int(ErrorKind::Internal);
    }
}
