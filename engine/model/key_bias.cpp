#include "model/key_bias.h"

#include "model/gguf_file.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace deepscope {

namespace {

// Piece by piece: what a file announces may be large.
bool hasLarge(const GgufFile &file, const GgufTensor &vector)
{
    constexpr uint64_t PieceBytes = 1 << 16;
    std::vector<float> piece;
    for (uint64_t done = 0; done < vector.bytes; done += PieceBytes) {
        const auto bytes = size_t(std::min(PieceBytes, vector.bytes - done));
        piece.resize(bytes / sizeof(float));
        file.readTensor(vector, done, {reinterpret_cast<uint8_t *>(piece.data()), bytes});
        if (std::ranges::any_of(piece, [](float value) { return std::abs(value) > MostKeyBiasForBlocks; }))
            return true;
    }
    return false;
}

} // namespace

void noteLargeKeyBiases(const GgufFile &file, Hyperparameters &hyper)
{
    for (uint32_t layer = 0; layer < hyper.layerCount(); ++layer)
        if (auto *attention = std::get_if<GroupedAttention>(&hyper.layers[layer].mixer))
            if (const GgufTensor *bias = file.findTensor("blk." + std::to_string(layer) + ".attn_k.bias"))
                attention->largeKeyBias = hasLarge(file, *bias);
}

} // namespace deepscope
