// The whole forward pass on the CPU: slow, plain, right.
#pragma once

#include "model/gguf_file.h"
#include "model/hyperparameters.h"
#include "reference/ops.h"

#include <map>
#include <string>

namespace deepscope::reference {

class Forward {
public:
    explicit Forward(const GgufFile &file);                      // which must outlive it; throws Error(File)
    Forward(const GgufFile &file, const Hyperparameters &hyper); // of layers that no file can say

    // Feeds one token (0 ... vocabulary - 1) at the next position; gives its logits. Routing of every layer with
    // experts is kept in routing().
    std::vector<float> feed(int32_t token);
    void reset();

    const std::vector<std::vector<ExpertHit>> &routing() const
    {
        return m_routing;
    } // [expert layer][top-k], last token
    const Hyperparameters &hyperparameters() const { return m_hyper; }

private:
    using Row = std::vector<float>;

    Values weights(const std::string &name); // dequantised once and kept
    // Of `size` numbers, in a stack.
    Values expertWeights(const std::string &name, uint32_t expert, size_t size);
    // Rows of the gate (half 0) or up (half 1) matrix, which some files keep in one tensor.
    Values expertHalf(const std::string &block, const char *name, uint32_t expert, uint32_t half, size_t size);
    Row normed(const Row &x, const std::string &weightName);
    Row multiply(const std::string &weightName, const Row &x, size_t rows);
    Row multiplyWithBias(const std::string &name, const Row &x, size_t rows); // the bias where the file has one

    // What the heads attend to (heads x value), where a layer has kept what `kept` holds and adds this token's.
    struct Kept {
        Row keys;   // a row a token; of latent attention [latent | rope key]
        Row values; // empty with latent attention
    };
    Row attend(const std::string &block, const LatentAttention &shape, const Row &input, Kept &kept);
    Row attend(const std::string &block, const GroupedAttention &shape, const Row &input, Kept &kept);

    // Latent attention (latent_forward.cpp)
    void appendToCache(const std::string &block, const LatentAttention &shape, const Row &input, Row &cache);
    Row queries(const std::string &block, const LatentAttention &shape, const Row &input);
    Row absorbKeys(const std::string &block, const LatentAttention &shape, const Row &queries);
    Row values(const std::string &block, const LatentAttention &shape, const Row &attended);

    // Grouped-query attention (grouped_forward.cpp)
    Row normedAndRotated(const GroupedAttention &shape, Row heads, const std::string &normName);

    // x += feed-forward(input)
    void feedForward(const std::string &block, const GatedUnit &shape, const Row &input, Row &x);
    void feedForward(const std::string &block, const Mixture &shape, const Row &input, Row &x);
    void addNamedUnit(const std::string &block, const std::string &suffix, const Row &input, Row &x);
    void addGatedUnit(Values gate, Values up, Values down, float weight, const Row &input, Row &x) const;

    const GgufFile &m_file;
    Hyperparameters m_hyper;
    std::map<std::string, Row> m_weights;
    std::vector<Kept> m_kept; // [layer]
    std::vector<std::vector<ExpertHit>> m_routing;
    uint32_t m_position = 0;
};

} // namespace deepscope::reference
