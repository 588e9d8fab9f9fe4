#include "train/training_pass.h"

#include "api/error.h"
#include "ops/ops.h"
#include "train/transfer.h"

#include <algorithm>
#include <cstring>

namespace deepscope {

namespace {

constexpr uint32_t Side = 0; // of the step: one is under way at a time

StepShape shapeOf(uint32_t rows) { return {rows, 0, Draws::None, false, false, Side}; }

} // namespace

TrainingPass::Input TrainingPass::placeInput(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows)
{
    const auto place = [&](uint32_t columns) { return arena.place(TensorType::F32, columns, 1); };
    Input input;
    input.turnedBack = place(uint32_t(hyper.ropeFrequencies.size()));
    input.targets = place(rows);
    input.weights = place(rows);
    input.spans = place(2 * rows);
    input.sortedRows = place(rows);
    return input;
}

TrainingPass::Ends TrainingPass::placeEnds(gpu::Arena &arena, const Hyperparameters &hyper, uint32_t rows)
{
    const auto place = [&](uint32_t columns) { return arena.place(TensorType::F32, columns, rows); };
    Ends ends;
    ends.logProbabilities = arena.place(TensorType::F32, rows, 1); // first: these two are read back
    ends.entropies = arena.place(TensorType::F32, rows, 1);
    for (uint32_t i = 0; i <= 2 * hyper.layerCount(); ++i)
        ends.x.push_back(place(hyper.embedding));
    ends.normed = place(hyper.embedding);
    ends.logits = place(hyper.vocabulary);
    ends.xSlopes = place(hyper.embedding);
    ends.normedSlopes = place(hyper.embedding);
    ends.normScratch = ops::placeNormScratch(arena, rows, hyper.embedding);
    return ends;
}

TrainingPass::Weights TrainingPass::weightsIn(const TensorTable &table)
{
    const gpu::Tensor embedding = table.require("token_embd.weight"), output = table.find("output.weight");
    return {embedding, table.require("output_norm.weight"), output ? output : embedding};
}

uint64_t TrainingPass::keptBytes(const Hyperparameters &hyper, uint32_t rows)
{
    TrainingPlaces places{gpu::Arena(), gpu::Arena(), rows};
    placeEnds(places.kept, hyper, rows);
    placeLayers(places, hyper, nullptr);
    return places.kept.used();
}

uint64_t TrainingPass::scratchBytes(const Hyperparameters &hyper, uint32_t rows)
{
    TrainingPlaces places{gpu::Arena(), gpu::Arena(), rows};
    placeLayers(places, hyper, nullptr);
    return places.scratchBytes;
}

uint64_t TrainingPass::inputBytes(const Hyperparameters &hyper, uint32_t rows)
{
    gpu::Arena counting;
    placeInput(counting, hyper, rows);
    return counting.used();
}

TrainingPass::TrainingPass(gpu::KernelCache &kernels, const Hyperparameters &hyper, const Parameters &parameters,
                           uint32_t rows)
    : m_kernels(kernels), m_hyper(hyper), m_mostRows(rows), m_step(kernels.device(), hyper, rows, hyper.contextLength),
      m_cache(kernels.device(), layerStates(hyper), {cacheTokensFor(rows)}, CacheType::F32),
      m_kept(kernels.device(), keptBytes(hyper, rows), gpu::MemoryUse::DeviceLocal,
             {MemoryPurpose::Learning, "kept activations"}),
      m_scratch(kernels.device(), scratchBytes(hyper, rows), gpu::MemoryUse::DeviceLocal,
                {MemoryPurpose::Learning, "scratch"}),
      m_hostInput(kernels.device(), inputBytes(hyper, rows), gpu::MemoryUse::Upload,
                  {MemoryPurpose::Learning, "texts"}),
      m_deviceInput(kernels.device(), inputBytes(hyper, rows), gpu::MemoryUse::DeviceLocal,
                    {MemoryPurpose::Learning, "texts"}),
      m_hostExperts(kernels.device(), expertBytes(hyper, rows), gpu::MemoryUse::Upload,
                    {MemoryPurpose::Learning, "experts to replay"}),
      m_readBack(kernels.device(), readBackBytes(rows), gpu::MemoryUse::ReadBack, {MemoryPurpose::Learning, "results"}),
      m_weights(weightsIn(parameters.values())), m_slopes(weightsIn(parameters.slopes()))
{
    if (rows == 0 || rows % RowStep != 0)
        throw Error(ErrorKind::Internal, "Training steps are not of a multiple of 32 rows.");
    gpu::Arena input(&m_deviceInput);
    m_input = placeInput(input, hyper, rows);
    float *turnedBack = reinterpret_cast<float *>(m_hostInput.mapped() + byteOf(m_input.turnedBack));
    std::ranges::transform(hyper.ropeFrequencies, turnedBack, std::negate<float>());
    TrainingPlaces places{gpu::Arena(&m_kept), gpu::Arena(&m_scratch), rows};
    m_ends = placeEnds(places.kept, hyper, rows);
    m_layers = placeLayers(places, hyper, &parameters);
    auto routing = m_step.routing.begin();
    for (uint32_t i = 0; i < m_layers.size(); ++i) {
        m_layers[i].mixer.cache = m_cache.layer(i)[0];
        if (auto *mixture = std::get_if<MixtureLayer>(&m_layers[i].feedForward))
            mixture->routing = *routing++;
    }
}

uint64_t TrainingPass::plannedBytes(const Hyperparameters &hyper, uint32_t rows)
{
    uint64_t cache = 0;
    for (const LayerState &state : layerStates(hyper))
        for (const StateRows &row : state.rows) {
            gpu::Arena counting;
            ops::placeCacheRows(counting, TensorType::F32, row.heads, row.columns, cacheTokensFor(rows));
            cache += counting.used();
        }
    return cache + Step::plannedBytes(hyper, rows) + keptBytes(hyper, rows) + scratchBytes(hyper, rows) +
           2 * inputBytes(hyper, rows) + expertBytes(hyper, rows) + readBackBytes(rows);
}

uint64_t TrainingPass::expertBytes(const Hyperparameters &hyper, uint32_t rows)
{
    uint64_t columns = 0;
    for (const LayerShape &layer : hyper.layers)
        if (const Mixture *mixture = mixtureOf(layer))
            columns += 2 * gpu::paddedColumns(mixture->router.used);
    return rows * columns * sizeof(uint32_t);
}

uint64_t TrainingPass::readBackBytes(uint32_t rows)
{
    return 2 * (gpu::paddedColumns(rows) * sizeof(float) + gpu::TensorAlignment);
}

void TrainingPass::write(const TrainingBatch &batch, std::span<const TrainingText> texts, const Kind &kind)
{
    StepInput step;
    step.rows = batch.rows;
    step.pages.assign(batch.pages.begin(), batch.pages.end());
    m_step.set(step, Side);
    const auto put = [&](const gpu::Tensor &to, const auto &values) {
        std::memcpy(m_hostInput.mapped() + byteOf(to), values.data(), values.size() * sizeof(values[0]));
    };
    put(m_input.targets, batch.targets);
    put(m_input.weights, batch.weights);
    put(m_input.spans, batch.spans);
    put(m_input.sortedRows, batch.sortedRows);
    if (!kind.replays)
        return;
    // As the routing of a step lies: a row holds the ids of all layers. Those of the filler are the first experts.
    std::memset(m_hostExperts.mapped(), 0, size_t(expertBytes(m_hyper, kind.rows)));
    uint32_t row = 0;
    for (const TrainingText &text : texts) {
        const uint32_t *ids = text.experts.data();
        for (uint32_t i = 0; i < text.rows(); ++i, ++row)
            for (const RoutingRows &layer : m_step.routing) {
                const uint64_t at = byteOf(layer.ids, row) - layer.ids.offset;
                std::memcpy(m_hostExperts.mapped() + at, ids, layer.ids.columns * sizeof(uint32_t));
                ids += layer.ids.columns;
            }
    }
}

TrainingPass::Kind TrainingPass::prepare(std::span<const TrainingText> texts, Direction direction)
{
    if (texts.empty() || fittingTexts(texts, m_mostRows) < texts.size() ||
        std::ranges::any_of(texts, [&](const TrainingText &text) { return text.rows() > longestText(); }))
        throw Error(ErrorKind::Internal, "A training step was given texts that do not fit.");
    const TrainingBatch batch = packTexts(texts);
    const Kind kind{uint32_t(batch.rows.size()), direction, !texts.front().experts.empty()};
    write(batch, texts, kind);
    m_filled = batch.filled;
    return kind;
}

bool TrainingPass::run(std::span<const TrainingText> texts, Direction direction, const std::atomic<bool> &cancel)
{
    return recordingOf(prepare(texts, direction)).submitAndWait(&cancel);
}

std::vector<gpu::MeasuredCommand> TrainingPass::measure(std::span<const TrainingText> texts)
{
    const Kind kind = prepare(texts, Direction::ForwardAndBack);
    const uint32_t timestamps = 2 * uint32_t(recordingOf(kind).recorded().size());
    gpu::Commands commands(m_kernels, timestamps);
    if (!commands.measureEach(uint32_t(m_filled / texts.size())))
        return {};
    commands.begin();
    record(commands, kind);
    commands.end();
    commands.submitAndWait();
    return commands.measured();
}

gpu::Commands &TrainingPass::recordingOf(const Kind &kind)
{
    std::unique_ptr<gpu::Commands> &known = m_recordings[kind];
    if (!known) {
        auto commands = std::make_unique<gpu::Commands>(m_kernels);
        commands->prepareKernels([&] { record(*commands, kind); });
        commands->begin();
        record(*commands, kind);
        commands->end();
        known = std::move(commands);
    }
    return *known;
}

void TrainingPass::record(gpu::Commands &commands, const Kind &kind) const
{
    bringInput(commands, kind);
    forwardHalf(commands, kind.rows, kind.replays);
    if (kind.direction == Direction::ForwardAndBack)
        reverseHalf(commands, kind.rows);
    m_step.readResults(commands, shapeOf(kind.rows));
    const uint64_t first = m_ends.logProbabilities.offset, end = m_ends.entropies.offset + m_ends.entropies.bytes;
    commands.copy(m_kept, first, m_readBack, 0, end - first);
}

void TrainingPass::bringInput(gpu::Commands &commands, const Kind &kind) const
{
    m_step.bringInput(commands, shapeOf(kind.rows));
    commands.copy(m_hostInput, 0, m_deviceInput, 0, m_hostInput.bytes());
    if (kind.replays)
        commands.copy(m_hostExperts, 0, *m_step.routing[0].ids.buffer, m_step.routing[0].ids.offset,
                      expertBytes(m_hyper, kind.rows));
}

// As ForwardPass does it, but that each half of a layer leaves its input as it was.
void TrainingPass::forwardHalf(gpu::Commands &commands, uint32_t rows, bool replays) const
{
    StageClock noClock;
    const auto x = [&](size_t half) { return m_ends.x[half].rowSlice(0, rows); };
    ops::embed(commands, m_weights.embedding, m_step.rows(rows).rows, ops::StepRows::RowWords, x(0));
    size_t half = 0;
    for (const TrainingLayer &layer : m_layers) {
        forward(commands, layer.mixer, m_hyper, m_step, x(half), x(half + 1));
        std::visit(
            [&](auto feedForward) {
                if constexpr (std::is_same_v<decltype(feedForward), MixtureLayer>)
                    feedForward.replays = replays;
                forward(commands, noClock, feedForward, m_hyper, x(half + 1), x(half + 2));
            },
            layer.feedForward);
        half += 2;
    }
    const gpu::Tensor normed = m_ends.normed.rowSlice(0, rows), logits = m_ends.logits.rowSlice(0, rows);
    ops::rmsNorm(commands, x(half), m_weights.outputNorm, m_hyper.normEpsilon, normed);
    ops::linear(commands, m_weights.output, normed, logits);
    ops::tokenLoss(commands, logits, m_input.targets.columnSlice(0, rows), m_input.weights.columnSlice(0, rows), logits,
                   m_ends.logProbabilities.columnSlice(0, rows), m_ends.entropies.columnSlice(0, rows));
}

void TrainingPass::reverseHalf(gpu::Commands &commands, uint32_t rows) const
{
    const ReverseStep step{m_hyper, m_step, {m_input.spans.columnSlice(0, 2 * rows)}, m_input.turnedBack};
    const auto x = [&](size_t half) { return m_ends.x[half].rowSlice(0, rows); };
    const gpu::Tensor normed = m_ends.normed.rowSlice(0, rows), logitSlopes = m_ends.logits.rowSlice(0, rows);
    const gpu::Tensor normedSlopes = m_ends.normedSlopes.rowSlice(0, rows), xSlopes = m_ends.xSlopes.rowSlice(0, rows);
    size_t half = 2 * m_layers.size();
    ops::weightSlopes(commands, logitSlopes, normed, m_slopes.output);
    ops::linearReverse(commands, m_weights.output, logitSlopes, normedSlopes, ops::Accumulate::No);
    ops::rmsNormReverse(commands, x(half), m_weights.outputNorm, m_hyper.normEpsilon, normedSlopes, xSlopes,
                        ops::Accumulate::No, m_slopes.outputNorm, m_ends.normScratch);
    for (auto layer = m_layers.rbegin(); layer != m_layers.rend(); ++layer) {
        half -= 2;
        std::visit(
            [&](const auto &feedForward) {
                using Layer = std::decay_t<decltype(feedForward)>;
                constexpr bool Mixed = std::is_same_v<Layer, MixtureLayer>;
                using Slopes = std::conditional_t<Mixed, MixtureWeights, GatedUnitWeights>;
                using Scratch = std::conditional_t<Mixed, MixtureSlopes, GatedUnitSlopes>;
                reverse(commands, feedForward, m_hyper.normEpsilon, x(half + 1),
                        std::get<Slopes>(layer->feedForwardSlopes), std::get<Scratch>(layer->feedForwardScratch),
                        xSlopes);
            },
            layer->feedForward);
        reverse(commands, layer->mixer, step, x(half), layer->mixerSlopes, layer->mixerScratch, xSlopes);
    }
    ops::embedReverse(commands, m_step.rows(rows).rows, ops::StepRows::RowWords,
                      m_input.sortedRows.columnSlice(0, rows), xSlopes, m_slopes.embedding);
}

RowResult TrainingPass::result(uint32_t row) const
{
    const float *values = reinterpret_cast<const float *>(m_readBack.mapped());
    const uint64_t entropies = (m_ends.entropies.offset - m_ends.logProbabilities.offset) / sizeof(float);
    return {values[row], values[entropies + row]};
}

std::vector<uint32_t> TrainingPass::experts(uint32_t row) const
{
    std::vector<uint32_t> all;
    for (uint32_t layer = 0; layer < m_step.routing.size(); ++layer) {
        const uint32_t *ids = m_step.routingIds(Side, layer, row);
        all.insert(all.end(), ids, ids + m_step.routing[layer].ids.columns);
    }
    return all;
}

} // namespace deepscope
