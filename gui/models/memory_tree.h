// What is allocated as a tree: each node is the sum of its children, down to single tensors.
#pragma once

#include "memory_accounts.h"

#include "api/engine.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace deepscope {

// What a part of the memory is for, at first sight: it has its colour from this.
enum class MemoryGroup : uint8_t { Weights, Cache, Scratch, Asked, Trace, Transfers, Learning, Other };
inline constexpr size_t MemoryGroups = 8;
QString memoryGroupName(MemoryGroup group);

struct MemoryNode {
    QString name;
    QString words; // what it is, a sentence without its stop; empty where the name says it
    MemoryGroup group = MemoryGroup::Other;
    int layer = -1; // all of it is of this one; -1: of none or several
    uint64_t bytes = 0;
    std::vector<MemoryNode> children; // empty, or they sum up to `bytes`
};

// By layer: weights and cache by layer, then by kind. By kind: weights by kind, then by layer, and the cache by who has
// its pages.
enum class MemoryOrder : uint8_t { ByLayer, ByKind };

// `plan` and `pool`: of the model in use, null = not known. `runName`: of one that has pages.
MemoryNode memoryTree(const MemoryAccounts &accounts, MemoryOrder order, const MemoryPlan *plan, const PoolUse *pool,
                      const std::function<QString(uint32_t run)> &runName);

// The node below these names, or the last one on the way that there is.
const MemoryNode &nodeAt(const MemoryNode &root, const QStringList &path);

// A line for each leaf, with tabulators between: path, layer, bytes.
QString memoryTable(const MemoryNode &root);

} // namespace deepscope
