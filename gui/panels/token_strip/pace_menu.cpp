#include "pace_menu.h"

#include <QActionGroup>

namespace deepscope {

PaceMenu::PaceMenu(Playback &playback, QWidget *parent) : QMenu(parent)
{
    auto *group = new QActionGroup(this);
    bool steady = true;
    for (const Pace pace : paces()) {
        if (std::exchange(steady, pace.speed == 0) != steady)
            addSeparator();
        QAction *action = group->addAction(paceWords(pace));
        action->setCheckable(true);
        action->setChecked(pace == playback.pace());
        addAction(action);
        connect(action, &QAction::triggered, &playback, [&playback, pace] { playback.setPace(pace); });
        connect(&playback, &Playback::paceChanged, action,
                [&playback, action, pace] { action->setChecked(pace == playback.pace()); });
    }
}

} // namespace deepscope
