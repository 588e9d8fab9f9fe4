// Connects the commands that play a run with the playback, and lets their keys count in the panels only: elsewhere a
// Space is a letter, or presses a button.
#pragma once

#include "app/actions.h"
#include "app/settings.h"
#include "models/playback.h"

namespace deepscope {

class PlaybackActions : public QObject {
    Q_OBJECT

public:
    // The pace is kept in the settings.
    PlaybackActions(const Actions &actions, Playback &playback, Settings &settings, QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showState();

    Actions m_actions;
    Playback &m_playback;
};

} // namespace deepscope
