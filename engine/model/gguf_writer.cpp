#include "model/gguf_writer.h"

#include "api/error.h"
#include "api/path_text.h"
#include "gpu/arithmetic.h"
#include "model/gguf_value_type.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <system_error>

namespace deepscope {

namespace {

template <typename T>
void append(std::vector<uint8_t> &bytes, T value)
{
    const auto *from = reinterpret_cast<const uint8_t *>(&value);
    bytes.insert(bytes.end(), from, from + sizeof(T));
}

void appendText(std::vector<uint8_t> &bytes, std::string_view text)
{
    append(bytes, uint64_t(text.size()));
    bytes.insert(bytes.end(), text.begin(), text.end());
}

} // namespace

GgufWriter::GgufWriter(uint32_t alignment) : m_alignment(alignment)
{
    if (alignment != 32)
        setUnsigned("general.alignment", alignment);
}

void GgufWriter::beginKey(std::string_view key, uint32_t type)
{
    ++m_keys;
    appendText(m_metadata, key);
    append(m_metadata, type);
}

void GgufWriter::beginArray(std::string_view key, uint32_t type, uint64_t count)
{
    beginKey(key, gguf::Array);
    append(m_metadata, type);
    append(m_metadata, count);
}

void GgufWriter::setUnsigned(std::string_view key, uint32_t value)
{
    beginKey(key, gguf::U32);
    append(m_metadata, value);
}

void GgufWriter::setInteger(std::string_view key, int32_t value)
{
    beginKey(key, gguf::I32);
    append(m_metadata, value);
}

void GgufWriter::setFloat(std::string_view key, float value)
{
    beginKey(key, gguf::F32);
    append(m_metadata, value);
}

void GgufWriter::setBool(std::string_view key, bool value)
{
    beginKey(key, gguf::Bool);
    append(m_metadata, uint8_t(value));
}

void GgufWriter::setString(std::string_view key, std::string_view value)
{
    beginKey(key, gguf::String);
    appendText(m_metadata, value);
}

void GgufWriter::setStrings(std::string_view key, std::span<const std::string> values)
{
    beginArray(key, gguf::String, values.size());
    for (const std::string &value : values)
        appendText(m_metadata, value);
}

void GgufWriter::setIntegers(std::string_view key, std::span<const int32_t> values)
{
    beginArray(key, gguf::I32, values.size());
    for (int32_t value : values)
        append(m_metadata, value);
}

void GgufWriter::setFloats(std::string_view key, std::span<const float> values)
{
    beginArray(key, gguf::F32, values.size());
    for (float value : values)
        append(m_metadata, value);
}

void GgufWriter::set(std::string_view key, const GgufValue &value)
{
    std::visit([&](const auto &held) { put(key, held); }, value);
}

void GgufWriter::put(std::string_view key, int64_t value)
{
    if (value == int32_t(value))
        return setInteger(key, int32_t(value));
    beginKey(key, gguf::I64);
    append(m_metadata, value);
}

void GgufWriter::put(std::string_view key, uint64_t value)
{
    if (value == uint32_t(value))
        return setUnsigned(key, uint32_t(value));
    beginKey(key, gguf::U64);
    append(m_metadata, value);
}

void GgufWriter::put(std::string_view key, double value)
{
    if (value == double(float(value)) || std::isnan(value))
        return setFloat(key, float(value));
    beginKey(key, gguf::F64);
    append(m_metadata, value);
}

void GgufWriter::put(std::string_view key, const GgufArray &value)
{
    std::visit([&](const auto &held) { putArray(key, held); }, value);
}

void GgufWriter::putArray(std::string_view key, const std::vector<int64_t> &values)
{
    const std::vector<int32_t> narrow(values.begin(), values.end());
    if (std::ranges::equal(narrow, values))
        return setIntegers(key, narrow);
    beginArray(key, gguf::I64, values.size());
    for (const int64_t value : values)
        append(m_metadata, value);
}

void GgufWriter::putArray(std::string_view key, const std::vector<double> &values)
{
    const std::vector<float> narrow(values.begin(), values.end());
    if (std::ranges::equal(narrow, values))
        return setFloats(key, narrow);
    beginArray(key, gguf::F64, values.size());
    for (const double value : values)
        append(m_metadata, value);
}

void GgufWriter::putArray(std::string_view key, const std::vector<bool> &values)
{
    beginArray(key, gguf::Bool, values.size());
    for (const bool value : values)
        append(m_metadata, uint8_t(value));
}

void GgufWriter::addTensor(std::string_view name, TensorType type, std::vector<uint64_t> shape,
                           std::vector<uint8_t> data)
{
    const uint64_t bytes = data.size();
    m_tensors.push_back({std::string(name), type, std::move(shape), bytes, std::move(data), {}});
}

void GgufWriter::addTensor(std::string_view name, std::vector<uint64_t> shape, std::span<const float> values)
{
    std::vector<uint8_t> data(values.size_bytes());
    std::memcpy(data.data(), values.data(), data.size());
    addTensor(name, TensorType::F32, std::move(shape), std::move(data));
}

void GgufWriter::addTensor(std::string_view name, TensorType type, std::vector<uint64_t> shape, Fill fill)
{
    const TypeTraits traits = typeTraits(type);
    uint64_t bytes = shape.front() / traits.elements * traits.bytes;
    for (size_t i = 1; i < shape.size(); ++i)
        bytes *= shape[i];
    m_tensors.push_back({std::string(name), type, std::move(shape), bytes, {}, std::move(fill)});
}

std::vector<uint8_t> GgufWriter::header() const
{
    std::vector<uint8_t> bytes = {'G', 'G', 'U', 'F'};
    append(bytes, uint32_t(3));
    append(bytes, uint64_t(m_tensors.size()));
    append(bytes, m_keys);
    bytes.insert(bytes.end(), m_metadata.begin(), m_metadata.end());
    uint64_t offset = 0;
    for (const Tensor &tensor : m_tensors) {
        appendText(bytes, tensor.name);
        append(bytes, uint32_t(tensor.shape.size()));
        for (uint64_t dimension : tensor.shape)
            append(bytes, dimension);
        append(bytes, uint32_t(tensor.type));
        append(bytes, offset);
        offset += roundUp(tensor.bytes, m_alignment);
    }
    bytes.resize(roundUp(bytes.size(), m_alignment));
    return bytes;
}

void GgufWriter::forEachPiece(const std::function<void(std::span<const uint8_t>)> &put) const
{
    constexpr uint64_t PieceBytes = uint64_t(4) << 20;
    put(header());
    std::vector<uint8_t> piece;
    for (const Tensor &tensor : m_tensors) {
        const uint64_t block = typeTraits(tensor.type).bytes, most = PieceBytes / block * block;
        if (!tensor.fill)
            put(tensor.data);
        for (uint64_t done = 0; tensor.fill && done < tensor.bytes; done += piece.size()) {
            piece.resize(size_t(std::min(most, tensor.bytes - done)));
            tensor.fill(piece);
            put(piece);
        }
        put(std::vector<uint8_t>(size_t(roundUp(tensor.bytes, m_alignment) - tensor.bytes)));
    }
}

uint64_t GgufWriter::fileBytes() const
{
    uint64_t bytes = header().size();
    for (const Tensor &tensor : m_tensors)
        bytes += roundUp(tensor.bytes, m_alignment);
    return bytes;
}

std::vector<uint8_t> GgufWriter::bytes() const
{
    std::vector<uint8_t> file;
    forEachPiece([&](std::span<const uint8_t> piece) { file.insert(file.end(), piece.begin(), piece.end()); });
    return file;
}

void GgufWriter::write(const std::filesystem::path &path, const Progress &progress) const
{
    const uint64_t total = fileBytes();
    uint64_t done = 0;
    errno = 0;
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    const auto requireGood = [&] {
        if (!stream)
            throw Error(ErrorKind::File, textOf(path) + ": the file cannot be written" +
                                             (errno ? ": " + std::generic_category().message(errno) : "") + ".");
    };
    forEachPiece([&](std::span<const uint8_t> piece) {
        stream.write(reinterpret_cast<const char *>(piece.data()), std::streamsize(piece.size()));
        requireGood();
        done += piece.size();
        if (progress)
            progress(done, total);
    });
    stream.close();
    requireGood();
}

} // namespace deepscope
