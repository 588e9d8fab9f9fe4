// Where the block of markdown that is still written can be cut, so that only its end is read and shown again.
#pragma once

#include <QString>

namespace deepscope {

struct MarkdownCut {
    int at = 0;   // in the source; 0 = nowhere
    QString lead; // set before what follows, it is read as it would be behind all that was cut off
    // What the lead is shown as, which stands there already.
    int leadBlocks = 0;
    int leadCharacters = 0; // of the block behind those: what follows goes on in a block that is there
    bool headsTable = false;
    // Else what follows may be shown a little differently than as part of the whole, until the block ends.
    bool exact = true;
};

// Of an open block (with the lead of its last cut, which is not cut again) that got long; none = it is short enough, or
// shows no place.
MarkdownCut cutOpenMarkdown(const QString &open, int lead);

} // namespace deepscope
