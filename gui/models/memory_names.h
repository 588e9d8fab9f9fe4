// What parts of the memory are called, and what they are.
#pragma once

#include "memory_tree.h"

namespace deepscope {

MemoryGroup memoryGroupOf(MemoryPurpose purpose);
QString memoryItemName(const MemoryLabel &label); // of a purpose without tensors or layers: "Input of a step"
QString memoryPurposeWords(MemoryPurpose purpose);
QString weightKindName(WeightKind kind);
QString weightKindWords(WeightKind kind);
QString noRowsSentence(int layer);                      // of one that keeps a state
QString sharedMemorySentence(const DeviceInfo &device); // empty: it has memory of its own

} // namespace deepscope
