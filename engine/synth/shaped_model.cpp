#include "synth/shaped_model.h"

#include "synth/random_weights.h"
#include "synth/synthetic_vocabulary.h"

#include <cmath>
#include <memory>

namespace deepscope {

namespace {

// What quantising programs do with rows that hold no whole blocks.
TensorType typeForColumns(TensorType type, uint64_t columns)
{
    if (columns % typeTraits(type).elements == 0)
        return type;
    switch (type) {
    case TensorType::Q5_K:
        return typeForColumns(TensorType::Q5_1, columns);
    case TensorType::Q6_K:
        return typeForColumns(TensorType::Q8_0, columns);
    case TensorType::Q4_K:
        return typeForColumns(TensorType::Q5_0, columns);
    case TensorType::Q2_K:
    case TensorType::Q3_K:
        return typeForColumns(TensorType::Q4_0, columns);
    case TensorType::IQ4_XS:
        return typeForColumns(TensorType::IQ4_NL, columns);
    default:
        return TensorType::F16;
    }
}

class ModelWriter {
public:
    ModelWriter(const Shape &shape, TensorType type, const WeightSpread &spread, const std::string &name,
                const std::function<void(GgufWriter &)> &vocabulary)
        : m_shape(shape), m_hyper(shape.hyper), m_type(type), m_spread(spread), m_prefix(shape.hyper.architecture + ".")
    {
        m_writer.setString("general.architecture", m_hyper.architecture);
        m_writer.setString("general.name", name);
        sizeKeys();
        std::visit([&](const auto &attention) { attentionKeys(attention); }, shape.mixer);
        if (shape.recurrent)
            stateKeys(*shape.recurrent);
        if (shape.feedForwards.dense < shape.layers)
            mixtureKeys();
        vocabulary(m_writer);
        tensors();
    }

    ShapedModel take() { return {std::move(m_writer), m_parameters}; }

private:
    void key(const std::string &name, uint32_t value) { m_writer.setUnsigned(m_prefix + name, value); }
    void key(const std::string &name, double value) { m_writer.setFloat(m_prefix + name, float(value)); }

    void sizeKeys()
    {
        key("vocab_size", m_hyper.vocabulary);
        key("context_length", m_hyper.contextLength);
        key("embedding_length", m_hyper.embedding);
        key("block_count", m_shape.layers);
        const FeedForwardKeys &parts = m_shape.feedForwards; // readers want a width also where no layer is dense
        key("feed_forward_length",
            parts.dense > 0 ? parts.unit.width : parts.mixture.width * parts.mixture.router.used);
        key("attention.head_count", std::visit([](const auto &attention) { return attention.heads; }, m_shape.mixer));
        key("attention.layer_norm_rms_epsilon", double(m_hyper.normEpsilon));
        key("rope.freq_base", m_shape.ropeBase);
        key("rope.dimension_count", std::visit([](const auto &attention) { return attention.rope; }, m_shape.mixer));
        if (m_shape.scaling.kind != RopeScaling::Kind::Yarn)
            return;
        m_writer.setString(m_prefix + "rope.scaling.type", "yarn");
        key("rope.scaling.factor", m_shape.scaling.factor);
        key("rope.scaling.original_context_length", uint32_t(m_shape.scaling.originalContext));
        key("rope.scaling.yarn_log_multiplier", m_shape.scaling.logMultiplier);
    }

    void attentionKeys(const LatentAttention &attention)
    {
        key("attention.head_count_kv", 1U);
        key("attention.kv_lora_rank", attention.latent);
        key("attention.q_lora_rank", attention.queryLatent);
        key("attention.key_length", attention.latent + attention.rope);
        key("attention.value_length", attention.latent);
        key("attention.key_length_mla", attention.head());
        key("attention.value_length_mla", attention.value);
    }

    void attentionKeys(const GroupedAttention &attention)
    {
        key("attention.head_count_kv", attention.keyValueHeads);
        key("attention.key_length", attention.head());
        key("attention.value_length", attention.value);
        if (attention.window > 0)
            key("attention.sliding_window", attention.window);
        if (m_shape.windowPattern > 0)
            key("attention.sliding_window_pattern", m_shape.windowPattern);
    }

    void stateKeys(const DeltaNet &net)
    {
        key("full_attention_interval", m_shape.interval);
        key("ssm.conv_kernel", net.kernel);
        key("ssm.state_size", net.width);
        key("ssm.group_count", net.keyHeads);
        key("ssm.time_step_rank", net.valueHeads);
        key("ssm.inner_size", net.valueHeads * net.width);
    }

    void mixtureKeys()
    {
        const Mixture &mixture = m_shape.feedForwards.mixture;
        const RouterRule &router = mixture.router;
        key("leading_dense_block_count", m_shape.feedForwards.dense);
        key("expert_count", router.experts);
        key("expert_used_count", router.used);
        key("expert_feed_forward_length", mixture.width);
        if (mixture.sharedGate)
            key("expert_shared_feed_forward_length", mixture.sharedWidth());
        else
            key("expert_shared_count", mixture.shared);
        key("expert_group_count", router.groups);
        key("expert_group_used_count", router.groupsUsed);
        key("expert_gating_func", router.gate == Gate::Sigmoid ? 2U : 1U);
        key("expert_weights_scale", double(router.scale));
        m_writer.setBool(m_prefix + "expert_weights_norm", router.normalise);
    }

    void add(const std::string &name, TensorType type, std::vector<uint64_t> shape, float mean, float deviation)
    {
        uint64_t elements = 1;
        for (const uint64_t dimension : shape)
            elements *= dimension;
        m_parameters += elements;
        // Made when its turn comes: what it draws from would otherwise wait in memory for every tensor.
        const std::string seed = m_spread.seed > 0 ? name + " " + std::to_string(m_spread.seed) : name;
        m_writer.addTensor(name, type, std::move(shape),
                           [=, weights = std::shared_ptr<RandomWeights>()](std::span<uint8_t> piece) mutable {
                               if (!weights)
                                   weights = std::make_shared<RandomWeights>(seed, type, mean, deviation);
                               weights->fill(piece);
                           });
    }

    // A product with values of size 1 is of size `size`.
    void matrix(const std::string &name, std::vector<uint64_t> shape, float size = 1)
    {
        const uint64_t columns = shape.front();
        add(name, typeForColumns(m_type, columns), std::move(shape), 0, size / std::sqrt(float(columns)));
    }
    void norm(const std::string &name, uint64_t columns) { add(name, TensorType::F32, {columns}, 1, m_spread.norm); }
    void bias(const std::string &name, std::vector<uint64_t> shape)
    {
        add(name, TensorType::F32, std::move(shape), 0, m_spread.norm);
    }

    void tensors()
    {
        const float embedding = m_spread.embedding * std::sqrt(float(m_hyper.embedding));
        matrix("token_embd.weight", {m_hyper.embedding, m_hyper.vocabulary}, embedding > 0 ? embedding : 1);
        for (uint32_t layer = 0; layer < m_shape.layers; ++layer) {
            const std::string block = "blk." + std::to_string(layer) + ".";
            norm(block + "attn_norm.weight", m_hyper.embedding);
            if (m_shape.isRecurrent(layer))
                tensorsOf(*m_shape.recurrent, block);
            else
                std::visit([&](const auto &attention) { tensorsOf(attention, block + "attn_"); }, m_shape.mixer);
            const bool newer = m_shape.recurrent || m_shape.feedForwards.mixture.biased;
            norm(block + (newer ? "post_attention_norm.weight" : "ffn_norm.weight"), m_hyper.embedding);
            std::visit([&](const auto &part) { tensorsOf(part, block); }, m_shape.feedForwards.of(layer));
        }
        norm("output_norm.weight", m_hyper.embedding);
        matrix("output.weight", {m_hyper.embedding, m_hyper.vocabulary});
    }

    void tensorsOf(const LatentAttention &shape, const std::string &attention)
    {
        const uint64_t d = m_hyper.embedding, heads = shape.heads, latent = shape.latent;
        if (const uint64_t rank = shape.queryLatent) {
            matrix(attention + "q_a.weight", {d, rank});
            norm(attention + "q_a_norm.weight", rank);
            matrix(attention + "q_b.weight", {rank, heads * shape.head()});
        } else {
            matrix(attention + "q.weight", {d, heads * shape.head()});
        }
        matrix(attention + "kv_a_mqa.weight", {d, latent + shape.rope});
        norm(attention + "kv_a_norm.weight", latent);
        matrix(attention + "k_b.weight", {shape.nope, latent, heads});
        matrix(attention + "v_b.weight", {latent, shape.value, heads});
        matrix(attention + "output.weight", {heads * shape.value, d}, m_spread.residual);
    }

    void tensorsOf(const GroupedAttention &shape, const std::string &attention)
    {
        const uint64_t d = m_hyper.embedding, head = shape.head(), pairs = shape.keyValueHeads;
        const std::pair<const char *, uint64_t> parts[] = {
            {"q", uint64_t(shape.heads) * shape.queryStride()}, {"k", pairs * head}, {"v", pairs * shape.value}};
        for (const auto &[part, rows] : parts) {
            matrix(attention + part + ".weight", {d, rows});
            if (m_shape.attentionBias)
                bias(attention + part + ".bias", {rows});
        }
        if (shape.queryKeyNorm == QueryKeyNorm::EachHead)
            for (const char *part : {"q_norm.weight", "k_norm.weight"})
                norm(attention + part, head);
        matrix(attention + "output.weight", {uint64_t(shape.heads) * shape.value, d}, m_spread.residual);
        if (m_shape.outputBias)
            bias(attention + "output.bias", {d});
        if (shape.sinks)
            bias(attention + "sinks.weight", {shape.heads});
    }

    void tensorsOf(const DeltaNet &net, const std::string &block)
    {
        const uint64_t d = m_hyper.embedding, values = uint64_t(net.valueHeads) * net.width;
        matrix(block + "attn_qkv.weight", {d, net.channels()});
        matrix(block + "attn_gate.weight", {d, values});
        matrix(block + "ssm_beta.weight", {d, net.valueHeads});
        matrix(block + "ssm_alpha.weight", {d, net.valueHeads});
        add(block + "ssm_conv1d.weight", TensorType::F32, {net.kernel, net.channels()}, 0,
            1 / std::sqrt(float(net.kernel)));
        // A token leaves most of what is remembered: exp(-softplus(-2)) is 0.88.
        add(block + "ssm_a", TensorType::F32, {net.valueHeads}, -1, m_spread.norm);
        add(block + "ssm_dt.bias", TensorType::F32, {net.valueHeads}, -2, m_spread.norm);
        norm(block + "ssm_norm.weight", net.width);
        matrix(block + "ssm_out.weight", {values, d}, m_spread.residual);
    }

    void tensorsOf(const GatedUnit &shape, const std::string &block) { gatedUnit(block, ".weight", {shape.width}); }

    void tensorsOf(const Mixture &shape, const std::string &block)
    {
        const uint64_t experts = shape.router.experts;
        add(block + "ffn_gate_inp.weight", TensorType::F32, {m_hyper.embedding, experts}, 0,
            1 / std::sqrt(float(m_hyper.embedding)));
        if (m_shape.routerBias)
            bias(block + "exp_probs_b.bias", {experts});
        gatedUnit(block, "_exps.weight", {shape.width, experts});
        if (shape.biased) {
            bias(block + "ffn_gate_inp.bias", {experts});
            bias(block + "ffn_gate_exps.bias", {shape.width, experts});
            bias(block + "ffn_up_exps.bias", {shape.width, experts});
            bias(block + "ffn_down_exps.bias", {m_hyper.embedding, experts});
        }
        if (shape.shared > 0)
            gatedUnit(block, "_shexp.weight", {shape.sharedWidth()});
        if (shape.sharedGate)
            add(block + "ffn_gate_inp_shexp.weight", TensorType::F32, {m_hyper.embedding}, 0,
                1 / std::sqrt(float(m_hyper.embedding)));
    }

    // `width` of the hidden values, and the number of experts where there are some.
    void gatedUnit(const std::string &block, const std::string &suffix, const std::vector<uint64_t> &width)
    {
        std::vector<uint64_t> up = width, down = width;
        up.insert(up.begin(), m_hyper.embedding);
        down.insert(down.begin() + 1, m_hyper.embedding);
        matrix(block + "ffn_gate" + suffix, up);
        matrix(block + "ffn_up" + suffix, up);
        matrix(block + "ffn_down" + suffix, down, m_spread.residual);
    }

    const Shape &m_shape;
    const Hyperparameters &m_hyper;
    TensorType m_type;
    WeightSpread m_spread;
    std::string m_prefix;
    GgufWriter m_writer;
    uint64_t m_parameters = 0;
};

} // namespace

ShapedModel makeShapedModel(const Shape &shape, TensorType type)
{
    return makeShapedModel(shape, type, {}, "Random weights, " + std::string(shape.name),
                           [&](GgufWriter &writer) { setSyntheticVocabulary(writer, shape.hyper.vocabulary); });
}

ShapedModel makeShapedModel(const Shape &shape, TensorType type, const WeightSpread &spread, const std::string &name,
                            const std::function<void(GgufWriter &)> &vocabulary)
{
    return ModelWriter(shape, type, spread, name, vocabulary).take();
}

} // namespace deepscope
