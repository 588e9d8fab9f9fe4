// How fast a run is played: by the times that were recorded, or one token after another to read along.
#pragma once

#include <QString>

#include <span>

namespace deepscope {

struct Pace {
    double speed = 0;        // times as fast as it was made; 0 = every token takes the same time
    double milliseconds = 0; // of each token then

    // Of a token that took so long when it was made; one without a recorded time is shown at once. Milliseconds.
    double wait(double recordedMicroseconds) const
    {
        return speed > 0 ? recordedMicroseconds * 1e-3 / speed : milliseconds;
    }
    bool operator==(const Pace &) const = default;
};

// A token of a small model takes a few milliseconds: too fast to follow, so the default is a reader's pace.
inline constexpr Pace ReadingPace{0, 200};

std::span<const Pace> paces();     // to choose from, slow to fast
QString paceName(Pace pace);       // "200 ms/token", "2×"
QString paceWords(Pace pace);      // "One token every 200 ms", "2× the recorded speed"
QString paceKey(Pace pace);        // for settings
Pace paceFromKey(const QString &); // ReadingPace for what is no key

} // namespace deepscope
