#include "run/task.h"

namespace deepscope {

AlteredRouters::AlteredRouters(const Alteration &wish, const ReadyModel &model) : alteration(wish)
{
    requireAlteration(wish, model.description().info);
    if (!wish.empty())
        tables = routerTables(wish, model.hyper());
    if (tables.choices > 0 && model.step().mostRows(tables.choices) == 0)
        throw Error(ErrorKind::Usage, "On this device there is no room for " + std::to_string(tables.choices) +
                                          " experts a token. Fewer would fit.");
}

} // namespace deepscope
