#include "train/trainer.h"

#include "api/error.h"

#include <cmath>
#include <cstring>

namespace deepscope {

namespace {

constexpr uint32_t NumberCount = sizeof(ops::AdamNumbers) / sizeof(float);

struct OptimizerPlaces {
    gpu::Tensor numbers, norm, scratch;
};

OptimizerPlaces place(gpu::Arena &arena, uint64_t columns)
{
    const gpu::Tensor numbers = arena.place(TensorType::F32, NumberCount, 1);
    const gpu::Tensor norm = arena.place(TensorType::F32, 1, 1);
    return {numbers, norm, ops::placeSumScratch(arena, columns)};
}

uint64_t bytesFor(uint64_t columns)
{
    gpu::Arena counting;
    place(counting, columns);
    return counting.used();
}

template <typename Record>
void recordOnce(gpu::Commands &commands, Record &&record)
{
    commands.prepareKernels(record);
    commands.begin();
    record();
    commands.end();
}

} // namespace

Trainer::Trainer(gpu::KernelCache &kernels, const Hyperparameters &hyper, const Parameters &parameters, uint32_t rows)
    : m_pass(kernels, hyper, parameters, rows),
      m_memory(kernels.device(), bytesFor(parameters.flatSlopes().columns), gpu::MemoryUse::DeviceLocal,
               {MemoryPurpose::Learning, "optimizer"}),
      m_hostNumbers(kernels.device(), sizeof(ops::AdamNumbers), gpu::MemoryUse::Upload,
                    {MemoryPurpose::Learning, "optimizer"}),
      m_readBack(kernels.device(), sizeof(float), gpu::MemoryUse::ReadBack, {MemoryPurpose::Learning, "optimizer"}),
      m_forgetting(kernels), m_norming(kernels), m_stepping(kernels)
{
    gpu::Arena arena(&m_memory);
    const gpu::Tensor slopes = parameters.flatSlopes();
    const OptimizerPlaces places = place(arena, slopes.columns);
    m_numbers = places.numbers;
    m_norm = places.norm;
    m_sumScratch = places.scratch;
    recordOnce(m_forgetting, [&] { m_forgetting.fill(*slopes.buffer, slopes.offset, slopes.bytes, 0); });
    recordOnce(m_norming, [&] {
        ops::euclideanNorm(m_norming, slopes, m_sumScratch, m_norm);
        m_norming.copy(m_memory, m_norm.offset, m_readBack, 0, sizeof(float));
    });
    recordOnce(m_stepping, [&] {
        m_stepping.copy(m_hostNumbers, 0, m_memory, m_numbers.offset, sizeof(ops::AdamNumbers));
        ops::adamStep(m_stepping, parameters.flatValues(), slopes, parameters.firstMoments(),
                      parameters.secondMoments(), m_numbers, m_norm);
    });
}

uint64_t Trainer::plannedBytes(const Hyperparameters &hyper, const GgufFile &file, uint32_t rows)
{
    const uint64_t parameters = Parameters::plannedBytes(file, hyper);
    return parameters + TrainingPass::plannedBytes(hyper, rows) + bytesFor(parameters / 4 / sizeof(float));
}

bool Trainer::passes(std::span<const TrainingText> texts, Direction direction, const std::atomic<bool> &cancel,
                     const Seen &seen)
{
    for (size_t text = 0; text < texts.size(); ++text)
        if (texts[text].rows() > m_pass.longestText())
            throw Error(ErrorKind::Usage, "Text " + std::to_string(text + 1) + " has " +
                                              std::to_string(texts[text].tokens.size()) +
                                              " tokens, and learning takes texts of at most " +
                                              std::to_string(m_pass.longestText() + 1) + ".");
    for (size_t first = 0; first < texts.size();) {
        const size_t count = fittingTexts(texts.subspan(first), m_pass.mostRows());
        if (!m_pass.run(texts.subspan(first, count), direction, cancel))
            return false;
        uint32_t row = 0;
        for (size_t text = first; text < first + count; ++text) {
            std::vector<RowResult> rows(texts[text].rows());
            for (RowResult &result : rows)
                result = m_pass.result(row++);
            if (!seen(text, rows))
                return false;
        }
        first += count;
    }
    return true;
}

bool Trainer::read(std::span<const TrainingText> texts, const std::atomic<bool> &cancel, const Seen &seen)
{
    return passes(texts, Direction::Forward, cancel, seen);
}

UpdateReport Trainer::update(std::span<const TrainingText> texts, const AdamRule &rule, const std::atomic<bool> &cancel,
                             const Seen &seen)
{
    UpdateReport report;
    forgetSlopes(); // whatever an update left that was cancelled
    const bool whole = passes(texts, Direction::ForwardAndBack, cancel, [&](size_t text, auto rows) {
        for (size_t i = 0; i < rows.size(); ++i)
            report.objective -= double(texts[text].weights[i]) * rows[i].logProbability;
        report.rows += uint32_t(rows.size());
        return !seen || seen(text, rows);
    });
    if (!whole)
        return report;
    report.gradientNorm = fetchNorm();
    if (!std::isfinite(report.gradientNorm))
        return report;
    applyStep(rule);
    report.done = true;
    return report;
}

void Trainer::forgetSlopes() { m_forgetting.submitAndWait(); }

double Trainer::fetchNorm()
{
    m_norming.submitAndWait();
    float norm;
    std::memcpy(&norm, m_readBack.mapped(), sizeof(norm));
    return norm;
}

void Trainer::applyStep(const AdamRule &rule)
{
    const double step = ++m_updates;
    const auto correction = [&](double decay) { return float(1 / (1 - std::pow(decay, step))); };
    const ops::AdamNumbers numbers{rule.rate,
                                   rule.decay,
                                   rule.firstDecay,
                                   rule.secondDecay,
                                   correction(rule.firstDecay),
                                   correction(rule.secondDecay),
                                   rule.epsilon,
                                   rule.mostNorm};
    std::memcpy(m_hostNumbers.mapped(), &numbers, sizeof(numbers));
    m_stepping.submitAndWait();
}

} // namespace deepscope
