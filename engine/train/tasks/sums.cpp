// Sums of two numbers of 2 to 4 digits: 4763+5821=? is worked out from the right, the carry as a third summand,
// 3+1=4;6+2=8;7+8=15;4+5+1=10;10584. Sums of two digits can be known by heart, so there are few of them.
#include "train/tasks/generators.h"

#include <algorithm>

namespace deepscope {

namespace {

std::string addedByDigits(const std::string &a, const std::string &b)
{
    std::string lines;
    int carry = 0;
    for (size_t place = a.size(); place-- > 0;) {
        const int total = (a[place] - '0') + (b[place] - '0') + carry;
        lines += std::string{a[place], '+', b[place]} + (carry > 0 ? "+1" : "") + "=" + std::to_string(total) + ";";
        carry = total / 10;
    }
    return lines;
}

} // namespace

Problem makeSum(RandomDraws &draws)
{
    constexpr double Shares[] = {0.1, 0.4, 0.5}; // of 2, 3 and 4 digits
    constexpr uint32_t Least[] = {10, 100, 1000};
    const uint32_t least = Least[draws.oneOf(Shares)];
    const uint32_t a = draws.between(least, 10 * least - 1), b = draws.between(least, 10 * least - 1);
    const std::string first = std::to_string(a), second = std::to_string(b), sum = first + "+" + second;
    const std::string lines = addedByDigits(first, second), answer = std::to_string(a + b);
    Problem problem;
    problem.key = std::to_string(std::min(a, b)) + " " + std::to_string(std::max(a, b));
    problem.question = sum + "=?";
    problem.thought = lines + answer;
    problem.firstStep = lines.substr(0, lines.find(';'));
    problem.note = sum + " " + problem.thought;
    problem.answer = answer;
    return problem;
}

} // namespace deepscope
