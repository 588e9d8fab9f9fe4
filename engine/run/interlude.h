// Work on the cache that is no run: done between steps, a piece at a time, so that runs under way hardly wait for it.
#pragma once

namespace deepscope {

class Interlude {
public:
    virtual ~Interlude() = default;

    // False while it waits for something that needs no device: steps go on meanwhile.
    virtual bool ready() = 0;
    // Does the next piece, while no step is under way. True when all is done. What it throws ends it.
    virtual bool goOn() = 0;
};

} // namespace deepscope
