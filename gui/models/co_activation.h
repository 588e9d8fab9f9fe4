// Which experts of a layer the same tokens choose.
#pragma once

#include "run.h"

namespace deepscope {

class CoActivation {
public:
    CoActivation() = default;
    CoActivation(const Run &run, TokenRange range, int layer); // the model's number of a layer that routes

    int tokens() const { return m_tokens; } // with computed routing
    int layer() const { return m_layer; }
    int experts() const { return m_experts; }
    int together(int one, int other) const { return m_counts[size_t(one) * size_t(m_experts) + size_t(other)]; }
    int chosen(int expert) const { return together(expert, expert); }
    // N(i, j) / N(i): the part of the tokens of one that chose the other too. Nothing where no token chose one.
    std::optional<double> share(int one, int other) const;

    // Experts that are chosen together stand beside each other: average linkage on N(i, j) over the tokens that chose
    // either (Jaccard). Those that no token chose stand at the end.
    std::vector<int> order() const;

private:
    int m_layer = 0, m_experts = 0, m_tokens = 0;
    std::vector<int> m_counts; // [expert][expert]
};

} // namespace deepscope
