#include "chat_turns.h"

#include "agreement.h"

#include <algorithm>
#include <utility>

namespace deepscope {

const Version *ChatTurns::find(uint32_t run) const
{
    const auto found = std::ranges::find(m_versions, run, &Version::run);
    return found == m_versions.end() ? nullptr : &*found;
}

void ChatTurns::add(const Version &version)
{
    m_versions.push_back(version);
    if (version.chosen)
        m_choices.push_back(version.run);
}

void ChatTurns::clear()
{
    m_versions.clear();
    m_choices.clear();
}

void ChatTurns::choose(uint32_t run)
{
    const Version *chosen = find(run);
    if (!chosen)
        return;
    for (Version &version : m_versions)
        if (version.after == chosen->after)
            version.chosen = version.run == run;
    std::erase(m_choices, run);
    m_choices.push_back(run);
}

void ChatTurns::unchoose(uint32_t run)
{
    const Version *unchosen = find(run);
    for (Version &version : m_versions)
        if (unchosen && version.after == unchosen->after && std::exchange(version.chosen, false))
            std::erase(m_choices, version.run);
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

namespace {

bool asksTheSame(const RunRequest &a, const RunRequest &b)
{
    const auto same = [](const ChatMessage &one, const ChatMessage &other) {
        return one.role == other.role && one.text == other.text;
    };
    return std::ranges::equal(a.chat, b.chat, same) && a.prompt == b.prompt && a.tokens == b.tokens;
}

// What its experts change is seen beside an answer that was drawn as it was.
bool isDrawnAs(const Run &altered, const Run &first)
{
    return !altered.alteration().empty() && altered.request()->sampling == first.request()->sampling &&
           altered.request()->chatTemplate == first.request()->chatTemplate;
}

// Of a group that nobody chose from. What altered experts said is for comparing, while there is another answer.
uint32_t agreedIn(std::vector<uint32_t> group, const RunStore &store)
{
    const auto isAltered = [&](uint32_t run) { return !store.run(run)->alteration().empty(); };
    if (!std::ranges::all_of(group, isAltered))
        std::erase_if(group, isAltered);
    return Agreement(group, store).counting();
}

} // namespace

bool standsBeside(const Run &run, const Run &first)
{
    if (!run.request() || !first.request() || !run.request()->beginning.empty())
        return false;
    if (run.alteration().empty())
        return run.request()->sample > 0;
    return first.alteration().empty() && asksTheSame(*run.request(), *first.request());
}

std::vector<std::vector<uint32_t>> ChatTurns::grouped(const std::vector<uint32_t> &runs, const RunStore &store)
{
    std::vector<std::vector<uint32_t>> groups;
    for (const uint32_t run : runs) {
        const auto newest = [&](const auto &suits) {
            return std::ranges::find_if(groups.rbegin(), groups.rend(), [&](const std::vector<uint32_t> &one) {
                const Run &first = *store.run(one.front());
                return standsBeside(*store.run(run), first) && suits(first);
            });
        };
        auto group = newest([&](const Run &first) { return isDrawnAs(*store.run(run), first); });
        if (group == groups.rend())
            group = newest([](const Run &) { return true; });
        if (group == groups.rend())
            groups.push_back({run});
        else
            group->push_back(run);
    }
    return groups;
}

std::vector<std::vector<uint32_t>> ChatTurns::groupsOf(uint32_t run, const RunStore &store) const
{
    return grouped(versionsOf(run), store);
}

std::vector<uint32_t> ChatTurns::groupOf(uint32_t run, const RunStore &store) const
{
    for (const std::vector<uint32_t> &group : groupsOf(run, store))
        if (std::ranges::count(group, run) > 0)
            return group;
    return {};
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
    return chosen != runs.end() ? *chosen : agreedIn(grouped(runs, store).back(), store);
}

uint32_t ChatTurns::countingOf(uint32_t run, const RunStore &store) const
{
    return countingAmong(versionsOf(run), store);
}

uint32_t ChatTurns::countingAfter(uint32_t run, const RunStore &store) const
{
    const std::vector<uint32_t> runs = followers(run);
    return runs.empty() ? 0 : countingAmong(runs, store);
}

uint32_t ChatTurns::countingIn(const std::vector<uint32_t> &group, const RunStore &store) const
{
    const auto inGroup = [&](uint32_t run) { return std::ranges::count(group, run) > 0; };
    const auto chosen = std::ranges::find_if(m_choices.rbegin(), m_choices.rend(), inGroup);
    if (chosen != m_choices.rend())
        return *chosen;
    const auto last = std::ranges::find_if(m_versions.rbegin(), m_versions.rend(), inGroup, &Version::after);
    return last != m_versions.rend() ? last->after : agreedIn(group, store);
}

std::vector<uint32_t> ChatTurns::before(uint32_t run) const
{
    std::vector<uint32_t> runs;
    for (const Version *version = find(run); version && version->after > 0; version = find(version->after))
        runs.push_back(version->after);
    std::ranges::reverse(runs);
    return runs;
}

std::vector<uint32_t> ChatTurns::path(const RunStore &store) const
{
    std::vector<uint32_t> path;
    for (std::vector<uint32_t> runs = followers(0); !runs.empty(); runs = followers(path.back()))
        path.push_back(countingAmong(runs, store));
    return path;
}

} // namespace deepscope
