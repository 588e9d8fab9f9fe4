#include "driver.h"

#include "app/mode_switch.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"

#include <QApplication>
#include <QClipboard>
#include <QPlainTextEdit>

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace deepscope::soak {

namespace {

constexpr int Poll = 20;           // milliseconds between looks at what is waited for
constexpr int LongestRest = 60000; // milliseconds until the window has to be at rest
constexpr int Settling = 1500;     // milliseconds in which timers run out

} // namespace

std::vector<SoakAction> allActions()
{
    std::vector<SoakAction> all;
    for (const auto &group :
         {askingActions(), turnActions(), chatActions(), fileActions(), expertActions(), panelActions(), viewActions()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

Driver::Driver(Person &person, InterfaceWatchdog &watchdog, Complaints &complaints, const SoakPlan &plan)
    : m_person(person), m_watchdog(watchdog), m_complaints(complaints), m_plan(plan), m_actions(allActions()),
      m_random(plan.seed)
{
    if (!plan.only.isEmpty())
        std::erase_if(m_actions, [&](const SoakAction &action) { return !plan.only.contains(action.name); });
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &Driver::step);
    Workbench &bench = person.bench();
    connect(&bench, &Workbench::problemOccurred, this, [this](const UserProblem &problem) {
        if (m_person.expected == problem.about)
            m_person.expected.reset();
        else
            m_complaints.say("the window says: " + problem.sentence);
    });
    connect(&bench.store(), &RunStore::runFinished, this, [this, &bench](uint32_t number) {
        const Run *run = bench.store().run(number);
        if (run && !run->failure().isEmpty())
            m_complaints.say("an answer failed: " + run->failure());
    });
}

void Driver::begin()
{
    m_time.start();
    m_watchdog.begin();
    m_condition = [this] { return !m_person.bench().isLoading(); };
    m_patience = LongestRest;
    m_waiting.start();
    m_next.start(Poll);
}

bool Driver::isOver() const
{
    return (m_plan.minutes > 0 && double(m_time.elapsed()) >= m_plan.minutes * 60000) ||
           (m_plan.actions > 0 && m_done >= m_plan.actions);
}

void Driver::step()
{
    if (m_condition && !m_condition() && m_waiting.elapsed() < m_patience)
        return m_next.start(Poll);
    endWaiting();
    if (m_rest == Rest::No && (isOver() || m_done - m_lastRest >= m_plan.restEvery))
        m_rest = Rest::Stops;
    m_rest == Rest::No ? act() : rest();
}

void Driver::endWaiting()
{
    const bool waited = m_condition && m_waiting.elapsed() >= m_patience && !m_condition();
    if (waited && m_rest != Rest::No)
        m_complaints.say(QString("does not come to rest (step %1): %2 runs, %3, %4")
                             .arg(int(m_rest))
                             .arg(m_person.bench().store().count())
                             .arg(m_person.bench().isRunning() ? "an answer is under way" : "no answer is under way",
                                  m_person.bench().isLoading() ? "loading" : "nothing is loading"));
    m_condition = nullptr;
}

void Driver::act()
{
    const int all = std::accumulate(m_actions.begin(), m_actions.end(), 0,
                                    [](int sum, const SoakAction &action) { return sum + action.weight; });
    int drawn = m_random.bounded(all);
    const auto action = std::ranges::find_if(m_actions, [&](const SoakAction &each) {
        drawn -= each.weight;
        return drawn < 0;
    });
    m_person.random.seed(m_random.generate());
    const int pause = m_random.bounded(4) == 0 ? 0 : m_random.bounded(m_random.bounded(5) == 0 ? 600 : 120);
    ++m_drawn;
    m_complaints.setAction(m_drawn, action->name);
    m_watchdog.actionBegins(m_drawn, action->name);
    const bool done = action->act(m_person);
    m_watchdog.actionEnded();
    if (m_plan.tells)
        std::printf("%9.3f %5d %s%s\n", m_watchdog.seconds(), m_drawn, action->name, done ? "" : " (cannot be done)");
    m_done += done;
    m_counts[action->name] += done;
    check();
    m_condition = m_person.takeCondition();
    m_patience = m_person.patience();
    m_waiting.start();
    m_next.start(done ? pause : 0);
}

void Driver::check()
{
    Workbench &bench = m_person.bench();
    if (QWidget *dialog = QApplication::activeModalWidget()) {
        if (dialog->isVisible() && !dialog->inherits("QFileDialog"))
            m_complaints.say("a dialog is open: " + dialog->windowTitle());
        m_person.closeWhatIsOpen();
    }
    checkSelection();
    const size_t turns = m_person.window.chat()->turns().size(), wanted = bench.chats().shown().size();
    if (bench.chats().opening().isEmpty() && turns != wanted)
        m_complaints.say(QString("the chat has %1 turns, and %2 are shown").arg(wanted).arg(turns));
    if (const Chat *shown = bench.chats().shownChat(); !bench.chats().shownId().isEmpty() && !shown)
        m_complaints.say("a chat is shown that is not there");
}

void Driver::checkSelection()
{
    const Selection &selection = m_person.bench().selection();
    const Run *run = m_person.run();
    const int size = run ? run->size() : 0;
    if (selection.focus().token >= std::max(size, 1) || selection.range().end > size)
        m_complaints.say(QString("token %1 and tokens to %2 are selected of %3")
                             .arg(selection.focus().token)
                             .arg(selection.range().end)
                             .arg(size));
}

// Step by step, so that what each of them begins can end.
void Driver::rest()
{
    Workbench &bench = m_person.bench();
    m_watchdog.actionBegins(m_drawn, "come to rest");
    m_condition = [&bench] { return !bench.isRunning() && !bench.isLoading(); };
    m_patience = LongestRest;
    if (m_rest == Rest::Stops) {
        m_person.closeWhatIsOpen();
        m_person.trigger(m_person.actions().modeChat);
        if (bench.waitingChange())
            bench.keepAnswering();
        bench.stop();
        m_rest = Rest::Loads;
    } else if (m_rest == Rest::Loads) {
        m_person.window.open("default");
        m_rest = Rest::Clears;
    } else if (m_rest == Rest::Clears) {
        bench.playback().stop();
        bench.trials().switches.reset();
        m_person.trigger(m_person.actions().newChat);
        m_person.trigger(m_person.actions().deleteAllChats);
        m_person.trigger(m_person.actions().themeLight);
        m_person.trigger(m_person.actions().resetLayout);
        m_person.window.chat()->composer()->setSettings({});
        m_person.window.resize(1280, 800);
        m_person.editor()->clear();
        QGuiApplication::clipboard()->clear();
        // Of what is kept, nothing stays in memory.
        const int recordings = 6 - m_person.recordingsLeft;
        m_condition = [&bench, recordings] { return bench.store().count() <= recordings && bench.meter().isCounted(); };
        m_rest = Rest::Settles;
    } else if (m_waiting.elapsed() < Settling) {
        m_condition = nullptr;
        return m_next.start(Settling);
    } else {
        return atRest();
    }
    m_watchdog.actionEnded();
    m_waiting.start();
    m_next.start(Poll);
}

void Driver::atRest()
{
    if (!m_person.bench().chats().all().empty())
        m_complaints.say("chats are there after all were deleted");
    m_watchdog.setPaused(true);
    const MemorySample sample = memoryNow(m_done, m_watchdog.seconds());
    m_memory.add(sample);
    if (m_plan.tells)
        std::printf("%9.3f at rest, heap %.2f MB\n", sample.seconds, sample.heap / 1e6);
    m_watchdog.setPaused(false);
    m_lastRest = m_done;
    m_rest = Rest::No;
    if (isOver()) {
        m_watchdog.setPaused(true);
        return QApplication::quit();
    }
    m_condition = nullptr;
    m_next.start(Poll);
}

QString Driver::report() const
{
    QStringList never;
    for (const SoakAction &action : m_actions)
        if (const auto count = m_counts.find(action.name); count == m_counts.end() || count->second == 0)
            never << action.name;
    return QString("%1 actions were drawn, %2 could be done, in %3 s%4")
        .arg(m_drawn)
        .arg(m_done)
        .arg(m_watchdog.seconds(), 0, 'f', 0)
        .arg(never.isEmpty() ? QString(", each kind at least once") : "; never: " + never.join(", "));
}

} // namespace deepscope::soak
