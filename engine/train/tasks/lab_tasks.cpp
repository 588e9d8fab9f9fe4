#include "train/tasks/generators.h"
#include "train/tasks/lab_task.h"

namespace deepscope {

namespace {

class GeneratedTask : public LabTask {
public:
    GeneratedTask(std::string name, std::string sentence, Problem (*make)(RandomDraws &))
        : LabTask(std::move(name), std::move(sentence)), m_make(make)
    {
    }

    Problem problem(uint64_t seed, uint64_t number, Fold fold) const override
    {
        RandomDraws draws(seed, DrawnFor::Problem, number);
        for (;;) {
            Problem problem = m_make(draws);
            if (foldOf(name(), problem.key) == fold)
                return problem;
        }
    }

private:
    Problem (*m_make)(RandomDraws &);
};

} // namespace

LabTasks labTasks()
{
    return {std::make_shared<GeneratedTask>(
                "sums",
                "Two numbers of 2 to 4 digits are added; on paper, digit by digit from the right, each step is easy.",
                makeSum),
            std::make_shared<GeneratedTask>(
                "countdown",
                "Two of six numbers make the target by + or -; which two is found by trying one after the other.",
                makeCountdown),
            std::make_shared<GeneratedTask>(
                "cups",
                "Five cups stand in a row and pairs of them change places; in the head the steps are soon lost, on "
                "paper each is one small change.",
                makeCups)};
}

} // namespace deepscope
