#include "text/byte_pair_merges.h"

#include <algorithm>
#include <queue>
#include <tuple>

namespace deepscope {

namespace {

uint64_t pairKey(int32_t left, int32_t right) { return uint64_t(uint32_t(left)) << 32 | uint32_t(right); }

constexpr size_t None = SIZE_MAX;

// A token in the list of those that are left; a merge keeps the left one and takes out the right one.
struct Node {
    int32_t token;
    size_t previous, next;
};

// A pair that could be merged when it was found; stale when one of its two tokens has changed since.
struct Candidate {
    uint32_t rank;
    size_t left, right;
    int32_t leftToken, rightToken, merged;
    bool operator<(const Candidate &other) const // the top of a queue is its largest
    {
        return std::tie(rank, left) > std::tie(other.rank, other.left);
    }
};

} // namespace

BytePairMerges::BytePairMerges(const Vocabulary &vocabulary, const std::vector<std::string> &merges)
{
    m_merges.reserve(merges.size());
    for (size_t rank = 0; rank < merges.size(); ++rank) {
        const std::string &line = merges[rank];
        const size_t space = std::min(line.find(' ', 1), line.size());
        const std::string left = line.substr(0, space), right = line.substr(std::min(space + 1, line.size()));
        const int32_t leftToken = vocabulary.find(left), rightToken = vocabulary.find(right);
        const int32_t merged = vocabulary.find(left + right);
        if (right.empty() || leftToken < 0 || rightToken < 0 || merged < 0)
            m_leftOut.push_back(line);
        else
            m_merges.emplace(pairKey(leftToken, rightToken), Merge{uint32_t(rank), merged});
    }
}

const Merge *BytePairMerges::find(int32_t left, int32_t right) const
{
    const auto found = m_merges.find(pairKey(left, right));
    return found == m_merges.end() ? nullptr : &found->second;
}

std::vector<int32_t> BytePairMerges::apply(const std::vector<int32_t> &tokens) const
{
    std::vector<Node> nodes(tokens.size());
    for (size_t i = 0; i < nodes.size(); ++i)
        nodes[i] = {tokens[i], i == 0 ? None : i - 1, i + 1 == nodes.size() ? None : i + 1};

    std::priority_queue<Candidate> queue;
    const auto consider = [&](size_t left, size_t right) {
        if (left == None || right == None)
            return;
        const int32_t leftToken = nodes[left].token, rightToken = nodes[right].token;
        if (const Merge *merge = find(leftToken, rightToken))
            queue.push({merge->rank, left, right, leftToken, rightToken, merge->token});
    };
    for (size_t i = 1; i < nodes.size(); ++i)
        consider(i - 1, i);

    constexpr int32_t Gone = -1;
    while (!queue.empty()) {
        const Candidate best = queue.top();
        queue.pop();
        Node &left = nodes[best.left], &right = nodes[best.right];
        if (left.token != best.leftToken || right.token != best.rightToken || left.next != best.right)
            continue;
        left.token = best.merged;
        right.token = Gone;
        left.next = right.next;
        if (left.next != None)
            nodes[left.next].previous = best.left;
        consider(left.previous, best.left);
        consider(best.left, left.next);
    }

    std::vector<int32_t> merged;
    for (size_t i = nodes.empty() ? None : 0; i != None; i = nodes[i].next)
        merged.push_back(nodes[i].token);
    return merged;
}

} // namespace deepscope
