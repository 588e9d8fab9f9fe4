#include "train/tasks/folds.h"

namespace deepscope {

namespace {

void mix(uint64_t &hash, std::string_view text) // FNV-1a
{
    for (const char c : text)
        hash = (hash ^ uint8_t(c)) * 0x100000001b3U;
}

// Last letters reach the low bits of FNV-1a alone, so all bits are stirred into all (the end of MurmurHash3).
uint64_t stirred(uint64_t hash)
{
    hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdU;
    hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53U;
    return hash ^ hash >> 33;
}

} // namespace

double foldPlace(std::string_view task, std::string_view key)
{
    uint64_t hash = 0xcbf29ce484222325U;
    mix(hash, task);
    mix(hash, "|");
    mix(hash, key);
    return double(stirred(hash) >> 11) * 0x1p-53;
}

Fold foldOf(std::string_view task, std::string_view key)
{
    const double place = foldPlace(task, key);
    return place < 0.10 ? Fold::HeldOut : place < 0.14 ? Fold::Validation : Fold::Training;
}

} // namespace deepscope
