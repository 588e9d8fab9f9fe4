#include "train/base_texts.h"

#include "text/tokenizer.h"
#include "train/draws.h"

namespace deepscope {

namespace {

std::array<double, BaseTextKinds> sharesByKind(const BaseTextShares &shares)
{
    const double answered = shares.noThought + shares.oneStep + shares.fullThought + shares.malformed;
    const auto of = [&](double share) { return shares.questions * share / answered; };
    const double malformed = of(shares.malformed) / 3;
    return {shares.notes, of(shares.noThought), of(shares.oneStep), of(shares.fullThought), malformed, malformed,
            malformed};
}

class Writer {
public:
    void write(std::span<const int32_t> tokens, bool learnt)
    {
        for (const int32_t token : tokens) {
            if (!m_text.tokens.empty())
                m_text.weights.push_back(learnt ? 1.0F : 0.0F);
            m_text.tokens.push_back(token);
        }
    }
    void learn(std::span<const int32_t> tokens) { write(tokens, true); }
    void learn(int32_t token) { write({&token, 1}, true); }
    TrainingText take() { return std::move(m_text); }

private:
    TrainingText m_text;
};

} // namespace

BaseTexts::BaseTexts(const ChatForm &form, LabTasks tasks, BaseTextShares shares)
    : m_form(form), m_tasks(std::move(tasks)), m_shares(sharesByKind(shares))
{
}

BaseText BaseTexts::text(uint64_t seed, uint64_t number) const
{
    RandomDraws draws(seed, DrawnFor::Text, number);
    const LabTask &task = *m_tasks[draws.below(uint32_t(m_tasks.size()))];
    BaseText made{BaseTextKind(draws.oneOf(m_shares)), task.problem(seed, number, Fold::Training), {}};
    made.text = made.kind == BaseTextKind::Note ? note(made.problem) : conversation(made.problem, made.kind);
    return made;
}

TrainingText BaseTexts::note(const Problem &problem) const
{
    Writer writer;
    writer.learn(m_form.tokenizer().encode(problem.note, {.addBos = true, .parseSpecial = false}));
    writer.learn(m_form.markers().end);
    return writer.take();
}

TrainingText BaseTexts::conversation(const Problem &problem, BaseTextKind kind) const
{
    const AnswerMarkers &markers = m_form.markers();
    const QuestionPrompt prompt = m_form.prompt(problem.question);
    Writer writer;
    writer.write(prompt.tokens, false);
    const auto writeThought = [&](const std::string &thought) {
        if (!prompt.opensThought)
            writer.learn(markers.think);
        writer.learn(m_form.inside(thought));
        writer.learn(markers.thinkEnd);
    };
    const auto writeAnswer = [&] {
        writer.learn(markers.answer);
        writer.learn(m_form.inside(problem.answer));
        writer.learn(markers.answerEnd);
    };
    switch (kind) {
    case BaseTextKind::NoTags:
        writer.learn(m_form.inside(problem.answer));
        break;
    case BaseTextKind::AnswerAlone:
        writeAnswer();
        break;
    case BaseTextKind::NoAnswer:
        writeThought(problem.firstStep);
        break;
    default:
        writeThought(kind == BaseTextKind::FullThought ? problem.thought
                     : kind == BaseTextKind::OneStep   ? problem.firstStep
                                                       : std::string());
        writeAnswer();
    }
    writer.learn(markers.end);
    return writer.take();
}

} // namespace deepscope
