// The paces at which a run can be played; the one in use is marked.
#pragma once

#include "models/playback.h"

#include <QMenu>

namespace deepscope {

class PaceMenu : public QMenu {
    Q_OBJECT

public:
    explicit PaceMenu(Playback &playback, QWidget *parent = nullptr);
};

} // namespace deepscope
