#include "train/checkpoint.h"

#include "api/error.h"
#include "model/gguf_writer.h"
#include "model/whole_file.h"
#include "reference/dequantise.h"
#include "reference/encode.h"
#include "train/transfer.h"

namespace deepscope {

namespace {

constexpr const char *UpdatesKey = "training.updates", *BaseKey = "training.base", *RestKey = "training.rest",
                     *ProvenanceKey = "general.source.training";
constexpr const char *First = "first.", *Second = "second.";

constexpr uint32_t FileTypeF32 = 0, FileTypeF16 = 1; // llama.cpp's names of mixtures of types

std::string momentName(const char *moment, const std::string &tensor)
{
    return std::string(TrainingPrefix) + moment + tensor;
}

// But for what speaks of the file itself, or of an earlier training.
void copyKeys(const GgufFile &from, GgufWriter &to)
{
    for (const auto &[key, value] : from.metadata())
        if (!key.starts_with("split.") && !key.starts_with(TrainingPrefix) && key != "general.alignment" &&
            key != "general.file_type" && key != ProvenanceKey)
            to.set(key, value);
}

// `like`: a tensor of the same shape.
void addTensor(GgufWriter &writer, const std::string &name, const GgufTensor &like, TensorType type,
               std::span<const float> values)
{
    std::vector<uint64_t> shape(like.shape.begin(), like.shape.end());
    while (shape.size() > 1 && shape.back() == 1)
        shape.pop_back();
    std::vector<uint8_t> data(values.size() * typeTraits(type).bytes);
    reference::encode(type, values, data);
    writer.addTensor(name, type, std::move(shape), std::move(data));
}

// Every tensor of the base; where the device has none of it (blocks that no pass uses), as it was.
template <typename TypeOf>
void addModel(GgufWriter &writer, gpu::KernelCache &kernels, const GgufFile &base, const Parameters &parameters,
              TypeOf &&typeOf)
{
    for (const GgufTensor &tensor : base.tensors()) {
        std::vector<float> values;
        if (const gpu::Tensor learned = parameters.values().find(tensor.name)) {
            values = fetch(kernels, learned);
        } else {
            values.resize(tensor.elements());
            reference::dequantise(tensor.type, base.readTensor(tensor), values);
        }
        addTensor(writer, tensor.name, tensor, typeOf(tensor), values);
    }
}

// `prefix`: of the tensors' names, for moments; `flat`: where they go.
void bringAll(const GgufFile &file, gpu::KernelCache &kernels, const std::string &prefix, const TensorTable &table,
              const gpu::Tensor &flat)
{
    table.forEach([&](const std::string &name, const gpu::Tensor &tensor) {
        const GgufTensor &stored = file.requireTensor(prefix + name);
        if (stored.type != TensorType::F32 || stored.elements() != tensor.totalRows() * tensor.columns)
            file.fail(stored.name + " is of another shape than what it is to become");
        std::vector<float> values(stored.elements());
        reference::dequantise(stored.type, file.readTensor(stored), values);
        bring(kernels, values, Parameters::beside(tensor, flat));
    });
}

void addMoments(GgufWriter &writer, gpu::KernelCache &kernels, const char *moment, const GgufFile &base,
                const TensorTable &slopes, const gpu::Tensor &flat)
{
    for (const GgufTensor &tensor : base.tensors())
        if (const gpu::Tensor slope = slopes.find(tensor.name))
            addTensor(writer, momentName(moment, tensor.name), tensor, TensorType::F32,
                      fetch(kernels, Parameters::beside(slope, flat)));
}

} // namespace

void writeCheckpoint(const std::filesystem::path &path, gpu::KernelCache &kernels, const GgufFile &base,
                     const Parameters &parameters, const LearnedState &state)
{
    GgufWriter writer;
    copyKeys(base, writer);
    writer.setUnsigned("general.file_type", FileTypeF32);
    writer.setUnsigned(UpdatesKey, state.updates);
    writer.setString(BaseKey, state.base);
    writer.setString(RestKey, state.rest);
    addModel(writer, kernels, base, parameters, [](const GgufTensor &) { return TensorType::F32; });
    addMoments(writer, kernels, First, base, parameters.slopes(), parameters.firstMoments());
    addMoments(writer, kernels, Second, base, parameters.slopes(), parameters.secondMoments());
    writeWhole(path, [&](const std::filesystem::path &part) { writer.write(part); });
}

void writeLearnedModel(const std::filesystem::path &path, gpu::KernelCache &kernels, const GgufFile &base,
                       const Parameters &parameters, const std::string &provenance)
{
    GgufWriter writer;
    copyKeys(base, writer);
    writer.setUnsigned("general.file_type", FileTypeF16);
    writer.setString(ProvenanceKey, provenance);
    addModel(writer, kernels, base, parameters, [](const GgufTensor &tensor) {
        return tensor.rows() > 1 && !tensor.name.ends_with("ffn_gate_inp.weight") ? TensorType::F16 : TensorType::F32;
    });
    writeWhole(path, [&](const std::filesystem::path &part) { writer.write(part); });
}

LearnedState readLearnedState(const GgufFile &file)
{
    if (!file.has(UpdatesKey))
        file.fail("this is a model, but no checkpoint of a training: it has no " + std::string(UpdatesKey));
    return {file.requireUnsigned(UpdatesKey), file.requireString(BaseKey), file.requireString(RestKey)};
}

LearnedState readCheckpoint(const GgufFile &file, gpu::KernelCache &kernels, const Parameters &parameters)
{
    const LearnedState state = readLearnedState(file);
    const TensorTable &learning = parameters.slopes(); // values have a table with what does not learn, too
    bringAll(file, kernels, {}, learning, parameters.flatValues());
    bringAll(file, kernels, momentName(First, {}), learning, parameters.firstMoments());
    bringAll(file, kernels, momentName(Second, {}), learning, parameters.secondMoments());
    return state;
}

} // namespace deepscope
