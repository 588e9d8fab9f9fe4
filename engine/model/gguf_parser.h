// Fills a GgufFile from its one file: header, metadata, tensor list, and checks of where the tensors lie.
#pragma once

#include "model/gguf_cursor.h"
#include "model/gguf_file.h"

namespace deepscope {

enum class GgufArrays : uint8_t { Keep, Skip };

class GgufParser {
public:
    // Skipped arrays are walked over and stay empty: most of the time that a header takes goes into vocabularies.
    explicit GgufParser(GgufFile &file, GgufArrays arrays = GgufArrays::Keep);
    void parse(); // throws Error(File)

private:
    struct Counts {
        uint64_t tensors = 0, keys = 0;
    };
    Counts readHeader();
    void readKey();
    std::string readName(const char *kind, uint64_t longest);
    GgufValue readValue(uint32_t type);
    GgufArray readArray();
    void readTensor();
    uint64_t readAlignment();
    uint64_t sizeOfTensor(const GgufTensor &tensor);
    void placeTensors(uint64_t dataStart);
    void checkOverlaps();

    template <typename T>
    std::vector<T> readElements(uint32_t type, uint64_t count);
    void skipElements(uint32_t type, uint64_t count);

    GgufFile &m_file;
    GgufCursor m_cursor;
    GgufArrays m_arrays;
    uint64_t m_alignment = 0;
};

} // namespace deepscope
