#include "train/tasks/own_questions.h"

#include "api/error.h"
#include "api/path_text.h"
#include "text/white_space.h"
#include "train/draws.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <unordered_map>

namespace deepscope {

namespace {

using Json = nlohmann::json;

constexpr const char *Name = "own";

// A problem, or why the line is none.
struct Line {
    Problem problem;
    std::string fault;
};

Line wrong(const std::string &fault) { return {{}, fault}; }

Line read(const std::string &text, const ChatForm &form)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return wrong("it is no JSON object. Write it as {\"question\": \"…\", \"answer\": \"…\"}.");
    Line line;
    for (const auto &[name, to] : {std::pair("question", &line.problem.question), {"answer", &line.problem.answer}}) {
        const auto found = json.find(name);
        if (found == json.end() || !found->is_string())
            return wrong(std::string("it has no \"") + name + "\" that is a text in quotation marks.");
        *to = trimmed(found->get<std::string>());
        if (to->empty())
            return wrong(std::string("its ") + name + " is empty.");
        if (form.holdsMark(*to))
            return wrong(std::string("its ") + name + " holds a mark of thoughts or answers, such as <answer>.");
    }
    line.problem.key = line.problem.question;
    return line;
}

class Reader {
public:
    Reader(const std::string &path, const ChatForm &form) : m_path(path), m_form(form) {}

    std::vector<Problem> readAll()
    {
        std::ifstream stream(pathOf(m_path));
        if (!stream)
            throw Error(ErrorKind::File,
                        m_path + " cannot be read. Give a file of JSON lines with question and answer.");
        std::string text;
        for (size_t number = 1; std::getline(stream, text); ++number)
            if (!isWhiteSpace(text))
                take(number, read(text, m_form));
        if (m_problems.size() < 3)
            throw Error(ErrorKind::File, m_path + " holds " + std::to_string(m_problems.size()) +
                                             " questions. Give at least 3: most are learnt from, some only asked.");
        return std::move(m_problems);
    }

private:
    struct Seen {
        size_t line = 0;
        std::string answer;
    };

    void take(size_t number, Line line)
    {
        const auto [seen, isNew] = m_seen.try_emplace(line.problem.key, Seen{number, line.problem.answer});
        if (line.fault.empty() && !isNew && seen->second.answer != line.problem.answer)
            line.fault = "its question has another answer in line " + std::to_string(seen->second.line) + ".";
        if (!line.fault.empty())
            throw Error(ErrorKind::File, m_path + ", line " + std::to_string(number) + ": " + line.fault);
        if (isNew)
            m_problems.push_back(std::move(line.problem));
    }

    const std::string &m_path;
    const ChatForm &m_form;
    std::vector<Problem> m_problems;
    std::unordered_map<std::string, Seen> m_seen; // by question
};

} // namespace

OwnQuestions::OwnQuestions(const std::string &path, const ChatForm &form)
    : LabTask(Name, "Questions of your own; nobody has told how they are worked out.")
{
    std::vector<Problem> problems = Reader(path, form).readAll();
    std::ranges::stable_sort(problems, {}, [](const Problem &problem) { return foldPlace(Name, problem.key); });
    // By their places: held out first, then validation.
    const auto until = [&](Fold last) {
        return std::ranges::count_if(problems,
                                     [&](const Problem &problem) { return foldOf(Name, problem.key) >= last; });
    };
    const auto count = ptrdiff_t(problems.size());
    const ptrdiff_t heldOut = std::clamp<ptrdiff_t>(until(Fold::HeldOut), 1, count - 2);
    const ptrdiff_t kept = std::clamp<ptrdiff_t>(until(Fold::Validation), heldOut + 1, count - 1);
    const auto from = std::make_move_iterator(problems.begin());
    m_folds[size_t(Fold::HeldOut)].assign(from, from + heldOut);
    m_folds[size_t(Fold::Validation)].assign(from + heldOut, from + kept);
    m_folds[size_t(Fold::Training)].assign(from + kept, from + count);
}

Problem OwnQuestions::problem(uint64_t seed, uint64_t number, Fold fold) const
{
    const std::vector<Problem> &problems = m_folds[size_t(fold)];
    std::vector<uint32_t> order(problems.size());
    std::iota(order.begin(), order.end(), 0);
    RandomDraws(seed, DrawnFor::Order, number / problems.size()).shuffle(order);
    return problems[order[number % problems.size()]];
}

} // namespace deepscope
