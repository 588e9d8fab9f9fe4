// The turns of a chat. A turn has one version or several: runs that all go on with the same run before them. One of
// them counts: what is asked next goes on with it. What went on with another one stays with that, as a branch.
#pragma once

#include "run_store.h"

#include <vector>

namespace deepscope {

// A run of a chat, and where it stands there.
struct Version {
    uint32_t run = 0;    // in the run store
    uint32_t after = 0;  // the run that it goes on with; 0 = it begins the chat
    bool chosen = false; // by a person, among those that go on with the same
    bool kept = true;    // where its chat is; else it ends with the program
};

// One more answer beside that run: of several to one question, or with altered experts.
bool standsBeside(const Run &run, const Run &first);

class ChatTurns {
public:
    void add(const Version &version);
    void choose(uint32_t run);
    void unchoose(uint32_t run); // nor is any other version of its turn chosen
    void clear();

    const std::vector<Version> &versions() const { return m_versions; } // of all turns and branches, oldest first
    bool empty() const { return m_versions.empty(); }
    bool holds(uint32_t run) const { return find(run) != nullptr; }
    const Version *find(uint32_t run) const; // null = it is not of this chat
    std::vector<uint32_t> runs() const;      // as versions()
    // All versions of the turn of this run, oldest first.
    std::vector<uint32_t> versionsOf(uint32_t run) const;
    bool isChosen(uint32_t run) const; // one of that turn was, by a person

    // The same in groups, oldest first: what was asked together stands beside each other, and one group is shown at a
    // time. A question that was edited, answered anew or gone on with elsewhere begins another.
    std::vector<std::vector<uint32_t>> groupsOf(uint32_t run, const RunStore &store) const;
    std::vector<uint32_t> groupOf(uint32_t run, const RunStore &store) const; // its own

    // The one of that turn that counts: the chosen one, else what agreement of the newest group says.
    uint32_t countingOf(uint32_t run, const RunStore &store) const;
    uint32_t countingAfter(uint32_t run, const RunStore &store) const; // of those that go on with it; 0 = none does
    // The one that would count if that group, one of groupsOf(), were shown: the one that was chosen last, also before
    // another group was shown, else the last that was gone on with, else what it agrees on.
    uint32_t countingIn(const std::vector<uint32_t> &group, const RunStore &store) const;
    // Of each turn of the branch that is shown the one that counts, from the first turn on.
    std::vector<uint32_t> path(const RunStore &store) const;

    // What this run goes on with, from the first turn on.
    std::vector<uint32_t> before(uint32_t run) const;

private:
    std::vector<uint32_t> followers(uint32_t run) const;
    static std::vector<std::vector<uint32_t>> grouped(const std::vector<uint32_t> &runs, const RunStore &store);
    uint32_t countingAmong(const std::vector<uint32_t> &runs, const RunStore &store) const;

    std::vector<Version> m_versions;
    std::vector<uint32_t> m_choices; // runs that were chosen and not unchosen, newest last
};

} // namespace deepscope
