#include "chat_turns.h"

#include "agreement.h"

#include <algorithm>

namespace deepscope {

const Version *ChatTurns::find(uint32_t run) const
{
    const auto found = std::ranges::find(m_versions, run, &Version::run);
    return found == m_versions.end() ? nullptr : &*found;
}

void ChatTurns::choose(uint32_t run)
{
    const Version *chosen = find(run);
    if (!chosen)
        return;
    for (Version &version : m_versions)
        if (version.after == chosen->after)
            version.chosen = version.run == run;
}

std::vector<uint32_t> ChatTurns::runs() const
{
    std::vector<uint32_t> runs;
    for (const Version &version : m_versions)
        runs.push_back(version.run);
    return runs;
}

std::vector<uint32_t> ChatTurns::followers(uint32_t run) const
{
    std::vector<uint32_t> runs;
    for (const Version &version : m_versions)
        if (version.after == run)
            runs.push_back(version.run);
    return runs;
}

std::vector<uint32_t> ChatTurns::versionsOf(uint32_t run) const
{
    const Version *version = find(run);
    return version ? followers(version->after) : std::vector<uint32_t>{};
}

bool ChatTurns::isChosen(uint32_t run) const
{
    const std::vector<uint32_t> runs = versionsOf(run);
    return std::ranges::any_of(runs, [this](uint32_t one) { return find(one)->chosen; });
}

uint32_t ChatTurns::countingAmong(const std::vector<uint32_t> &runs, const RunStore &store) const
{
    if (runs.size() == 1)
        return runs.front();
    const auto chosen = std::ranges::find_if(runs, [this](uint32_t run) { return find(run)->chosen; });
    return chosen != runs.end() ? *chosen : Agreement(runs, store).counting();
}

uint32_t ChatTurns::countingOf(uint32_t run, const RunStore &store) const
{
    return countingAmong(versionsOf(run), store);
}

std::vector<uint32_t> ChatTurns::path(const RunStore &store) const
{
    std::vector<uint32_t> path;
    for (std::vector<uint32_t> runs = followers(0); !runs.empty(); runs = followers(path.back()))
        path.push_back(countingAmong(runs, store));
    return path;
}

} // namespace deepscope
