#include "api/memory_plan.h"

namespace deepscope {

const char *cacheTypeName(CacheType type) { return type == CacheType::F32 ? "f32" : "f16"; }

} // namespace deepscope
