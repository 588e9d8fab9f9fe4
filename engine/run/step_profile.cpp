#include "run/step_profile.h"

#include "run/device_draw.h"
#include "run/median_interval.h"
#include "run/step_runner.h"
#include "run/window_pages.h"

#include <algorithm>
#include <numeric>

namespace deepscope {

namespace {

using Measured = std::vector<gpu::MeasuredCommand>;

// Rows of the table without their times, and which of them each command belongs to.
struct Groups {
    std::vector<KernelTime> rows;
    std::vector<size_t> rowOf;
};

Groups groupsOf(const Measured &commands, const StageClock &clock)
{
    Groups groups;
    for (size_t i = 0; i < commands.size(); ++i) {
        const auto stage = clock.stageOf(i);
        const std::string name = stage ? stageName(*stage) : "read back";
        const auto known = std::ranges::find_if(
            groups.rows, [&](const KernelTime &row) { return row.kernel == commands[i].kernel && row.stage == name; });
        groups.rowOf.push_back(size_t(known - groups.rows.begin()));
        if (known == groups.rows.end())
            groups.rows.push_back({commands[i].kernel, name, 0, 0, 0, 0});
        KernelTime &row = groups.rows[groups.rowOf.back()];
        row.bytes += commands[i].work.bytes;
        row.operations += commands[i].work.operations;
        ++row.dispatches;
    }
    return groups;
}

} // namespace

std::vector<KernelTime> profileStep(ReadyModel &model, uint32_t positions, uint32_t steps, const CancelFlag &cancel)
{
    std::vector<uint32_t> pages(std::min(model.cache().pages(), model.step().mostPages()));
    std::iota(pages.begin(), pages.end(), 0);
    StepInput input;
    input.rows = {{0, positions - 1, 0, 0}};
    input.outputs = {0};
    input.pages = {pages};
    input.states = {{positions > 1 ? 0 : args::NoSlot, 1, 0, 1}};
    if (const uint32_t places = model.cache().windowPlaces())
        input.windowPages = {ringOfPlaces(0, places, uint32_t(pages.size()))};
    if (model.step().canDraw())
        input.draws = {sampleRow({}, {0, positions}, 0)};
    const StepShape shape = input.shape(0);
    model.step().set(input, 0);

    StageClock clock;
    gpu::Commands counting(model.kernels());
    recordStep(model, counting, clock, shape, Tracing::Routing);
    gpu::Commands commands(model.kernels(), 2 * uint32_t(counting.recorded().size()));
    if (!commands.measureEach(positions))
        return {};
    recordStep(model, commands, clock, shape, Tracing::Routing);

    const auto run = [&] {
        if (!commands.submitAndWait(&cancel))
            throw Error(ErrorKind::Interrupted, "The benchmark was cancelled.");
        return commands.measured();
    };
    Groups groups = groupsOf(run(), clock); // nothing is warm yet; and before a run the clock has nothing to say
    std::vector<std::vector<double>> times(groups.rows.size());
    for (uint32_t step = 0; step < steps; ++step) {
        const Measured measured = run();
        for (std::vector<double> &row : times)
            row.push_back(0);
        for (size_t i = 0; i < measured.size(); ++i)
            times[groups.rowOf[i]].back() += measured[i].microseconds;
    }
    for (size_t row = 0; row < times.size(); ++row)
        groups.rows[row].microseconds = medianInterval(times[row]).median;
    return groups.rows;
}

} // namespace deepscope
