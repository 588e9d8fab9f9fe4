// What each head of each layer gives of its attention to each position: of one token, computed once from its scores.
#pragma once

#include "api/attention_question.h"

#include <vector>

namespace deepscope {

class AttentionMasses {
public:
    void take(std::vector<AttendedLayer> layers);
    void clear();

    const std::vector<AttendedLayer> &layers() const { return m_layers; } // in ascending order
    const AttendedLayer *layer(int number) const;                         // by its number in the model; null: unknown
    // Shares of 1 of each position: of one head of a layer, or (-1) the mean of its heads; empty of an unknown layer.
    std::vector<double> of(int layer, int head) const;
    std::vector<double> ofAll() const; // the mean of all layers and heads

private:
    std::vector<AttendedLayer> m_layers;
    std::vector<std::vector<float>> m_heads;  // of each of m_layers: heads x positions
    std::vector<std::vector<double>> m_means; // and the mean of its heads
};

} // namespace deepscope
