#include "pace.h"

#include "paint/texts.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr Pace Paces[] = {{0, 1000}, {0, 500}, ReadingPace, {0, 100}, {0, 50},
                          {0.25, 0}, {0.5, 0}, {1, 0},      {2, 0},   {4, 0}};

QString time(Pace pace)
{
    return pace.milliseconds < 1000 ? tr("%1 ms").arg(pace.milliseconds) : tr("%1 s").arg(pace.milliseconds / 1000);
}

} // namespace

std::span<const Pace> paces() { return Paces; }

QString paceName(Pace pace)
{
    return pace.speed > 0 ? QString("%1\u00d7").arg(pace.speed) : tr("%1/token").arg(time(pace));
}

QString paceWords(Pace pace)
{
    if (pace.speed == 1)
        return tr("As fast as it was made (1\u00d7)");
    if (pace.speed > 0)
        return tr("%1\u00d7 the recorded speed").arg(pace.speed);
    return tr("One token every %1").arg(time(pace));
}

QString paceKey(Pace pace)
{
    return pace.speed > 0 ? QString("speed %1").arg(pace.speed) : QString("every %1 ms").arg(pace.milliseconds);
}

Pace paceFromKey(const QString &key)
{
    const auto found = std::ranges::find_if(Paces, [&](Pace pace) { return paceKey(pace) == key; });
    return found == std::end(Paces) ? ReadingPace : *found;
}

} // namespace deepscope
