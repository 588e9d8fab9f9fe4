// What each head of each layer gives of its attention to each position: of one token, computed once from its scores.
#pragma once

#include "api/attention_question.h"

#include <optional>
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
    // What sinks take of these (AttendedLayer::sinks), also of all layers (layer -1): with the shares 1. Nothing where
    // none of them has one.
    std::optional<double> sinkOf(int layer, int head) const;
    int firstSeen(int layer) const; // position: a window shows none before; of all layers the first of any

private:
    std::vector<AttendedLayer> m_layers;
    std::vector<std::vector<float>> m_heads;  // of each of m_layers: heads x positions
    std::vector<std::vector<double>> m_means; // and the mean of its heads
    std::vector<std::vector<double>> m_sinks; // of each of m_layers: heads; empty where there are none
};

} // namespace deepscope
