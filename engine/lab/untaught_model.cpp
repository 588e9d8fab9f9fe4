#include "lab/untaught_model.h"

#include "synth/shaped_model.h"

#include <cmath>

namespace deepscope {

namespace {

Shape labShape(uint32_t vocabulary)
{
    Shape shape;
    shape.name = "lab base";
    shape.hyper.architecture = "deepseek2";
    shape.hyper.vocabulary = vocabulary;
    shape.hyper.contextLength = 256;
    shape.hyper.embedding = 96;
    shape.layers = 3;
    shape.mixer = LatentAttention{.heads = 4, .latent = 32, .nope = 16, .rope = 16, .value = 24};
    RouterRule router{8, 2};
    router.gate = Gate::Sigmoid;
    router.normalise = true;
    router.scale = 1;
    shape.feedForwards = {0, {}, {.router = router, .width = 96, .shared = 1}};
    shape.routerBias = true;
    return shape;
}

void copyVocabulary(const GgufFile &from, GgufWriter &to)
{
    for (const auto &[key, value] : from.metadata())
        if (key.starts_with("tokenizer."))
            to.set(key, value);
}

} // namespace

void writeUntaughtModel(const std::filesystem::path &path, const GgufFile &vocabulary, uint64_t seed)
{
    const auto *pieces = vocabulary.strings("tokenizer.ggml.tokens");
    if (!pieces)
        vocabulary.fail("it has no vocabulary");
    const Shape shape = labShape(uint32_t(pieces->size()));
    // What 2 layers * 2 halves each add to the residual stream is together about what the embedding brings.
    const WeightSpread spread{
        .embedding = 1, .residual = 1 / std::sqrt(2 * float(shape.layers)), .norm = 0, .seed = seed};
    makeShapedModel(shape, TensorType::F32, spread, "Deepscope lab base", [&](GgufWriter &writer) {
        copyVocabulary(vocabulary, writer);
    }).file.write(path);
}

} // namespace deepscope
