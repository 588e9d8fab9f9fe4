// Bytes that break the format itself.
#include "malformed_files.h"
#include "raw_gguf.h"

#include <string_view>

namespace deepscope {

namespace {

using Bytes = std::vector<uint8_t>;

struct Case {
    const char *name;
    Bytes bytes;
    const char *part; // of the sentence
};

std::vector<MalformedFile> toFiles(const char *group, std::vector<Case> cases)
{
    std::vector<MalformedFile> files;
    for (Case &item : cases)
        files.push_back(
            {std::string(group) + ": " + item.name, [bytes = std::move(item.bytes)] { return bytes; }, item.part});
    return files;
}

Bytes textFile(std::string_view text) { return {text.begin(), text.end()}; }

} // namespace

std::vector<MalformedFile> malformedHeaders()
{
    std::vector<uint8_t> bigEndian = {'G', 'G', 'U', 'F', 0, 0, 0, 3};
    return toFiles(
        "header",
        {
            {"one byte", {'G'}, "not a GGUF file"},
            {"zero bytes", Bytes(4096, 0), "not a GGUF file"},
            {"web page",
             textFile("<!DOCTYPE html>\n<html><head><title>404</title></head><body>Not found</body></html>\n"),
             "a web page"},
            {"pointer of a large-file store",
             textFile("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 1234\n"), "Git LFS"},
            {"zip archive", textFile("PK\x03\x04 and so on"), "not a GGUF file"},
            {"other magic", {'G', 'G', 'M', 'L', 3, 0, 0, 0}, "not a GGUF file"},
            {"version 1", RawGguf(0, 0, 1).bytes, "version 1 is not supported; supported: 2, 3"},
            {"version 4", RawGguf(0, 0, 4).bytes, "version 4 is not supported"},
            {"big-endian", bigEndian, "big-endian"},
            {"huge tensor count", RawGguf(uint64_t(1) << 60, 0).bytes, "more than the rest of the file can hold"},
            {"huge key count", RawGguf(0, uint64_t(1) << 60).bytes, "more than the rest of the file can hold"},
            {"more keys than any model has", RawGguf(0, 70000).data(1000000).bytes, "more than 65536 tensors or keys"},
            {"counts near 2^64", RawGguf(~uint64_t(0), ~uint64_t(0)).bytes, "more than the rest of the file can hold"},
            {"version 0", RawGguf(0, 0, 0).bytes, "version 0 is not supported"},
            {"no tensors and no keys", RawGguf(0, 0).bytes, "key 'general.architecture' is missing"},
            {"fewer keys than announced", RawGguf(0, 2).key("a", U8, uint8_t(1)).data(16).bytes, "key"},
        });
}

std::vector<MalformedFile> malformedKeys()
{
    const auto one = [] { return RawGguf(0, 1); };
    // Each text is short, all of them together are not.
    RawGguf many = RawGguf(0, 1).array("big", String, 2200000);
    many.data(2200000 * 8);
    return toFiles(
        "key",
        {
            {"twice", RawGguf(0, 2).key("a", U8, uint8_t(1)).key("a", U8, uint8_t(2)).bytes,
             "key 'a': it stands twice"},
            {"no name", one().key("", U32, uint32_t(1)).bytes, "the name has 0 bytes"},
            {"long name", one().key(std::string(70000, 'k'), U8, uint8_t(1)).bytes, "the name has 70000 bytes"},
            {"name beyond the end", one().number(~uint64_t(0)).number(uint64_t(0)).bytes,
             "18446744073709551615 bytes of text are announced"},
            {"text beyond the end", one().key("a", String, ~uint64_t(0)).bytes,
             "key 'a': 18446744073709551615 bytes of text"},
            {"negative length", one().key("a", String, int64_t(-1)).bytes, "more than the rest of the file can hold"},
            {"not UTF-8", one().key("general.\xff\xfe", U8, uint8_t(1)).bytes, "no printable ASCII"},
            {"with a line end", one().key("general\n.name", U8, uint8_t(1)).bytes,
             "key 'general?.name': the name has bytes"},
            {"unknown type", one().key("a", 13, uint8_t(0)).bytes, "key 'a': its value has the unknown type 13"},
            {"array of arrays", one().array("a", Array, 1).bytes, "arrays of arrays are not supported"},
            {"arrays nested deeply", one().array("a", Array, 1).number(uint32_t(Array)).number(uint64_t(1)).bytes,
             "arrays of arrays are not supported"},
            {"array of unknown type", one().array("a", 99, 1).bytes, "unknown type 99"},
            {"huge array", one().array("a", U64, uint64_t(1) << 61).bytes, "more than the rest of the file can hold"},
            {"huge array of texts", one().array("a", String, 1000).data(64).bytes, "1000 values are announced"},
            {"array of too many", many.bytes, "key 'big': the header takes more than 64 MiB"},
            {"too large for an array", one().array("a", U64, 1).number(~uint64_t(0)).bytes, "is too large"},
            {"alignment 0", one().key("general.alignment", U32, uint32_t(0)).bytes, "'general.alignment' is 0"},
            {"alignment 24", one().key("general.alignment", U32, uint32_t(24)).bytes, "a power of two is needed"},
            {"alignment a text", one().key("general.alignment", String).text("x").bytes, "holds a text"},
        });
}

std::vector<MalformedFile> malformedTensors()
{
    const auto tensor = [](std::vector<uint64_t> shape, uint32_t type, uint64_t offset, size_t data = 64) {
        return RawGguf(1, 0).tensor("t", std::move(shape), type, offset).data(data).bytes;
    };
    const auto two = [](uint64_t offset) {
        return RawGguf(2, 0).tensor("t", {16}, 0, 0).tensor("u", {16}, 0, offset).data(128).bytes;
    };
    const uint64_t large = 0x7fffffff;
    return toFiles(
        "tensor",
        {
            {"no dimensions", RawGguf(1, 0).tensor("t", {}, 0, 0).data(64).bytes, "it has 0 dimensions"},
            {"five dimensions", tensor({1, 1, 1, 1, 1}, 0, 0), "it has 5 dimensions"},
            {"zero dimension", tensor({4, 0}, 0, 0), "dimension 2 is 0"},
            {"huge dimension", tensor({uint64_t(1) << 40}, 0, 0), "dimension 1 is 1099511627776"},
            {"negative dimension", tensor({uint64_t(-4)}, 0, 0), "dimension 1 is 18446744073709551612"},
            {"product overflows", tensor({large, large, large, large}, 0, 0), "larger than the file"},
            {"unknown type", tensor({4}, 77, 0),
             "its type, number 77, is not supported; supported: F32, F16, BF16, Q8_0"},
            {"type of later versions", tensor({256}, 35, 0), "its type, TQ2_0 (35), is not supported"},
            {"type removed from GGUF", tensor({4}, 4, 0), "number 4"},
            {"part of a block", tensor({48}, 8, 0), "a row has 48 values, no multiple of the 32 in a block of Q8_0"},
            {"offset not aligned", tensor({4}, 0, 4), "no multiple of the alignment, 32"},
            {"offset beyond the end", tensor({4}, 0, 96), "reaches beyond the end"},
            {"huge offset", tensor({4}, 0, ~uint64_t(31)), "reaches beyond the end"},
            {"size beyond the end", tensor({17}, 0, 0), "reaches beyond the end"},
            {"no data", RawGguf(1, 0).tensor("t", {1}, 0, 0).bytes, "reaches beyond the end"},
            {"overlap", two(32), "tensors 't' and 'u' overlap"},
            {"same place", two(0), "overlap"},
            {"twice", RawGguf(2, 0).tensor("t", {8}, 0, 0).tensor("t", {8}, 0, 32).data(64).bytes, "stands twice"},
            {"no name", RawGguf(1, 0).tensor("", {8}, 0, 0).data(64).bytes, "the name has 0 bytes"},
            {"long name", RawGguf(1, 0).tensor(std::string(65, 'n'), {8}, 0, 0).data(64).bytes,
             "the name has 65 bytes"},
            {"unprintable name", RawGguf(1, 0).tensor("a\nb", {8}, 0, 0).data(64).bytes,
             "tensor 'a?b': the name has bytes"},
        });
}

} // namespace deepscope
