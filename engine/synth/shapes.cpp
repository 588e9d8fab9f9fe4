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
    h.layers = 27;
    h.feedForward = 10944;
    h.heads = 16;
    h.latent = 512;
    h.nope = 128;
    h.rope = 64;
    h.value = 128;
    h.denseLayers = 1;
    h.expertFeedForward = 1408;
    h.sharedExperts = 2;
    h.router.experts = 64;
    h.router.used = 6;
    return shape;
}

// 0.82 B parameters: half of V2-Lite's widths, a third of its layers.
Shape mid()
{
    Shape shape = deepseekV2Lite();
    shape.name = "mid";
    Hyperparameters &h = shape.hyper;
    h.contextLength = 16384;
    h.embedding = 1024;
    h.layers = 9;
    h.feedForward = 2736;
    h.heads = 8;
    h.latent = 256;
    h.expertFeedForward = 352;
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
    h.layers = 9;
    h.feedForward = 512;
    h.heads = 4;
    h.latent = 64;
    h.nope = 32;
    h.rope = 16;
    h.value = 32;
    h.expertFeedForward = 64;
    h.router.experts = 16;
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
    h.layers = 47;
    h.feedForward = 10240;
    h.heads = 20;
    h.queryLatent = 768;
    h.nope = 192;
    h.value = 256;
    h.expertFeedForward = 1536;
    h.sharedExperts = 1;
    h.router.used = 4;
    h.router.gate = Gate::Sigmoid;
    h.router.normalise = true;
    h.router.scale = 1.8F;
    return shape;
}

// One expert layer of DeepSeek-V3 between a small embedding and its output.
Shape deepseekV3Layer()
{
    Shape shape = deepseekV2Lite();
    shape.name = "v3-layer";
    shape.scaling = deepseekScaling(0.1);
    shape.routerBias = true;
    Hyperparameters &h = shape.hyper;
    h.vocabulary = 4096;
    h.embedding = 7168;
    h.layers = 1;
    h.feedForward = 18432;
    h.heads = 128;
    h.queryLatent = 1536;
    h.denseLayers = 0;
    h.expertFeedForward = 2048;
    h.sharedExperts = 1;
    h.router = {256, 8, 8, 4, Gate::Sigmoid, true, 2.5F};
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
    h.layers = 48;
    h.feedForward = 6144;
    h.heads = 32;
    h.keyValueHeads = 4;
    h.rope = h.value = 128;
    h.queryKeyNorm = QueryKeyNorm::EachHead;
    h.expertFeedForward = 768;
    h.router = {128, 8, 1, 1, Gate::Softmax, true, 1};
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
    h.layers = 28;
    h.feedForward = 8960;
    h.heads = 12;
    h.keyValueHeads = 2;
    h.rope = h.value = 128;
    return shape;
}

} // namespace

std::vector<Shape> knownShapes()
{
    return {mid(), small(), deepseekV2Lite(), glmFlash(), qwen3Mixture(), distill(), deepseekV3Layer()};
}

} // namespace deepscope
