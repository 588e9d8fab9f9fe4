// Frame times of the map of experts on long runs: bench_window_map [panel|window [lite|large]], or
// bench_window_map write FILE, which makes a recorded run of 20,000 tokens that the workbench opens.
// A frame is what a person's step costs the interface thread: the change of what is visible, and all that the events
// then do until the picture stands, in its processor time. `lite` has 20,000 tokens x 26 layers x 64 experts of which
// six are chosen, `large` 100,000 x 58 x 256 with eight. Run it with QT_QPA_PLATFORM=offscreen; the machine should be
// quiet.
#include "panels/experts/expert_map.h"
#include "panels/experts/experts_panel.h"
#include "support/synthetic_run.h"
#include "support/thread_time.h"
#include "support/window_fixture.h"
#include "support/zipf_run.h"

#include <QApplication>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <vector>

using namespace deepscope;
using namespace deepscope::test;

namespace {

constexpr int Chunk = 500; // tokens made at a time

void print(const char *what, std::vector<double> times)
{
    std::ranges::sort(times);
    std::printf("  %-26s median %7.2f ms   99 %% %7.2f ms   worst %7.2f ms   of %zu\n", what, times[times.size() / 2],
                times[times.size() * 99 / 100], times.back(), times.size());
    std::fflush(stdout);
}

// The panel by itself, or the whole window around it.
struct Scene {
    QTemporaryDir folder;
    std::optional<WindowFixture> window;
    std::optional<RunStore> ownStore;
    std::optional<Selection> ownSelection;
    std::optional<ExpertTrials> ownTrials;
    std::optional<ExpertsPanel> ownPanel;

    explicit Scene(bool whole)
    {
        if (whole) {
            window.emplace(folder.filePath("settings.ini"));
            window->window.resize(1440, 900);
        } else {
            ownStore.emplace();
            ownSelection.emplace(*ownStore);
            ownTrials.emplace(*ownStore);
            ownPanel.emplace(*ownStore, *ownSelection, *ownTrials);
            ownPanel->resize(1000, 700);
            ownPanel->show();
        }
        QCoreApplication::processEvents();
    }

    RunStore &store() { return window ? window->window.workbench().store() : *ownStore; }
    Selection &selection() { return window ? window->window.workbench().selection() : *ownSelection; }
    ExpertsPanel *panel() { return window ? window->window.findChild<ExpertsPanel *>() : &*ownPanel; }
};

double frame(const std::function<void()> &step)
{
    return measure([&] {
        step();
        QCoreApplication::processEvents();
    });
}

void settle()
{
    for (int i = 0; i < 300; ++i)
        QCoreApplication::processEvents();
    QTest::qWait(200);
}

// Steps of a wheel, from the whole run to single tokens and back, around a third of the run.
std::vector<double> zoomFrames(Selection &selection, int tokens)
{
    std::vector<double> times;
    selection.showAll();
    settle();
    const auto steps = int(std::log(tokens / 40.0) / std::log(1.25));
    for (const double factor : {1.25, 1 / 1.25})
        for (int i = 0; i < steps; ++i)
            times.push_back(frame([&] { selection.zoom(factor, tokens / 3.0); }));
    return times;
}

std::vector<double> panFrames(Selection &selection, double visible, int tokens)
{
    std::vector<double> times;
    selection.setVisible({0, visible});
    settle();
    for (int i = 0; i < 200; ++i)
        times.push_back(frame([&] { selection.pan(std::min(visible / 20, (tokens - visible) / 200)); }));
    return times;
}

void follow(Scene &scene, const ZipfRun &source, uint32_t run)
{
    std::vector<double> times;
    scene.selection().setFollow(true);
    settle();
    for (int token = source.size() - 400; token < source.size(); token += 2) {
        const std::vector<TokenTrace> traces = source.traces({token, token + 2}, run);
        times.push_back(frame([&] { scene.store().append(traces); }));
    }
    print("following the stream", times);
    scene.selection().showAll();
    settle();
}

void measureAt(Scene &scene, const ZipfRun &source)
{
    std::vector<double> times;
    RunStore &store = scene.store();
    store.setModel(source.model());
    const uint32_t run = store.beginRun(store.freeNumber(), "A long question", source.model());
    scene.selection().showAll();
    for (int token = 0; token < source.size() - 400; token += Chunk) {
        const std::vector<TokenTrace> traces =
            source.traces({token, std::min(token + Chunk, source.size() - 400)}, run);
        times.push_back(frame([&] { store.append(traces); }));
    }
    print("500 tokens at once arrive", times);
    follow(scene, source, run);
    store.finish(source.summary(run));
    std::vector<double> first;
    first.push_back(frame([&] { store.clearCurrent(); }));
    first.push_back(frame([&] { store.setCurrent(run); }));
    for (int i = 0; i < 100; ++i)
        first.push_back(frame([] {}));
    print("shown anew, until it stands", first);
    for (const double part : {0.5, 0.1, 0.01}) {
        const double visible = part * source.size();
        const std::string what = "panning, " + std::to_string(int(visible)) + " tokens";
        print(what.c_str(), panFrames(scene.selection(), visible, source.size()));
    }
    print("zooming by steps", zoomFrames(scene.selection(), source.size()));
    print("zooming by steps again", zoomFrames(scene.selection(), source.size()));
    std::vector<double> layers;
    scene.selection().showAll();
    for (int layer = int(source.model().info.denseLayers); layer < int(source.model().info.layers); ++layer)
        layers.push_back(frame([&] { scene.selection().setFocus({-1, layer, 0}); }));
    print("from layer to layer", layers);
}

int write(const char *path)
{
    const ZipfRun source(liteModel(), 20'000);
    RunFileWriter file(path, {source.model(), "A long question", {}, {}, {}});
    for (int token = 0; token < source.size(); ++token)
        file.append(source.trace(token));
    file.finish(source.summary());
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const std::string first = argc > 1 ? argv[1] : "panel", size = argc > 2 ? argv[2] : "";
    if (first == "write" && argc > 2)
        return write(argv[2]);
    for (const bool large : {false, true}) {
        if (!size.empty() && size != (large ? "large" : "lite"))
            continue;
        const ZipfRun source(large ? largeModel() : liteModel(), large ? 100'000 : 20'000);
        std::printf("%s, %d tokens x %u layers x %u experts, %u chosen\n", first.c_str(), source.size(),
                    source.model().info.expertLayers(), source.model().info.experts, source.model().info.expertsUsed);
        Scene scene(first == "window");
        measureAt(scene, source);
    }
    return 0;
}
