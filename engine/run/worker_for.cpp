#include "run/worker_for.h"

#include "model/step_work.h"

namespace deepscope {

// Measured on two cores with Mesa 22.3: handing an empty dispatch with its barrier to the driver's threads and
// waiting for them takes 32-37 us, doing it on the spot 9-10 us, and one core reads 2e9 weights a second (Q4_K; 2.1e9
// with 0.8 B parameters). So the default model (94 dispatches, 1.4 M weights a step) decodes four times as many tokens
// a second on the submitting thread, one of 10 M parameters three times as many, one of 0.8 B (0.2 G weights) only two
// thirds. A prompt is read in batches of rows, where threads would always be faster; but a device has its threads for
// its whole life, and a question of 100 tokens takes such a small model a tenth of a second either way, its answer
// several times that.
gpu::Worker workerFor(const GgufFile &file, const Hyperparameters &hyper, unsigned threads)
{
    constexpr double SecondsToHandOver = 25e-6, WeightsPerSecond = 2e9;
    const double saved = dispatchesOfStep(hyper) * SecondsToHandOver;
    const double alone = double(weightsReadByStep(file, hyper)) / WeightsPerSecond;
    const double lost = alone * (1 - 1.0 / (threads > 0 ? threads : 1));
    return saved > lost ? gpu::Worker::SubmittingThread : gpu::Worker::DriverThreads;
}

} // namespace deepscope
