// Layers whose owner keeps all that they write, as whoever goes back through them wants it.
#pragma once

#include "ops/ops.h"
#include "support/tiny_run.h"

#include <map>

namespace deepscope::testing {

// What an owner has who keeps everything: tensors of each layer's own in one buffer that the host reads.
class KeptLayers {
public:
    KeptLayers(TinyRun &run, const gpu::Device &device, uint32_t rows)
        : m_run(run), m_buffer(device, uint64_t(1) << 20, gpu::MemoryUse::ReadBack), m_arena(&m_buffer), m_rows(rows)
    {
        x.push_back(place(run.hyper.embedding));
        auto routing = run.step.routing.begin();
        for (uint32_t i = 0; i < run.hyper.layerCount(); ++i) {
            std::visit([&](const auto &shape) { keep(i, shape); }, run.hyper.layers[i].mixer);
            x.push_back(place(run.hyper.embedding));
            const auto *mixture = mixtureOf(run.hyper.layers[i]);
            if (mixture)
                mixtures[i] = {*mixture, takeWeights(run.weights.tensors(), i, *mixture),
                               placeActivations(m_arena, *mixture, place(run.hyper.embedding)), *routing++};
            else
                keep(i, std::get<GatedUnit>(run.hyper.layers[i].feedForward));
            x.push_back(place(run.hyper.embedding));
        }
    }

    void record(gpu::Commands &commands, StageClock &clock, const StepShape &shape)
    {
        const Hyperparameters &hyper = m_run.hyper;
        const Step &step = m_run.step;
        clock.start(commands);
        step.bringInput(commands, shape);
        ops::embed(commands, m_run.weights.tensors().require("token_embd.weight"), step.rows(shape.rows).rows,
                   ops::StepRows::RowWords, x[0]);
        for (uint32_t i = 0; i < hyper.layerCount(); ++i) {
            if (const auto latent = latents.find(i); latent != latents.end())
                forward(commands, latent->second, hyper, step, x[2 * i], x[2 * i + 1]);
            else if (const auto delta = deltas.find(i); delta != deltas.end())
                forward(commands, delta->second, hyper, step, x[2 * i], x[2 * i + 1]);
            else
                forward(commands, groups.at(i), hyper, step, x[2 * i], x[2 * i + 1]);
            if (const auto mixture = mixtures.find(i); mixture != mixtures.end())
                forward(commands, clock, mixture->second, hyper, x[2 * i + 1], x[2 * i + 2]);
            else
                forward(commands, clock, units.at(i), hyper, x[2 * i + 1], x[2 * i + 2]);
        }
        const gpu::Tensor normed = place(hyper.embedding);
        ops::rmsNorm(commands, x.back(), m_run.weights.tensors().require("output_norm.weight"), hyper.normEpsilon,
                     normed);
        ops::linear(commands, m_run.weights.tensors().require("output.weight"), normed,
                    step.logits.rowSlice(0, shape.rows));
    }

    std::vector<gpu::Tensor> x; // before, within and after each layer
    std::map<uint32_t, LatentLayer> latents;
    std::map<uint32_t, GroupedLayer> groups;
    std::map<uint32_t, DeltaLayer> deltas;
    std::map<uint32_t, GatedUnitLayer> units;
    std::map<uint32_t, MixtureLayer> mixtures;

private:
    gpu::Tensor place(uint32_t columns) { return m_arena.place(TensorType::F32, columns, m_rows); }

    void keep(uint32_t i, const LatentAttention &shape)
    {
        LatentActivations a = placeActivations(m_arena, shape, place(m_run.hyper.embedding), TinyRun::Context);
        if (shape.queryLatent > 0)
            a.queryLatentNormed = place(shape.queryLatent);
        latents[i] = {shape, takeWeights(m_run.weights.tensors(), i, shape), a, m_run.cache.layer(i)[0]};
    }

    void keep(uint32_t i, const GroupedAttention &shape)
    {
        GroupedActivations a = placeActivations(m_arena, shape, place(m_run.hyper.embedding), TinyRun::Context);
        for (gpu::Tensor *tensor : {&a.queryNormed, &a.queryRotated, &a.keyNormed, &a.keyRotated})
            *tensor = place(tensor->columns);
        groups[i] = {shape, takeWeights(m_run.weights.tensors(), i, shape), a, m_run.cache.layer(i)[0],
                     m_run.cache.layer(i)[1]};
    }

    void keep(uint32_t i, const DeltaNet &shape)
    {
        const DeltaActivations a = placeActivations(m_arena, shape, place(m_run.hyper.embedding), TinyRun::Context);
        const std::vector<gpu::Tensor> &fixed = m_run.cache.fixed(i);
        deltas[i] = {shape, takeWeights(m_run.weights.tensors(), i, shape), a, fixed[0], fixed[1]};
    }

    void keep(uint32_t i, const GatedUnit &shape)
    {
        units[i] = {shape, takeWeights(m_run.weights.tensors(), i, shape),
                    placeActivations(m_arena, shape, place(m_run.hyper.embedding))};
    }

    TinyRun &m_run;
    gpu::Buffer m_buffer;
    gpu::Arena m_arena;
    uint32_t m_rows;
};

} // namespace deepscope::testing
