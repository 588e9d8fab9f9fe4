#include "run/worker_for.h"

#include "model/step_work.h"

namespace deepscope {

// On two cores with Mesa 22.3, handing an empty dispatch with its barrier to the driver's threads and waiting for them
// takes about 25 us longer than doing it on the spot, and one core reads about 2e9 weights a second. Measured with the
// default model (1.4 M weights a step): about twice as many tokens a second on the submitting thread, median of five
// pairs, and a prompt of 64 tokens no slower. The rule looks at decoding alone: near its border a long prompt would be
// read faster by several threads, and attention over a long cache is not counted.
gpu::Worker workerFor(const GgufFile &file, const Hyperparameters &hyper, unsigned threads)
{
    constexpr double SecondsToHandOver = 25e-6, WeightsPerSecond = 2e9;
    const double saved = dispatchesOfStep(hyper) * SecondsToHandOver;
    const double alone = double(weightsReadByStep(file, hyper)) / WeightsPerSecond;
    const double lost = alone * (1 - 1.0 / (threads > 0 ? threads : 1));
    return saved > lost ? gpu::Worker::SubmittingThread : gpu::Worker::DriverThreads;
}

} // namespace deepscope
