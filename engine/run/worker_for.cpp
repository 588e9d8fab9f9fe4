#include "run/worker_for.h"

#include "model/step_work.h"

namespace deepscope {

// On two cores with Mesa 22.3, handing an empty dispatch with its barrier to the driver's threads and waiting for them
// takes about 25 us longer than doing it on the spot; one core reads about 2e9 weights a second, of a batch for each
// row in half that time, and does 6e9 multiplications of attention (ops/attention.cpp). Measured with the default model
// (1.4 M weights a step): about twice as many tokens a second on the submitting thread, median of five pairs, and a
// prompt of 64 tokens no slower. With the benchmark model of 10 M, near the border, prompts are read half as fast on
// it. So what counts is a turn of a chat that reads as many tokens as it writes, a thousand after the chat's beginning.
gpu::Worker workerFor(const GgufFile &file, const Hyperparameters &hyper, unsigned threads)
{
    constexpr double SecondsToHandOver = 25e-6, WeightsPerSecond = 2e9, MultiplicationsPerSecond = 6e9;
    constexpr uint32_t Positions = 1024, BatchRows = 64;
    const double saved = dispatchesOfStep(hyper) * SecondsToHandOver * (1 + 1.0 / BatchRows);
    const double weights = double(weightsReadByStep(file, hyper)) / WeightsPerSecond;
    const double attention = double(multiplicationsOfAttention(hyper, Positions)) / MultiplicationsPerSecond;
    const double alone = weights * (1 + 0.5) + attention * 2;
    const double lost = alone * (1 - 1.0 / (threads > 0 ? threads : 1));
    return saved > lost ? gpu::Worker::SubmittingThread : gpu::Worker::DriverThreads;
}

} // namespace deepscope
