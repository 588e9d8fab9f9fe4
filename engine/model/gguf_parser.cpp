#include "model/gguf_parser.h"
#include "gpu/arithmetic.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace deepscope {

namespace {

constexpr uint64_t LongestKey = 65535;     // bytes, by the specification
constexpr uint64_t LongestTensorName = 64; // bytes, by the specification
constexpr uint32_t MostDimensions = 4;
constexpr uint64_t LongestDimension = 0x7fffffff;
constexpr uint64_t LeastKeyBytes = 13;    // length, type, one byte of value
constexpr uint64_t LeastTensorBytes = 32; // length, dimension count, one dimension, type, offset
constexpr uint32_t DefaultAlignment = 32;
constexpr uint64_t MostEntries = 1U << 16; // of each list: more than any model
constexpr uint64_t EntryBytes = 128;       // about what an entry takes in memory beside its name and its value

// What people bring instead of a model, so that they know what to do.
std::string otherContent(const FileReader &file)
{
    std::string text(size_t(std::min<uint64_t>(file.bytes(), 64)), '\0');
    file.read(0, {reinterpret_cast<uint8_t *>(text.data()), text.size()});
    if (text.starts_with("version https://git-lfs"))
        return " but a Git LFS pointer to one; 'git lfs pull' brings the model";
    const size_t start = text.find_first_not_of(" \t\r\n");
    if (start != std::string::npos && text[start] == '<')
        return " but a web page; download the model itself";
    return ": it does not begin with 'GGUF'";
}

} // namespace

GgufParser::GgufParser(GgufFile &file, GgufArrays arrays)
    : m_file(file), m_cursor(file.m_files.front()), m_arrays(arrays)
{
}

void GgufParser::parse()
{
    const Counts counts = readHeader();
    for (uint64_t i = 0; i < counts.keys; ++i) {
        m_cursor.setContext("key " + std::to_string(i + 1) + " of " + std::to_string(counts.keys));
        readKey();
    }
    m_alignment = readAlignment();
    for (uint64_t i = 0; i < counts.tensors; ++i) {
        m_cursor.setContext("tensor " + std::to_string(i + 1) + " of " + std::to_string(counts.tensors));
        readTensor();
    }
    placeTensors(roundUp(m_cursor.position(), m_alignment));
    checkOverlaps();
    m_file.setAsideWhatIsNoModel();
}

GgufParser::Counts GgufParser::readHeader()
{
    m_cursor.setContext("header");
    constexpr uint32_t Magic = 0x46554747; // "GGUF"
    if (m_cursor.remaining() < 4 || m_cursor.read<uint32_t>() != Magic)
        m_file.fail("this is not a GGUF file" + otherContent(m_file.m_files.front()));
    const uint32_t version = m_cursor.read<uint32_t>();
    if (version != 0 && (version & 0xffff) == 0)
        m_file.fail("the file was written for big-endian machines; only little-endian GGUF is supported");
    if (version != 2 && version != 3)
        m_file.fail("GGUF version " + std::to_string(version) + " is not supported; supported: 2, 3");
    Counts counts;
    counts.tensors = m_cursor.readCount(LeastTensorBytes, "tensors");
    counts.keys = m_cursor.readCount(LeastKeyBytes, "keys");
    if (std::max(counts.tensors, counts.keys) > MostEntries)
        m_cursor.fail("more than " + std::to_string(MostEntries) + " tensors or keys are not supported");
    return counts;
}

std::string GgufParser::readName(const char *kind, uint64_t longest)
{
    std::string name = m_cursor.readString();
    m_cursor.setContext(kind + (" " + quotedName(name)));
    if (name.empty() || name.size() > longest)
        m_cursor.fail("the name has " + std::to_string(name.size()) + " bytes; 1 to " + std::to_string(longest) +
                      " are allowed");
    if (!std::all_of(name.begin(), name.end(), isPrintable))
        m_cursor.fail("the name has bytes that are no printable ASCII; the file is damaged");
    m_cursor.charge(name.size() + EntryBytes);
    return name;
}

void GgufParser::readKey()
{
    std::string key = readName("key", LongestKey);
    if (m_file.has(key))
        m_cursor.fail("it stands twice in the file");
    GgufValue value = readValue(m_cursor.read<uint32_t>());
    m_file.m_metadataIndex.emplace(key, m_file.m_metadata.size());
    m_file.m_metadata.emplace_back(std::move(key), std::move(value));
}

uint64_t GgufParser::readAlignment()
{
    const uint32_t alignment = m_file.unsignedOr("general.alignment", DefaultAlignment);
    if (!std::has_single_bit(alignment))
        m_file.fail("key 'general.alignment' is " + std::to_string(alignment) + "; a power of two is needed");
    return alignment;
}

void GgufParser::readTensor()
{
    GgufTensor tensor;
    tensor.name = readName("tensor", LongestTensorName);
    m_cursor.charge(sizeof tensor);
    const uint32_t dimensions = m_cursor.read<uint32_t>();
    if (dimensions == 0 || dimensions > MostDimensions)
        m_cursor.fail("it has " + std::to_string(dimensions) + " dimensions; 1 to 4 are supported");
    for (uint32_t i = 0; i < dimensions; ++i) {
        tensor.shape[i] = m_cursor.read<uint64_t>();
        if (tensor.shape[i] == 0 || tensor.shape[i] > LongestDimension)
            m_cursor.fail("dimension " + std::to_string(i + 1) + " is " + std::to_string(tensor.shape[i]) + "; 1 to " +
                          std::to_string(LongestDimension) + " are supported");
    }
    const uint32_t type = m_cursor.read<uint32_t>();
    if (!typeTraits(type))
        m_cursor.fail("its type, " + typeName(type) + ", is not supported; supported: " + supportedTypeNames());
    tensor.type = TensorType(type);
    tensor.bytes = sizeOfTensor(tensor);
    tensor.offset = m_cursor.read<uint64_t>();
    if (tensor.offset % m_alignment != 0)
        m_cursor.fail("its offset, " + std::to_string(tensor.offset) + ", is no multiple of the alignment, " +
                      std::to_string(m_alignment));
    if (!m_file.m_tensorIndex.emplace(tensor.name, m_file.m_tensors.size()).second)
        m_cursor.fail("it stands twice in the file");
    m_file.m_tensors.push_back(std::move(tensor));
}

uint64_t GgufParser::sizeOfTensor(const GgufTensor &tensor)
{
    const TypeTraits traits = typeTraits(tensor.type);
    if (tensor.shape[0] % traits.elements != 0)
        m_cursor.fail("a row has " + std::to_string(tensor.shape[0]) + " values, no multiple of the " +
                      std::to_string(traits.elements) + " in a block of " + std::string(traits.name));
    // No tensor is larger than its file, so a product that is can be refused before it overflows.
    uint64_t bytes = tensor.shape[0] / traits.elements * traits.bytes;
    for (size_t i = 1; i < tensor.shape.size(); ++i) {
        if (tensor.shape[i] > m_file.bytes() / bytes)
            m_cursor.fail("it is larger than the file; the file is damaged or incomplete");
        bytes *= tensor.shape[i];
    }
    return bytes;
}

// From offsets into the data to offsets into the file.
void GgufParser::placeTensors(uint64_t dataStart)
{
    for (GgufTensor &tensor : m_file.m_tensors) {
        const uint64_t room = dataStart < m_file.bytes() ? m_file.bytes() - dataStart : 0;
        if (tensor.bytes > room || tensor.offset > room - tensor.bytes)
            m_file.fail("tensor " + quotedName(tensor.name) + " reaches beyond the end of the file (" +
                        std::to_string(m_file.bytes()) + " bytes); the file is damaged or incomplete");
        tensor.offset += dataStart;
    }
}

void GgufParser::checkOverlaps()
{
    const std::vector<GgufTensor> &tensors = m_file.m_tensors;
    std::vector<size_t> order(tensors.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return tensors[a].offset < tensors[b].offset; });
    for (size_t i = 1; i < order.size(); ++i) {
        const GgufTensor &before = tensors[order[i - 1]];
        const GgufTensor &after = tensors[order[i]];
        if (before.offset + before.bytes > after.offset)
            m_file.fail("tensors " + quotedName(before.name) + " and " + quotedName(after.name) + " overlap");
    }
}

} // namespace deepscope
