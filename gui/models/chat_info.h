// What is kept of chats from one start to the next.
#pragma once

#include "api/run_file.h"
#include "token_label.h"

#include <QDateTime>
#include <QString>

#include <map>
#include <memory>
#include <vector>

namespace deepscope {

inline constexpr int LongestTitle = 200; // of a chat, in characters; the whole question stands in the chat

inline constexpr QChar BetweenEndings(30); // ASCII's record separator

// What a list shows of a chat, without its runs.
struct ChatInfo {
    QString id;    // unique among all chats of all computers
    QString title; // the first question, or what a person calls it
    QString modelName, modelPath;
    uint64_t modelBytes = 0;
    QDateTime created, changed;
    int turns = 0;     // of all branches
    QString summary;   // of the last turn: lines, as runSummary() gives them
    QString questions; // all, one a line: what a search looks through
    QString endings;   // as the archive has them, such lines of each run: another window sees by them that one ended

    qsizetype runs() const { return endings.count(BetweenEndings) + 1; } // that the archive has
    bool operator==(const ChatInfo &) const = default;
};

// Where a run that goes on is being kept. Set by the archive's thread and read by it alone.
struct KeptPlace {
    QString chat;
    int position = -1; // among the chat's runs
};

// A turn that is being kept: its number in the run store, and where the archive puts it.
struct KeptTurn {
    uint32_t number = 0;
    std::shared_ptr<KeptPlace> place;
};

struct KeptRun {
    RecordedRun recorded;
    QString summary;
    QString failure; // one sentence; empty = none
    // Among the runs of its chat: its position, that of the run it goes on with (-1 = it begins the chat), and whether
    // a person chose it among the versions of its turn, which go on with the same.
    int position = -1, after = -1;
    bool chosen = false;
    TokenLabels labels;
};

// A chat of another program, or of another computer.
struct ImportedChat {
    ChatInfo info;
    std::vector<KeptRun> runs; // each behind the one that it goes on with; positions are places in this list
    QString system = {};       // what its model is to be told before it; empty = the file tells nothing
};

// Runs of one chat as they were read back, oldest first.
struct ReadRuns {
    std::vector<KeptRun> runs;
    QString problem; // one sentence about those that could not be read; empty = all could
};

// Runs that another program added to a chat or may have gone on with, oldest first, and where those lie that are here
// already.
struct MoreRuns {
    std::vector<KeptRun> runs;
    std::map<int, uint32_t> known; // numbers in the run store, by position
};

} // namespace deepscope
