#include "model/gguf_file.h"

#include "api/error.h"
#include "api/path_text.h"
#include "model/gguf_mending.h"
#include "model/gguf_parser.h"
#include "model/gguf_split.h"
#include "model/short_floats.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <limits>

namespace deepscope {

namespace {

const char *kindOf(const GgufValue &value)
{
    static constexpr const char *Kinds[] = {"a whole number", "a whole number", "a number",
                                            "true or false",  "a text",         "an array"};
    return Kinds[value.index()];
}

[[noreturn]] void failKind(const GgufFile &file, std::string_view key, const GgufValue &value, const char *wanted)
{
    file.fail("key " + quotedName(key) + " holds " + kindOf(value) + " where " + wanted + " is needed");
}

// A number for each layer, all the same, as one number; anything else as it is.
GgufValue asOneNumber(const GgufValue &value)
{
    const GgufArray *array = std::get_if<GgufArray>(&value);
    const auto *numbers = array ? std::get_if<std::vector<int64_t>>(array) : nullptr;
    const bool equal = numbers && !numbers->empty() &&
                       std::all_of(numbers->begin(), numbers->end(), [&](int64_t n) { return n == numbers->front(); });
    return equal ? GgufValue(numbers->front()) : value;
}

uint32_t toUnsigned(const GgufFile &file, std::string_view key, const GgufValue &given)
{
    const GgufValue value = asOneNumber(given);
    constexpr uint64_t Most = std::numeric_limits<uint32_t>::max();
    const int64_t *number = std::get_if<int64_t>(&value);
    const uint64_t *natural = std::get_if<uint64_t>(&value);
    if (!number && !natural)
        failKind(file, key, value, "a whole number");
    if (number && *number < 0)
        file.fail("key " + quotedName(key) + " is " + std::to_string(*number) + "; it must not be negative");
    const uint64_t result = number ? uint64_t(*number) : *natural;
    if (result > Most)
        file.fail("key " + quotedName(key) + " is " + std::to_string(result) + "; at most " + std::to_string(Most) +
                  " is allowed");
    return uint32_t(result);
}

float toFloat(const GgufFile &file, std::string_view key, const GgufValue &value)
{
    // Some converters write a round number as a whole one.
    const int64_t *whole = std::get_if<int64_t>(&value);
    const uint64_t *natural = std::get_if<uint64_t>(&value);
    const double *number = std::get_if<double>(&value);
    if (!number && !whole && !natural)
        failKind(file, key, value, "a number");
    const double result = number ? *number : whole ? double(*whole) : double(*natural);
    if (!(std::abs(result) <= double(std::numeric_limits<float>::max())))
        file.fail("key " + quotedName(key) + " is not a finite number");
    return float(result);
}

const std::string &toString(const GgufFile &file, std::string_view key, const GgufValue &value)
{
    const std::string *text = std::get_if<std::string>(&value);
    if (!text)
        failKind(file, key, value, "a text");
    return *text;
}

const GgufValue &require(const GgufFile &file, std::string_view key)
{
    const GgufValue *value = file.find(key);
    if (!value)
        file.fail("key " + quotedName(key) + " is missing");
    return *value;
}

} // namespace

GgufFile::GgufFile(const std::filesystem::path &path) : GgufFile(mended(openWithAllParts(path))) {}

GgufFile::GgufFile(FileReader file) : m_name(file.name())
{
    m_files.push_back(std::move(file));
    GgufParser(*this).parse();
}

GgufFile::GgufFile(std::span<const uint8_t> data, std::string name)
    : GgufFile(mended(GgufFile(FileReader(data, std::move(name)))))
{
}

uint64_t GgufFile::bytes() const
{
    uint64_t bytes = 0;
    for (const FileReader &file : m_files)
        bytes += file.bytes();
    return bytes;
}

void GgufFile::setAsideWhatIsNoModel()
{
    const auto isNone = [](const GgufTensor &tensor) { return tensor.name.starts_with(TrainingPrefix); };
    std::ranges::copy_if(m_tensors, std::back_inserter(m_besideModel), isNone);
    if (std::erase_if(m_tensors, isNone) > 0)
        setTensors(std::move(m_tensors));
}

void GgufFile::setTensors(std::vector<GgufTensor> tensors)
{
    m_tensors = std::move(tensors);
    m_tensorIndex.clear();
    for (size_t i = 0; i < m_tensors.size(); ++i)
        m_tensorIndex.emplace(m_tensors[i].name, i);
}

void GgufFile::mend(std::vector<GgufTensor> tensors, std::string remark)
{
    setTensors(std::move(tensors));
    m_remarks.push_back(std::move(remark));
}

void GgufFile::append(GgufFile part)
{
    for (GgufTensor &tensor : part.m_tensors) {
        if (!m_tensorIndex.emplace(tensor.name, m_tensors.size()).second)
            part.fail("tensor " + quotedName(tensor.name) + " stands in another part of the model too");
        tensor.part += uint32_t(m_files.size());
        m_tensors.push_back(std::move(tensor));
    }
    std::move(part.m_files.begin(), part.m_files.end(), std::back_inserter(m_files));
}

GgufFile GgufFile::glance(const std::filesystem::path &path, std::string &problem)
{
    GgufFile file;
    file.m_name = textOf(path);
    try {
        file.m_files.emplace_back(path);
        GgufParser(file, GgufArrays::Skip).parse();
    } catch (const Error &error) {
        problem = error.what();
    }
    return file;
}

void GgufFile::fail(const std::string &sentence) const { throw Error(ErrorKind::File, name() + ": " + sentence + "."); }

bool GgufFile::has(std::string_view key) const { return find(key) != nullptr; }

const GgufValue *GgufFile::find(std::string_view key) const
{
    const auto found = m_metadataIndex.find(key);
    return found == m_metadataIndex.end() ? nullptr : &m_metadata[found->second].second;
}

uint32_t GgufFile::requireUnsigned(std::string_view key) const { return toUnsigned(*this, key, require(*this, key)); }

uint32_t GgufFile::unsignedOr(std::string_view key, uint32_t otherwise) const
{
    const GgufValue *value = find(key);
    return value ? toUnsigned(*this, key, *value) : otherwise;
}

float GgufFile::requireFloat(std::string_view key) const { return toFloat(*this, key, require(*this, key)); }

float GgufFile::floatOr(std::string_view key, float otherwise) const
{
    const GgufValue *value = find(key);
    return value ? toFloat(*this, key, *value) : otherwise;
}

bool GgufFile::boolOr(std::string_view key, bool otherwise) const
{
    const GgufValue *value = find(key);
    if (!value)
        return otherwise;
    if (const bool *flag = std::get_if<bool>(value))
        return *flag;
    // Some converters write a number.
    const uint64_t *number = std::get_if<uint64_t>(value);
    const int64_t *withSign = std::get_if<int64_t>(value);
    if (number || withSign)
        return number ? *number != 0 : *withSign != 0;
    failKind(*this, key, *value, "true or false");
}

std::string GgufFile::requireString(std::string_view key) const { return toString(*this, key, require(*this, key)); }

std::string GgufFile::stringOr(std::string_view key, std::string otherwise) const
{
    const GgufValue *value = find(key);
    return value ? toString(*this, key, *value) : otherwise;
}

template <typename T>
const T *GgufFile::findArray(std::string_view key, const char *kind) const
{
    const GgufValue *value = find(key);
    if (!value)
        return nullptr;
    const GgufArray *array = std::get_if<GgufArray>(value);
    if (!array)
        failKind(*this, key, *value, kind);
    const T *elements = std::get_if<T>(array);
    if (!elements)
        fail("key " + quotedName(key) + " holds an array of another kind where " + kind + " is needed");
    return elements;
}

const std::vector<std::string> *GgufFile::strings(std::string_view key) const
{
    return findArray<std::vector<std::string>>(key, "an array of texts");
}

const std::vector<int64_t> *GgufFile::integers(std::string_view key) const
{
    return findArray<std::vector<int64_t>>(key, "an array of whole numbers");
}

const std::vector<double> *GgufFile::floats(std::string_view key) const
{
    return findArray<std::vector<double>>(key, "an array of numbers");
}

const GgufTensor *GgufFile::findTensor(std::string_view name) const
{
    if (const auto found = m_tensorIndex.find(name); found != m_tensorIndex.end())
        return &m_tensors[found->second];
    const auto beside = std::ranges::find(m_besideModel, name, &GgufTensor::name);
    return beside == m_besideModel.end() ? nullptr : &*beside;
}

const GgufTensor &GgufFile::requireTensor(std::string_view name) const
{
    const GgufTensor *tensor = findTensor(name);
    if (!tensor)
        fail("tensor " + quotedName(name) + " is missing");
    return *tensor;
}

void GgufFile::readTensor(const GgufTensor &tensor, uint64_t from, std::span<uint8_t> to) const
{
    if (tensor.pieces.empty())
        return readPiece(tensor, tensor.type, from, to);
    const uint64_t each = tensor.bytes / tensor.pieces.size();
    while (!to.empty()) {
        const uint64_t within = from % each, count = std::min<uint64_t>(each - within, to.size());
        readPiece(tensor.pieces.at(size_t(from / each)), tensor.type, within, to.first(size_t(count)));
        from += count;
        to = to.subspan(size_t(count));
    }
}

// Where the file has numbers of 16 bits and `as` is F32, they lie in the second half of `to` before they are widened.
void GgufFile::readPiece(const GgufTensor &piece, TensorType as, uint64_t from, std::span<uint8_t> to) const
{
    const FileReader &file = m_files.at(piece.part);
    if (piece.type == as)
        return file.read(piece.offset + from, to);
    const std::span<uint8_t> narrow = to.subspan(to.size() / 2);
    file.read(piece.offset + from / 2, narrow);
    for (size_t i = 0; i < to.size() / sizeof(float); ++i) {
        uint16_t bits;
        std::memcpy(&bits, narrow.data() + i * sizeof bits, sizeof bits);
        const float wide = piece.type == TensorType::F16 ? fromF16(bits) : fromBf16(bits);
        std::memcpy(to.data() + i * sizeof wide, &wide, sizeof wide);
    }
}

std::vector<uint8_t> GgufFile::readTensor(const GgufTensor &tensor) const
{
    std::vector<uint8_t> data(size_t(tensor.bytes));
    readTensor(tensor, 0, data);
    return data;
}

void GgufFile::requireUnchanged() const
{
    for (const FileReader &file : m_files)
        file.requireUnchanged();
}

} // namespace deepscope
