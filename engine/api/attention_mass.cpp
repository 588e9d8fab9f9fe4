#include "attention_question.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

std::vector<float> attentionMass(const AttendedLayer &layer)
{
    std::vector<float> mass(layer.content.size());
    std::vector<double> scores(layer.positions);
    for (size_t head = 0; head < layer.heads; ++head) {
        const size_t first = head * layer.positions;
        for (size_t p = 0; p < layer.positions; ++p)
            scores[p] = double(layer.content[first + p]) + (layer.rope.empty() ? 0 : layer.rope[first + p]);
        const double largest = *std::ranges::max_element(scores);
        double sum = 0;
        for (double &score : scores)
            sum += score = std::exp(score - largest);
        for (size_t p = 0; p < layer.positions; ++p)
            mass[first + p] = float(scores[p] / sum);
    }
    return mass;
}

} // namespace deepscope
