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
    explicit Forward(const GgufFile &file); // which must outlive it; throws Error(File)

    // Feeds one token (0 ... vocabulary - 1) at the next position; gives its logits. Routing of every expert layer is
    // kept in routing().
    std::vector<float> step(int32_t token);
    void reset();

    const std::vector<std::vector<ExpertHit>> &routing() const { return m_routing; } // [expert layer][top-k], last step
    const Hyperparameters &hyperparameters() const { return m_hyper; }

private:
    using Row = std::vector<float>;

    Values weights(const std::string &name); // dequantised once and kept
    Values expertWeights(const std::string &name, uint32_t expert);
    // Rows of the gate (half 0) or up (half 1) matrix, which some files keep in one tensor.
    Values expertHalf(const std::string &block, const char *name, uint32_t expert, uint32_t half);
    Row normed(const Row &x, const std::string &weightName);
    Row multiply(const std::string &weightName, const Row &x, size_t rows);
    Row multiplyWithBias(const std::string &name, const Row &x, size_t rows); // the bias where the file has one

    // Latent attention (latent_forward.cpp)
    Row attendLatent(const std::string &block, const Row &input, Row &cache);
    void appendToCache(const std::string &block, const Row &input, Row &cache);
    Row queries(const std::string &block, const Row &input);
    Row absorbKeys(const std::string &block, const Row &queries);
    Row values(const std::string &block, const Row &attended);

    // Grouped-query attention (grouped_forward.cpp)
    Row attendGrouped(const std::string &block, const Row &input, Row &keys, Row &values);
    Row normedAndRotated(Row heads, const std::string &normName);

    void feedForward(uint32_t layer, const std::string &block, Row &x);
    void addGatedUnit(Values gate, Values up, Values down, float weight, const Row &input, Row &x) const;

    const GgufFile &m_file;
    Hyperparameters m_hyper;
    std::map<std::string, Row> m_weights;
    std::vector<Row> m_keys;   // [layer], a row a token; of latent attention [latent | rope key]
    std::vector<Row> m_values; // [layer], empty with latent attention
    std::vector<std::vector<ExpertHit>> m_routing;
    uint32_t m_position = 0;
};

} // namespace deepscope::reference
