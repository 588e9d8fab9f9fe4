// Countdown with six numbers, two of which make the target by + or -: 41,14,29,35,12,46:43=? is searched from the left.
// What is between the target and a number has to be another one of them: 43-41=2;43-14=29! so 14+29. From a number
// above the target the target is taken away: 46-29=17! says 46-17. There is always exactly one way, it is never found
// at the first number (that would be no search) or at the last, and each place between is as likely: a guess is right
// once in four.
#include "train/tasks/generators.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace deepscope {

namespace {

constexpr size_t Count = 6;
constexpr uint32_t Least = 10, Most = 50; // few differences, which a small model can know: the search is what is learnt
using Numbers = std::array<uint32_t, Count>;

bool holds(const Numbers &numbers, uint32_t value) { return std::ranges::find(numbers, value) != numbers.end(); }

uint32_t between(uint32_t target, uint32_t number) { return target > number ? target - number : number - target; }

// Pairs that make the target.
uint32_t ways(const Numbers &numbers, uint32_t target)
{
    uint32_t found = 0;
    for (size_t i = 0; i < Count; ++i)
        for (size_t j = i + 1; j < Count; ++j)
            found += uint32_t(numbers[i] + numbers[j] == target) + uint32_t(between(numbers[i], numbers[j]) == target);
    return found;
}

// The search as its lines, and the answer; nothing where the puzzle is none of ours.
struct Search {
    std::vector<std::string> lines;
    std::string answer;
};
std::optional<Search> search(const Numbers &numbers, uint32_t target)
{
    if (target < Least || target > Most || holds(numbers, target) || ways(numbers, target) != 1)
        return std::nullopt;
    Search done;
    for (const uint32_t number : numbers) {
        const std::string text = std::to_string(number), goal = std::to_string(target);
        const uint32_t rest = between(target, number);
        if (rest == number) // it would look like a hit
            return std::nullopt;
        done.lines.push_back((number < target ? goal + "-" + text : text + "-" + goal) + "=" + std::to_string(rest));
        if (!holds(numbers, rest))
            continue;
        done.lines.back() += "!";
        done.answer = text + (number < target ? "+" : "-") + std::to_string(rest);
        return done.lines.size() > 1 ? std::optional(done) : std::nullopt;
    }
    return std::nullopt;
}

Numbers drawNumbers(RandomDraws &draws)
{
    Numbers numbers{};
    for (uint32_t &number : numbers)
        do
            number = draws.between(Least, Most);
        while (std::count(numbers.begin(), numbers.end(), number) > 1);
    return numbers;
}

// Which numbers make the target: where the search ends, and what that number goes with. A sum is seen from the first of
// its two, a difference from the larger.
struct Pair {
    bool isSum;
    size_t found, other;
};
Pair drawPair(RandomDraws &draws)
{
    const bool isSum = draws.below(2) == 0;
    const uint32_t found = draws.between(1, Count - 2);
    return {isSum, found, isSum ? draws.between(found + 1, Count - 1) : (found + draws.between(1, Count - 1)) % Count};
}

std::string joined(const auto &texts, const char *separator)
{
    std::string all;
    for (const std::string &text : texts)
        all += (all.empty() ? "" : separator) + text;
    return all;
}

Problem describe(const Numbers &numbers, uint32_t target, const Search &found)
{
    std::array<std::string, Count> texts;
    std::ranges::transform(numbers, texts.begin(), [](uint32_t number) { return std::to_string(number); });
    const std::string content = joined(texts, ",") + ":" + std::to_string(target);
    std::ranges::sort(texts);
    Problem problem;
    problem.key = joined(texts, " ") + " " + std::to_string(target);
    problem.question = content + "=?";
    problem.thought = joined(found.lines, ";");
    problem.firstStep = found.lines.front();
    problem.note = content + " " + problem.thought;
    problem.answer = found.answer;
    return problem;
}

} // namespace

Problem makeCountdown(RandomDraws &draws)
{
    const Pair pair = drawPair(draws); // once, so that what puzzles refuse favours no place
    for (;;) {
        const Numbers numbers = drawNumbers(draws);
        const uint32_t found = numbers[pair.found], other = numbers[pair.other];
        if (!pair.isSum && found < other)
            continue;
        const uint32_t target = pair.isSum ? found + other : found - other;
        if (const std::optional<Search> done = search(numbers, target))
            return describe(numbers, target, *done);
    }
}

} // namespace deepscope
