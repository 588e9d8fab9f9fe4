// A GGUF file taken apart, so that a test can change any of it and put it together again, right or wrong.
#pragma once

#include "model/gguf_file.h"

namespace deepscope {

struct GgufDraft {
    struct Tensor {
        std::string name;
        TensorType type = TensorType::F32;
        std::vector<uint64_t> shape;
        std::vector<uint8_t> data; // as it lies in the file; empty: zeros

        uint64_t bytes() const; // that the type and the shape ask for
    };

    GgufDraft() = default;
    explicit GgufDraft(const GgufFile &file);
    static GgufDraft golden(const std::string &name); // of tests/data/golden

    std::vector<std::pair<std::string, GgufValue>> keys;
    std::vector<Tensor> tensors;

    GgufDraft &set(const std::string &key, GgufValue value); // replaces or adds
    GgufDraft &remove(const std::string &key);
    GgufDraft &removeTensor(const std::string &name);
    template <typename T>
    T &array(const std::string &key)
    {
        return std::get<T>(std::get<GgufArray>(value(key)));
    }
    Tensor &tensor(const std::string &name);
    GgufDraft &widenExperts(uint64_t width); // of a deepseek2 model; their data no longer fits

    std::vector<uint8_t> header() const; // up to where the tensors begin
    std::vector<uint8_t> bytes() const;
    uint64_t fileBytes() const;

    // With a hole for all tensors: as large as it says, on a disk that holds far less.
    // Throws std::filesystem::filesystem_error where the disk takes no file of holes that is larger than itself.
    void writeSparse(const std::filesystem::path &path) const;

    // The same model in `count` files, NAME-00001-of-0000N.gguf; the first holds the metadata.
    std::vector<GgufDraft> split(uint32_t count) const;

private:
    GgufValue &value(const std::string &key);
};

std::filesystem::path partPath(const std::filesystem::path &stem, uint32_t number, uint32_t count); // number from 1
void writeFile(const std::filesystem::path &path, const std::vector<uint8_t> &bytes);
// Gives the path of the first part.
std::filesystem::path writeParts(const std::filesystem::path &stem, const std::vector<GgufDraft> &parts);

} // namespace deepscope
