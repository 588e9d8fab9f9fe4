// How fast a model learns here: bench_training [MODEL [rows [seconds]]]. Supervised updates on texts of 60 tokens,
// tokens a second and the share of forward, back and step; then rollouts beside the prefill of as many rows.
#include "catalog/model_header.h"
#include "lab/rollouts.h"
#include "train/trainer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <numeric>
#include <string>

using namespace deepscope;
using Clock = std::chrono::steady_clock;

namespace {

const std::atomic<bool> goOn = false;
constexpr uint32_t TextTokens = 61;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::vector<TrainingText> randomTexts(uint32_t count, uint32_t vocabulary)
{
    std::vector<TrainingText> texts(count);
    uint32_t state = 1;
    for (TrainingText &text : texts) {
        for (uint32_t i = 0; i < TextTokens; ++i) {
            state = state * 1664525 + 1013904223;
            text.tokens.push_back(int32_t((state >> 8) % vocabulary));
        }
        text.weights.assign(TextTokens - 1, 1.0F / float(TextTokens * count));
    }
    return texts;
}

// Median tokens a second of `work` on so many tokens.
template <typename Work>
double tokensPerSecond(uint64_t tokens, double seconds, Work &&work)
{
    work(); // kernels are built
    std::vector<double> rates;
    for (const auto start = Clock::now(); secondsSince(start) < seconds || rates.size() < 3;) {
        const auto begun = Clock::now();
        work();
        rates.push_back(double(tokens) / secondsSince(begun));
    }
    std::ranges::nth_element(rates, rates.begin() + ptrdiff_t(rates.size() / 2));
    return rates[rates.size() / 2];
}

// What each kernel takes of a pass, the longest first.
void printKernels(const std::vector<gpu::MeasuredCommand> &commands)
{
    struct Row {
        double microseconds = 0;
        gpu::Work work;
        uint32_t count = 0;
    };
    std::map<std::string, Row> rows;
    double all = 0;
    for (const gpu::MeasuredCommand &command : commands) {
        Row &row = rows[command.kernel];
        row.microseconds += command.microseconds;
        row.work += command.work;
        ++row.count;
        all += command.microseconds;
    }
    std::vector<std::pair<std::string, Row>> order(rows.begin(), rows.end());
    std::ranges::sort(order, std::greater<>(), [](const auto &row) { return row.second.microseconds; });
    for (const auto &[name, row] : order)
        std::printf("%5.1f %% %9.0f us %4u x %-26s %6.2f GB/s\n", 100 * row.microseconds / all, row.microseconds,
                    row.count, name.c_str(), double(row.work.bytes) / row.microseconds / 1e3);
}

} // namespace

int main(int count, char **arguments)
{
    const std::string path = count > 1 ? arguments[1] : "default";
    const auto rows = uint32_t(count > 2 ? std::atoi(arguments[2]) : 512);
    const double seconds = count > 3 ? std::atof(arguments[3]) : 5;
    Parameters *parameters = nullptr;
    ReadyModel model({.path = path, .context = 160, .cacheType = CacheType::F32, .sequences = 64}, [](const auto &) {},
                     goOn, {learningWeights(parameters), gpu::Worker::DriverThreads});
    Trainer trainer(model.kernels(), model.hyper(), *parameters, rows);
    const std::vector<TrainingText> texts = randomTexts(rows / (TextTokens - 1), model.hyper().vocabulary);
    const uint64_t tokens = texts.size() * (TextTokens - 1);
    std::printf("%s on %s, %llu parameters, passes of %llu tokens\n", path.c_str(),
                model.description().device.name.c_str(), static_cast<unsigned long long>(parameters->count()),
                static_cast<unsigned long long>(tokens));
    const auto ignore = [](size_t, std::span<const RowResult>) { return true; };
    const double forward = tokensPerSecond(tokens, seconds, [&] { trainer.read(texts, goOn, ignore); });
    const double update = tokensPerSecond(tokens, seconds, [&] { trainer.update(texts, {}, goOn); });
    std::printf("forward %.0f tokens/s, updates %.0f tokens/s\n", forward, update);

    printKernels(trainer.pass().measure(texts));

    Rollouts rollouts(model);
    const RolloutQuestion question{{1, 3, 20, 21, 22, 4}, 64};
    uint64_t drawn = 0;
    const double answers = tokensPerSecond(1, seconds, [&] {
        drawn = 0;
        const auto all = rollouts.answer(std::span(&question, 1), {.mostTokens = 40}, goOn);
        for (const RolloutAnswer &answer : all.front())
            drawn += answer.tokens.size();
        rollouts.forget();
    });
    std::printf("rollouts of 64 answers %.0f tokens/s\n", answers * double(drawn));
    return 0;
}
