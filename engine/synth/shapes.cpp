#include "synth/shapes.h"

namespace deepscope {

namespace {

// DeepSeek-V2 and V3: YaRN by 40 from 4,096 tokens.
RopeScaling deepseekScaling(double logMultiplier)
{
    RopeScaling scaling;
    scaling.kind = RopeScaling::Kind::Yarn;
    scaling.factor = 40;
    scaling.originalContext = 4096;
    scaling.logMultiplier = logMultiplier;
    return scaling;
}

Shape deepseekV2Lite()
{
    Shape shape;
    shape.name = "v2-lite";
    shape.scaling = deepseekScaling(0.0707);
    Hyperparameters &h = shape.hyper;
    h.architecture = "deepseek2";
    h.vocabulary = 102400;
    h.contextLength = 163840;
    h.embedding = 2048;
    shape.layers = 27;
    shape.mixer = LatentAttention{.heads = 16, .latent = 512, .nope = 128, .rope = 64, .value = 128};
    shape.feedForwards = {1, {10944}, {.router = {64, 6}, .width = 1408, .shared = 2}};
    return shape;
}

// 0.82 B parameters: half of V2-Lite's widths, a third of its layers.
Shape mid()
{
    Shape shape = deepseekV2Lite();
    shape.name = "mid";
    shape.hyper.contextLength = 16384;
    shape.hyper.embedding = 1024;
    shape.layers = 9;
    shape.mixer = LatentAttention{.heads = 8, .latent = 256, .nope = 128, .rope = 64, .value = 128};
    shape.feedForwards.unit.width = 2736;
    shape.feedForwards.mixture.width = 352;
    return shape;
}

// 10 M parameters.
Shape small()
{
    Shape shape = deepseekV2Lite();
    shape.name = "small";
    Hyperparameters &h = shape.hyper;
    h.vocabulary = 3072;
    h.contextLength = 4096;
    h.embedding = 256;
    shape.layers = 9;
    shape.mixer = LatentAttention{.heads = 4, .latent = 64, .nope = 32, .rope = 16, .value = 32};
    shape.feedForwards = {1, {512}, {.router = {16, 6}, .width = 64, .shared = 2}};
    return shape;
}

Shape glmFlash()
{
    Shape shape = deepseekV2Lite();
    shape.name = "glm-4.7-flash";
    shape.ropeBase = 1000000;
    shape.scaling = {};
    shape.routerBias = true;
    Hyperparameters &h = shape.hyper;
    h.vocabulary = 154880;
    h.contextLength = 202752;
    h.normEpsilon = 1e-5F;
    shape.layers = 47;
    shape.mixer =
        LatentAttention{.heads = 20, .latent = 512, .queryLatent = 768, .nope = 192, .rope = 64, .value = 256};
    const RouterRule router{64, 4, 1, 1, Gate::Sigmoid, true, 1.8F};
    shape.feedForwards = {1, {10240}, {.router = router, .width = 1536, .shared = 1}};
    return shape;
}

// One expert layer of DeepSeek-V3 between a small embedding and its output.
Shape deepseekV3Layer()
{
    Shape shape = deepseekV2Lite();
    shape.name = "v3-layer";
    shape.scaling = deepseekScaling(0.1);
    shape.routerBias = true;
    shape.hyper.vocabulary = 4096;
    shape.hyper.embedding = 7168;
    shape.layers = 1;
    shape.mixer =
        LatentAttention{.heads = 128, .latent = 512, .queryLatent = 1536, .nope = 128, .rope = 64, .value = 128};
    const RouterRule router{256, 8, 8, 4, Gate::Sigmoid, true, 2.5F};
    shape.feedForwards = {0, {}, {.router = router, .width = 2048, .shared = 1}};
    return shape;
}

Shape qwen3Mixture()
{
    Shape shape;
    shape.name = "qwen3-30b-a3b";
    shape.ropeBase = 1000000;
    Hyperparameters &h = shape.hyper;
    h.architecture = "qwen3moe";
    h.vocabulary = 151936;
    h.contextLength = 40960;
    h.embedding = 2048;
    shape.layers = 48;
    shape.mixer = GroupedAttention{
        .heads = 32, .keyValueHeads = 4, .rope = 128, .value = 128, .queryKeyNorm = QueryKeyNorm::EachHead};
    shape.feedForwards = {0, {}, {.router = {128, 8, 1, 1, Gate::Softmax, true, 1}, .width = 768}};
    return shape;
}

// 10 M parameters: what Qwen3.5 with experts has, in little.
Shape qwen35Small()
{
    Shape shape;
    shape.name = "qwen35-small";
    shape.ropeBase = 10000000;
    Hyperparameters &h = shape.hyper;
    h.architecture = "qwen35moe";
    h.vocabulary = 3072;
    h.contextLength = 4096;
    h.embedding = 256;
    shape.layers = 8;
    shape.mixer = GroupedAttention{.heads = 4,
                                   .keyValueHeads = 2,
                                   .nope = 48,
                                   .rope = 16,
                                   .value = 64,
                                   .queryKeyNorm = QueryKeyNorm::EachHead,
                                   .gated = true};
    shape.recurrent = DeltaNet{.keyHeads = 2, .valueHeads = 4, .width = 64, .kernel = 4, .keyHeadsAlternate = true};
    shape.interval = 4;
    const RouterRule router{16, 4, 1, 1, Gate::Softmax, true, 1};
    shape.feedForwards = {0, {}, {.router = router, .width = 64, .shared = 1, .ofShared = 64, .sharedGate = true}};
    return shape;
}

Shape gptOss20b()
{
    Shape shape;
    shape.name = "gpt-oss-20b";
    shape.ropeBase = 150000;
    shape.scaling.kind = RopeScaling::Kind::Yarn;
    shape.scaling.factor = 32;
    shape.scaling.originalContext = 4096;
    shape.scaling.logMultiplier = 0.1;
    shape.attentionBias = shape.outputBias = true;
    shape.windowPattern = 2;
    Hyperparameters &h = shape.hyper;
    h.architecture = "gpt-oss";
    h.vocabulary = 201088;
    h.contextLength = 131072;
    h.embedding = 2880;
    h.normEpsilon = 1e-5F;
    shape.layers = 24;
    shape.mixer =
        GroupedAttention{.heads = 64, .keyValueHeads = 8, .rope = 64, .value = 64, .window = 128, .sinks = true};
    const RouterRule router{32, 4, 1, 1, Gate::Softmax, true, 1};
    shape.feedForwards = {0, {}, {.router = router, .width = 2880, .unit = UnitRule::ClampedSwish, .biased = true}};
    return shape;
}

// 10 M parameters: the same in little.
Shape gptOssSmall()
{
    Shape shape = gptOss20b();
    shape.name = "gpt-oss-small";
    Hyperparameters &h = shape.hyper;
    h.vocabulary = 3072;
    h.contextLength = 4096;
    h.embedding = 256;
    shape.layers = 8;
    shape.mixer =
        GroupedAttention{.heads = 8, .keyValueHeads = 2, .rope = 32, .value = 32, .window = 128, .sinks = true};
    shape.feedForwards.mixture.router.experts = 16;
    shape.feedForwards.mixture.width = 64;
    return shape;
}

// DeepSeek-R1-Distill-Qwen-1.5B
Shape distill()
{
    Shape shape;
    shape.name = "r1-distill-1.5b";
    shape.attentionBias = true;
    Hyperparameters &h = shape.hyper;
    h.architecture = "qwen2";
    h.vocabulary = 151936;
    h.contextLength = 131072;
    h.embedding = 1536;
    shape.layers = 28;
    shape.mixer = GroupedAttention{.heads = 12, .keyValueHeads = 2, .rope = 128, .value = 128};
    shape.feedForwards = {28, {8960}, {}};
    return shape;
}

} // namespace

Mixer Shape::mixerOf(uint32_t layer) const
{
    if (isRecurrent(layer))
        return *recurrent;
    Mixer own = std::visit([](const auto &attention) -> Mixer { return attention; }, mixer);
    if (auto *attention = std::get_if<GroupedAttention>(&own); attention && windowPattern > 0)
        attention->window = layer % windowPattern < windowPattern - 1 ? attention->window : 0;
    return own;
}

std::vector<Shape> knownShapes()
{
    return {mid(),     small(),           deepseekV2Lite(), glmFlash(),  qwen3Mixture(),
            distill(), deepseekV3Layer(), qwen35Small(),    gptOss20b(), gptOssSmall()};
}

} // namespace deepscope
