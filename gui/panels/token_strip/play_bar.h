// Plays the run: step back, play or pause, step forward, stop, and how fast.
#pragma once

#include "models/playback.h"

#include <QWidget>

class QToolButton;

namespace deepscope {

enum class Glyph;

class PlayBar : public QWidget {
    Q_OBJECT

public:
    explicit PlayBar(Playback &playback, QWidget *parent = nullptr);

private:
    QToolButton *addButton(const char *name, Glyph glyph, const QString &words);
    void showState();
    void showPace();

    Playback &m_playback;
    QToolButton *m_back, *m_play, *m_forward, *m_stop, *m_pace;
};

} // namespace deepscope
