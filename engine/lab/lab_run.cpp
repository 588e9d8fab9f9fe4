#include "lab/lab_run.h"

#include "api/error.h"
#include "lab/lab_report.h"
#include "lab/lab_request.h"
#include "run/ends.h"
#include "text/distribution.h"

#include <algorithm>
#include <utility>

namespace deepscope {

namespace {

constexpr uint32_t FixedQuestions = 32;

// Often at first, when most happens.
bool isFixedStep(uint32_t step) { return step <= 50 ? step % 10 == 0 : step <= 100 ? step % 25 == 0 : step % 50 == 0; }

} // namespace

LabRun::LabRun(const LabRequest &request, LabControls &controls, LabSink sink)
    : m_request(request), m_controls(controls), m_sink(std::move(sink)), m_folder(request.folder),
      m_progress(progressOf(request, m_folder)), m_base(m_progress, request.base),
      m_model(
          m_base, m_progress, request.device, [this](const LoadProgress &progress) { tell(progress); },
          controls.cancel()),
      m_examination(m_base.tasks, m_model.learning().form(), m_progress.heldOut)
{
    if (request.resume)
        m_progress = m_model.bring(m_folder, m_progress.step);
    m_clock = WorkClock(m_progress.seconds + m_clock.seconds());
}

void LabRun::tell(LabEvent event) const
{
    try {
        m_sink(std::move(event));
    } catch (...) { // nobody is left to tell
    }
}

void LabRun::tellState(LabState::Kind kind, const std::string &sentence)
{
    if (m_told == kind && sentence.empty())
        return;
    m_told = kind;
    if (kind == LabState::Kind::Learning)
        m_clock.goOn();
    else
        m_clock.stop();
    tell(LabState{kind, m_progress.step, bestStep(), sentence, {}});
}

void LabRun::pauseFor(const std::string &sentence)
{
    m_controls.pause();
    tellState(LabState::Kind::Paused, sentence);
}

template <typename Recorded>
void LabRun::record(const Recorded &recorded)
{
    tell(recorded);
    try {
        m_record->append(recorded);
    } catch (const Error &error) { // what is learned is more than what is told of it
        pauseFor(error.what());
    }
}

void LabRun::begin()
{
    const LabBegun begun = m_model.begun(m_progress);
    m_record.emplace(m_request.resume ? LabRecordWriter::goOn(m_folder.record(), begun)
                                      : LabRecordWriter(m_folder.record(), begun));
    tell(begun);
    tell(m_model.account());
    tellState(LabState::Kind::Learning);
    m_model.learning().setBetween([this] { between(); });
    if (m_request.resume)
        m_kept = m_progress.step;
    else
        keep();
}

// Answers cannot be drawn from what is no distribution.
template <typename Work>
void LabRun::work(Work &&work)
{
    try {
        work();
    } catch (const NotFinite &error) {
        recover(m_progress.step + 1, error.what());
    }
}

void LabRun::learn()
{
    begin();
    using Order = LabControls::Order;
    for (Order order = m_controls.order(); order != Order::Stop && order != Order::Close; order = m_controls.order()) {
        if (order != Order::GoOn)
            carryOut(order);
        else if (!mustBeExamined() && m_request.steps > 0 && m_progress.step >= m_request.steps)
            break;
        else
            work([this] { mustBeExamined() ? examine() : makeStep(); });
    }
    end();
}

// Of a step under way: what can be done in the midst of it. What ends it has interrupted it already.
void LabRun::between()
{
    using Order = LabControls::Order;
    for (;;) {
        const Order order = m_controls.order(LabControls::Where::WithinStep);
        if (order != Order::Save && order != Order::RefuseStart && order != Order::Wait)
            break;
        carryOut(order);
    }
    tellState(LabState::Kind::Learning);
}

void LabRun::carryOut(LabControls::Order order)
{
    switch (order) {
    case LabControls::Order::Save:
        return save(m_controls.takeSave());
    case LabControls::Order::RefuseStart:
        m_controls.startRefused();
        tell(LabState{LabState::Kind::Ended,
                      m_progress.step,
                      bestStep(),
                      {},
                      Failure{ErrorKind::Usage, "A run is under way. Stop it before you begin another one."}});
        return tell(LabState{m_told.value_or(LabState::Kind::Learning), m_progress.step, bestStep(), {}, {}});
    case LabControls::Order::GoBack:
        m_controls.wentBack();
        if (!m_progress.best || m_progress.best->step == m_progress.step)
            return;
        if (!m_folder.holds(m_progress.best->step))
            return pauseFor("The checkpoint of step " + std::to_string(m_progress.best->step) + " is not in " +
                            m_folder.name() + ", so that the lab cannot go back to it.");
        return goBackTo(m_progress.best->step);
    case LabControls::Order::Pause:
        tellState(LabState::Kind::Paused);
        return m_controls.wait();
    case LabControls::Order::Wait:
        tellState(LabState::Kind::Waiting);
        return m_controls.wait();
    default:
        return;
    }
}

void LabRun::makeStep()
{
    tellState(LabState::Kind::Learning);
    const double begun = m_clock.seconds();
    LearningStep step = m_model.learning().step(m_controls.interrupt());
    if (step.questions.empty())
        return; // dropped
    m_kept.reset();
    const uint64_t tokens = sampledTokens(step.questions);
    LabStep report = reportOf(step, m_model.hyper());
    report.seconds = m_clock.seconds();
    report.tokensPerSecond = double(tokens) / std::max(report.seconds - begun, 1e-9);
    m_progress.step = step.step;
    m_controls.stepped();
    record(report);
    if (step.refused == Refusal::NoNumbers)
        recover(step.step, step.refusal);
    else if (step.refused == Refusal::Disagreement)
        pauseFor(step.refusal);
}

bool LabRun::mustBeExamined() const
{
    const uint32_t step = m_progress.step;
    return m_progress.examined != step && (step % LabHeldOutEvery == 0 || isFixedStep(step));
}

// It is the same whether it was broken off before; then a checkpoint, so that what it told stays true.
void LabRun::examine()
{
    tellState(LabState::Kind::Learning);
    Rollouts &rollouts = m_model.learning().rollouts();
    const CancelFlag &cancel = m_controls.cancel();
    if (m_progress.step % LabHeldOutEvery == 0) {
        double passAt8 = -1;
        if (m_progress.step == 0 && !examineBase(passAt8))
            return;
        std::vector<AskedQuestion> questions = m_examination.ask(rollouts, greedy(), 1, cancel);
        if (questions.empty())
            return;
        LabHeldOut result = resultOf(questions);
        result.passAt8 = passAt8;
        questions.resize(std::min<size_t>(questions.size(), FixedQuestions));
        take(std::move(result), questions);
    } else {
        std::vector<AskedQuestion> questions = m_examination.askFirst(FixedQuestions, rollouts, greedy(), cancel);
        if (questions.empty())
            return;
        tellFixed(questions);
    }
    m_progress.examined = m_progress.step;
    try {
        keep();
    } catch (const Error &error) {
        if (error.kind() != ErrorKind::File)
            throw;
        pauseFor(error.what());
    }
}

// Step 0: answers to held-out questions, drawn eight times.
bool LabRun::examineBase(double &passAt8)
{
    constexpr uint32_t Answers = 8;
    const LabSettings &settings = m_progress.settings;
    const double begun = m_clock.seconds();
    const RolloutRule rule{settings.cap, 1, settings.seed << 32 | UINT32_MAX};
    LearningStep step;
    step.questions = m_examination.ask(m_model.learning().rollouts(), rule, Answers, m_controls.cancel());
    if (step.questions.empty())
        return false;
    passAt8 = shareSolved(step.questions);
    const uint64_t tokens = sampledTokens(step.questions);
    step.questions.resize(std::min<size_t>(step.questions.size(), settings.questions)); // as many as later steps have
    summarise(step);
    LabStep report = reportOf(step, m_model.hyper());
    report.seconds = m_clock.seconds();
    report.tokensPerSecond = double(tokens) / std::max(report.seconds - begun, 1e-9);
    record(report);
    return true;
}

void LabRun::take(LabHeldOut result, std::vector<AskedQuestion> &fixed)
{
    result.step = m_progress.step;
    m_progress.heldOutMatch = result.match;
    result.best = !m_progress.best || result.match > m_progress.best->match;
    if (result.best)
        m_progress.best = {m_progress.step, result.match};
    record(result);
    if (isFixedStep(m_progress.step))
        tellFixed(fixed);
}

void LabRun::tellFixed(std::vector<AskedQuestion> &questions)
{
    LabFixedAnswers fixed{m_progress.step, {}};
    for (AskedQuestion &question : questions)
        fixed.groups.push_back(groupOf(question, false));
    record(fixed);
    m_fixed = m_progress.step;
}

void LabRun::keep()
{
    m_progress.seconds = m_clock.seconds();
    m_model.write(m_folder, m_progress);
    m_kept = m_progress.step;
    m_folder.tidy(bestStep());
}

void LabRun::end()
{
    if (m_kept != m_progress.step)
        work([this] {
            requireNumbers();
            keep();
        });
    const LabControls::Order order = m_controls.order();
    if (order == LabControls::Order::Stop || order == LabControls::Order::Close || m_fixed == m_progress.step)
        return; // who ended it does not wait
    work([&] {
        const CancelFlag &cancel = m_controls.cancel();
        auto questions = m_examination.askFirst(FixedQuestions, m_model.learning().rollouts(), greedy(), cancel);
        if (!questions.empty())
            tellFixed(questions);
    });
}

// A token drawn tells: there is none of what is no distribution. One for each question costs no more than a step.
void LabRun::requireNumbers()
{
    const CancelFlag never = false;
    m_examination.askFirst(FixedQuestions, m_model.learning().rollouts(), {.mostTokens = 1, .temperature = 0}, never);
}

// What was learned since is forgotten, and other questions follow.
void LabRun::goBackTo(uint32_t step)
{
    const uint32_t returns = m_progress.returns + 1;
    m_progress = m_model.bring(m_folder, step);
    m_progress.returns = returns;
    m_model.learning().resume(step, returns);
    if (!m_progress.best || !m_folder.holds(m_progress.best->step))
        m_progress.best = {step, m_progress.heldOutMatch.value_or(0)};
    m_folder.removeBehind(step);
    m_record.reset();
    m_record.emplace(LabRecordWriter::goOn(m_folder.record(), m_model.begun(m_progress)));
    keep();
    tell(LabState{m_told.value_or(LabState::Kind::Learning), step, bestStep(), {}, {}});
}

// To the last checkpoint, from where other questions follow; to the one before it where that did not help.
void LabRun::recover(uint32_t failedStep, const std::string &sentence)
{
    const std::vector<uint32_t> steps = m_folder.checkpoints();
    if (steps.empty())
        throw Error(ErrorKind::File, sentence + " There is no checkpoint in " + m_folder.name() + " to go back to.");
    auto good = std::ranges::lower_bound(steps, failedStep);
    for (int back = m_recovered ? 2 : 1; back > 0 && good != steps.begin(); --back)
        if (--good; *good != m_recovered)
            break;
    m_recovered = *good;
    goBackTo(*m_recovered);
    pauseFor(sentence + " The lab went back to the state of step " + std::to_string(*m_recovered) +
             ". A smaller rate may help.");
}

void LabRun::save(const std::string &path)
{
    try {
        m_model.save(path, m_folder, m_progress);
        tell(LabSaved{path, {}});
    } catch (...) {
        tell(LabSaved{path, failureOf(std::current_exception(), "Saving", "There is not enough memory to save it.")});
    }
}

} // namespace deepscope
