// The shell game: five cups stand in a row, and pairs of them change places. 31524:13,25,14,35=? is worked out by
// writing the row after each exchange: 13524;13254;43251;45231. Why this task: to name the last row at once, all
// exchanges must be joined in the head, one after the other (the word problem of the permutations of five things, which
// no network of fixed depth is known to solve at every length), and a blind guess is right once in 120; but on paper
// each step copies five digits and changes two.
#include "train/tasks/generators.h"

#include <algorithm>

namespace deepscope {

namespace {

void changePlaces(std::string &row, const std::string &pair)
{
    std::swap(row[row.find(pair[0])], row[row.find(pair[1])]);
}

} // namespace

Problem makeCups(RandomDraws &draws)
{
    std::string row = "12345";
    draws.shuffle(row);
    std::string content = row + ":", last;
    Problem problem;
    for (uint32_t left = draws.between(4, 5); left > 0; --left) {
        std::string pair;
        do { // the same pair twice would undo itself
            const uint32_t first = draws.between(1, 4);
            pair = std::to_string(first) + std::to_string(draws.between(first + 1, 5));
        } while (pair == last);
        changePlaces(row, pair);
        content += (last.empty() ? "" : ",") + pair;
        problem.thought += (last.empty() ? "" : ";") + row;
        last = pair;
    }
    problem.key = content;
    problem.question = content + "=?";
    problem.firstStep = problem.thought.substr(0, row.size());
    problem.note = content + " " + problem.thought;
    problem.answer = row;
    return problem;
}

} // namespace deepscope
