#include "mixed_model.h"

#include "model/gguf_writer.h"

namespace deepscope::testing {

namespace {

struct Copy {
    GgufWriter &writer;
    const std::string &key;

    void operator()(int64_t value) const { writer.setInteger(key, int32_t(value)); }
    void operator()(uint64_t value) const { writer.setUnsigned(key, uint32_t(value)); }
    void operator()(double value) const { writer.setFloat(key, float(value)); }
    void operator()(bool value) const { writer.setBool(key, value); }
    void operator()(const std::string &value) const { writer.setString(key, value); }
    void operator()(const GgufArray &array) const { std::visit(*this, array); }
    void operator()(const std::vector<std::string> &values) const { writer.setStrings(key, values); }
    void operator()(const std::vector<int64_t> &values) const
    {
        writer.setIntegers(key, std::vector<int32_t>(values.begin(), values.end()));
    }
    void operator()(const std::vector<double> &values) const
    {
        writer.setFloats(key, std::vector<float>(values.begin(), values.end()));
    }
    void operator()(const std::vector<bool> &) const {} // no model has one
};

} // namespace

std::vector<uint8_t> mixModels(const std::vector<std::filesystem::path> &paths)
{
    std::vector<GgufFile> files;
    for (const std::filesystem::path &path : paths)
        files.emplace_back(path);
    GgufWriter writer;
    for (const auto &[key, value] : files.front().metadata())
        std::visit(Copy{writer, key}, value);
    size_t next = 0;
    for (const GgufTensor &tensor : files.front().tensors()) {
        const GgufFile &file = files[next++ % files.size()];
        const GgufTensor &other = file.requireTensor(tensor.name);
        writer.addTensor(other.name, other.type, {other.shape.begin(), other.shape.end()}, file.readTensor(other));
    }
    return writer.bytes();
}

} // namespace deepscope::testing
