#include "cluster_order.h"

namespace deepscope {

std::vector<int> averageLinkageOrder(int count, const std::function<double(int, int)> &similarity)
{
    const auto size = size_t(count < 0 ? 0 : count);
    std::vector<std::vector<int>> clusters(size); // each at the place of its smallest number
    std::vector<double> mean(size * size);
    for (size_t i = 0; i < size; ++i) {
        clusters[i] = {int(i)};
        for (size_t j = 0; j < size; ++j)
            mean[i * size + j] = i == j ? 0 : similarity(int(i), int(j));
    }
    std::vector<size_t> left; // places that still have a cluster, rising
    for (size_t i = 0; i < size; ++i)
        left.push_back(i);
    while (left.size() > 1) {
        size_t one = 0, other = 1; // among those left
        for (size_t i = 0; i < left.size(); ++i)
            for (size_t j = i + 1; j < left.size(); ++j)
                if (mean[left[i] * size + left[j]] > mean[left[one] * size + left[other]]) {
                    one = i;
                    other = j;
                }
        const size_t into = left[one], from = left[other];
        const auto weight = double(clusters[into].size()), added = double(clusters[from].size());
        for (const size_t third : left) {
            const double joined =
                (weight * mean[into * size + third] + added * mean[from * size + third]) / (weight + added);
            mean[into * size + third] = mean[third * size + into] = joined;
        }
        clusters[into].insert(clusters[into].end(), clusters[from].begin(), clusters[from].end());
        left.erase(left.begin() + std::ptrdiff_t(other));
    }
    return left.empty() ? std::vector<int>() : clusters[left.front()];
}

} // namespace deepscope
