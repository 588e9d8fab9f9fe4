#include "run/task.h"

namespace deepscope {

AlteredRouters::AlteredRouters(const Alteration &wish, const ReadyModel &model) : alteration(wish)
{
    requireAlteration(wish, model.description().info);
    if (!wish.empty())
        tables = routerTables(wish, model.hyper());
}

} // namespace deepscope
