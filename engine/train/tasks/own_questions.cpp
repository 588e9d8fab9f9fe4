#include "train/tasks/own_questions.h"

#include "api/error.h"
#include "api/path_text.h"
#include "text/white_space.h"
#include "train/draws.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <numeric>
#include <unordered_map>

namespace deepscope {

namespace {

using Json = nlohmann::json;

constexpr const char *Unnamed = "own";

class OwnQuestions : public LabTask {
public:
    OwnQuestions(const std::string &name, std::vector<Problem> problems);

    Problem problem(uint64_t seed, uint64_t number, Fold fold) const override;
    size_t count(Fold fold) const override { return m_folds[size_t(fold)].size(); }

private:
    std::array<std::vector<Problem>, 3> m_folds;
};

// A problem, or why the line is none.
struct Line {
    std::string task;
    Problem problem;
    std::string fault;
};

Line wrong(const std::string &fault) { return {{}, {}, fault}; }

std::string taskOf(const Json &json)
{
    const auto found = json.find("task");
    return found == json.end() ? Unnamed : found->is_string() ? trimmed(found->get<std::string>()) : std::string();
}

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
    line.task = taskOf(json);
    if (line.task.empty())
        return wrong("its \"task\" is no name in quotation marks.");
    return line;
}

class Reader {
public:
    Reader(const std::string &path, const ChatForm &form) : m_path(path), m_form(form) {}

    LabTasks readAll()
    {
        std::ifstream stream(pathOf(m_path));
        if (!stream)
            throw Error(ErrorKind::File,
                        m_path + " cannot be read. Give a file of JSON lines with question and answer.");
        std::string text;
        for (size_t number = 1; std::getline(stream, text); ++number)
            if (!isWhiteSpace(text))
                take(number, read(text, m_form));
        require(m_tasks.empty() ? 0 : 3, m_path);
        LabTasks tasks;
        for (auto &[name, problems] : m_tasks) {
            require(problems.size(), m_tasks.size() == 1 ? m_path : m_path + ", task \"" + name + "\",");
            tasks.push_back(std::make_shared<OwnQuestions>(name, std::move(problems)));
        }
        return tasks;
    }

private:
    struct Seen {
        size_t line = 0;
        std::string answer;
    };

    static void require(size_t questions, const std::string &where)
    {
        if (questions < 3)
            throw Error(ErrorKind::File, where + " holds " + std::to_string(questions) + " question" +
                                             (questions == 1 ? "" : "s") +
                                             ". Give at least 3: most are learnt from, some only asked.");
    }

    std::vector<Problem> &problemsOf(const std::string &task)
    {
        const auto found = std::ranges::find(m_tasks, task, &std::pair<std::string, std::vector<Problem>>::first);
        return found != m_tasks.end() ? found->second : m_tasks.emplace_back(task, std::vector<Problem>()).second;
    }

    void take(size_t number, Line line)
    {
        const auto [seen, isNew] = m_seen.try_emplace(line.problem.key, Seen{number, line.problem.answer});
        if (line.fault.empty() && !isNew && seen->second.answer != line.problem.answer)
            line.fault = "its question has another answer in line " + std::to_string(seen->second.line) + ".";
        if (!line.fault.empty())
            throw Error(ErrorKind::File, m_path + ", line " + std::to_string(number) + ": " + line.fault);
        if (isNew)
            problemsOf(line.task).push_back(std::move(line.problem));
    }

    const std::string &m_path;
    const ChatForm &m_form;
    std::vector<std::pair<std::string, std::vector<Problem>>> m_tasks; // by name, in the order of the file
    std::unordered_map<std::string, Seen> m_seen;                      // by question
};

OwnQuestions::OwnQuestions(const std::string &name, std::vector<Problem> problems)
    : LabTask(name, "Questions from a file; nobody has told how they are worked out.")
{
    std::ranges::stable_sort(problems, {}, [&](const Problem &problem) { return foldPlace(name, problem.key); });
    // By their places: held out first, then validation.
    const auto until = [&](Fold last) {
        return std::ranges::count_if(problems,
                                     [&](const Problem &problem) { return foldOf(name, problem.key) >= last; });
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

} // namespace

LabTasks ownQuestions(const std::string &path, const ChatForm &form) { return Reader(path, form).readAll(); }

} // namespace deepscope
