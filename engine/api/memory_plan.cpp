#include "api/memory_plan.h"

namespace deepscope {

namespace {

constexpr CacheType CacheTypes[] = {CacheType::F32, CacheType::F16, CacheType::Q8_0};

} // namespace

const char *cacheTypeName(CacheType type)
{
    switch (type) {
    case CacheType::F32:
        return "f32";
    case CacheType::F16:
        return "f16";
    case CacheType::Q8_0:
        return "q8_0";
    }
    return "";
}

std::optional<CacheType> cacheTypeFrom(std::string_view name)
{
    for (const CacheType type : CacheTypes)
        if (name == cacheTypeName(type))
            return type;
    return std::nullopt;
}

std::string cacheTypeNames()
{
    std::string names;
    for (const CacheType type : CacheTypes)
        names += (names.empty() ? "" : ", ") + std::string(cacheTypeName(type));
    return names;
}

} // namespace deepscope
