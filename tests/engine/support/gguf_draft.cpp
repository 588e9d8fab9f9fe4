#include "gguf_draft.h"

#include "raw_gguf.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace deepscope {

namespace {

constexpr uint64_t Alignment = 32;

uint64_t roundUp(uint64_t value) { return (value + Alignment - 1) / Alignment * Alignment; }

// What the reader widens is written wide.
struct ArrayWriter {
    RawGguf &raw;
    const std::string &key;

    void operator()(const std::vector<int64_t> &values) const { append(I64, values); }
    void operator()(const std::vector<double> &values) const { append(F64, values); }
    void operator()(const std::vector<bool> &values) const
    {
        raw.array(key, Bool, values.size());
        for (const bool value : values)
            raw.number(uint8_t(value));
    }
    void operator()(const std::vector<std::string> &values) const
    {
        raw.array(key, String, values.size());
        for (const std::string &value : values)
            raw.text(value);
    }

    template <typename T>
    void append(RawType type, const std::vector<T> &values) const
    {
        raw.array(key, type, values.size());
        for (const T value : values)
            raw.number(value);
    }
};

struct ValueWriter {
    RawGguf &raw;
    const std::string &key;

    void operator()(int64_t value) const { raw.key(key, I64, value); }
    void operator()(uint64_t value) const { raw.key(key, U64, value); }
    void operator()(double value) const { raw.key(key, F64, value); }
    void operator()(bool value) const { raw.key(key, Bool, uint8_t(value)); }
    void operator()(const std::string &value) const { raw.key(key, String).text(value); }
    void operator()(const GgufArray &value) const { std::visit(ArrayWriter{raw, key}, value); }
};

} // namespace

uint64_t GgufDraft::Tensor::bytes() const
{
    const TypeTraits traits = typeTraits(type);
    uint64_t bytes = shape[0] / traits.elements * traits.bytes;
    for (size_t i = 1; i < shape.size(); ++i)
        bytes *= shape[i];
    return bytes;
}

GgufDraft::GgufDraft(const GgufFile &file) : keys(file.metadata())
{
    for (const GgufTensor &tensor : file.tensors()) {
        std::vector<uint64_t> shape(tensor.shape.begin(), tensor.shape.end());
        while (shape.size() > 1 && shape.back() == 1)
            shape.pop_back();
        tensors.push_back({tensor.name, tensor.type, std::move(shape), file.readTensor(tensor)});
    }
}

GgufDraft GgufDraft::golden(const std::string &name)
{
    return GgufDraft(GgufFile(std::filesystem::path(DEEPSCOPE_TEST_DATA) / "golden" / (name + ".gguf")));
}

GgufDraft &GgufDraft::set(const std::string &key, GgufValue value)
{
    const auto found = std::ranges::find(keys, key, [](const auto &item) { return item.first; });
    if (found != keys.end())
        found->second = std::move(value);
    else
        keys.emplace_back(key, std::move(value));
    return *this;
}

GgufDraft &GgufDraft::remove(const std::string &key)
{
    if (std::erase_if(keys, [&](const auto &item) { return item.first == key; }) == 0)
        throw std::runtime_error("there is no key " + key);
    return *this;
}

GgufDraft &GgufDraft::removeTensor(const std::string &name)
{
    tensor(name);
    std::erase_if(tensors, [&](const Tensor &item) { return item.name == name; });
    return *this;
}

GgufValue &GgufDraft::value(const std::string &key)
{
    const auto found = std::ranges::find(keys, key, [](const auto &item) { return item.first; });
    if (found == keys.end())
        throw std::runtime_error("there is no key " + key);
    return found->second;
}

GgufDraft::Tensor &GgufDraft::tensor(const std::string &name)
{
    const auto found = std::ranges::find(tensors, name, &Tensor::name);
    if (found == tensors.end())
        throw std::runtime_error("there is no tensor " + name);
    return *found;
}

GgufDraft &GgufDraft::widenExperts(uint64_t width)
{
    const uint64_t before = tensor("blk.1.ffn_up_exps.weight").shape[1];
    set("deepseek2.expert_feed_forward_length", width);
    for (Tensor &tensor : tensors)
        if (tensor.name.ends_with("exps.weight") || tensor.name.ends_with("shexp.weight")) {
            uint64_t &side = tensor.shape[tensor.name.find("_down_") == std::string::npos ? 1 : 0];
            side = side / before * width;
        }
    return *this;
}

std::vector<uint8_t> GgufDraft::header() const
{
    RawGguf raw(tensors.size(), keys.size());
    for (const auto &[key, value] : keys)
        std::visit(ValueWriter{raw, key}, value);
    uint64_t offset = 0;
    for (const Tensor &item : tensors) {
        raw.tensor(item.name, item.shape, uint32_t(item.type), offset);
        offset = roundUp(offset + item.bytes());
    }
    return raw.data(0).bytes;
}

uint64_t GgufDraft::fileBytes() const
{
    uint64_t bytes = header().size();
    for (const Tensor &item : tensors)
        bytes = roundUp(bytes + item.bytes());
    return bytes;
}

std::vector<uint8_t> GgufDraft::bytes() const
{
    std::vector<uint8_t> file = header();
    for (const Tensor &item : tensors) {
        const size_t end = file.size() + size_t(item.bytes());
        file.insert(file.end(), item.data.begin(), item.data.end());
        file.resize(size_t(roundUp(end)));
    }
    return file;
}

void GgufDraft::writeSparse(const std::filesystem::path &path) const
{
    writeFile(path, header());
    std::filesystem::resize_file(path, fileBytes());
}

std::vector<GgufDraft> GgufDraft::split(uint32_t count) const
{
    std::vector<GgufDraft> parts(count);
    parts[0].keys = keys;
    for (size_t i = 0; i < tensors.size(); ++i)
        parts[i * count / tensors.size()].tensors.push_back(tensors[i]);
    for (uint32_t i = 0; i < count; ++i)
        parts[i]
            .set("split.no", uint64_t(i))
            .set("split.count", uint64_t(count))
            .set("split.tensors.count", int64_t(tensors.size()));
    return parts;
}

std::filesystem::path partPath(const std::filesystem::path &stem, uint32_t number, uint32_t count)
{
    char ending[40];
    std::snprintf(ending, sizeof ending, "-%05u-of-%05u.gguf", number, count);
    std::filesystem::path path = stem;
    return path += ending;
}

void writeFile(const std::filesystem::path &path, const std::vector<uint8_t> &bytes)
{
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream.write(reinterpret_cast<const char *>(bytes.data()), std::streamsize(bytes.size()));
    if (!stream.flush())
        throw std::runtime_error("cannot write " + path.string());
}

std::filesystem::path writeParts(const std::filesystem::path &stem, const std::vector<GgufDraft> &parts)
{
    for (uint32_t i = 0; i < parts.size(); ++i)
        writeFile(partPath(stem, i + 1, uint32_t(parts.size())), parts[i].bytes());
    return partPath(stem, 1, uint32_t(parts.size()));
}

} // namespace deepscope
