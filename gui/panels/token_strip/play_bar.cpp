#include "play_bar.h"

#include "pace_menu.h"
#include "paint/glyph_icon.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace deepscope {

PlayBar::PlayBar(Playback &playback, QWidget *parent) : QWidget(parent), m_playback(playback)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_back = addButton("stepBack", Glyph::StepBack, tr("One token back (,)"));
    m_play = addButton("play", Glyph::Play, {});
    m_forward = addButton("stepForward", Glyph::StepForward, tr("One token on (.)"));
    m_stop = addButton("stopPlaying", Glyph::Stop, tr("Stop playing: show all of the text again"));
    m_pace = addButton("pace", Glyph::Play, tr("How fast the run is played"));
    m_pace->setIcon({});
    m_pace->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_pace->setPopupMode(QToolButton::InstantPopup);
    m_pace->setMenu(new PaceMenu(playback, m_pace));

    connect(m_back, &QToolButton::clicked, &playback, [this] { m_playback.step(-1); });
    connect(m_play, &QToolButton::clicked, &playback, &Playback::playOrPause);
    connect(m_forward, &QToolButton::clicked, &playback, [this] { m_playback.step(1); });
    connect(m_stop, &QToolButton::clicked, &playback, &Playback::stop);
    connect(&playback, &Playback::stateChanged, this, &PlayBar::showState);
    connect(&playback, &Playback::paceChanged, this, &PlayBar::showPace);
    showState();
    showPace();
}

QToolButton *PlayBar::addButton(const char *name, Glyph glyph, const QString &words)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(glyphIcon(glyph));
    button->setIconSize({16, 16});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(words);
    button->setAccessibleName(words);
    layout()->addWidget(button);
    return button;
}

void PlayBar::showState()
{
    const bool playing = m_playback.state() == Playback::State::Playing;
    const QString reason = m_playback.reasonAgainst();
    for (QToolButton *button : {m_back, m_play, m_forward})
        button->setEnabled(reason.isEmpty());
    if (!m_playback.isOn() && m_stop->hasFocus())
        m_play->setFocus(Qt::OtherFocusReason); // Space plays again; the next stop would be the menu of speeds
    m_stop->setEnabled(m_playback.isOn());
    m_play->setIcon(glyphIcon(playing ? Glyph::Pause : Glyph::Play));
    m_play->setAccessibleName(playing ? tr("Pause") : tr("Play the run"));
    m_play->setAccessibleDescription(reason);
    const QString words = playing ? tr("Pause (Space)") : tr("Play the run: watch it being written (Space)");
    m_play->setToolTip(reason.isEmpty() ? words : reason);
}

void PlayBar::showPace()
{
    m_pace->setText(paceName(m_playback.pace()) + QChar::Space); // room for the arrow
    m_pace->setAccessibleName(tr("Playing speed: %1").arg(paceWords(m_playback.pace())));
}

} // namespace deepscope
