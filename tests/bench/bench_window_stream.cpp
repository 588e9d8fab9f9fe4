// What an answer costs the interface thread while it is written: bench_window_stream [updates [kinds...]].
// Of the whole window, with the processor time of its thread: median and 99th percentile of so many updates of two
// tokens each, at several lengths; then what it takes to show it anew, when its chat is opened, and to resize the
// window. Run it with QT_QPA_PLATFORM=offscreen; the machine should be quiet.
#include "support/thread_time.h"
#include "support/window_fixture.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

using namespace deepscope;

namespace {

// Token i of an answer, four characters or so.
using Text = std::function<std::string(int)>;

std::string every(int i, int period, const std::string &then, const std::string &else_)
{
    return i % period == period - 1 ? then : else_;
}

struct Kind {
    const char *name;
    Phase phase;
    std::string head;
    Text text;
};

std::vector<Kind> kinds()
{
    return {
        {"code", Phase::Answer, "```python\n", [](int i) { return every(i, 12, "x)\n", " = f("); }},
        {"thought", Phase::Think, "So", [](int) { return std::string(" something"); }}, // 200 kB are 20,000 of it
        {"paragraphs", Phase::Answer, "So", [](int i) { return every(i, 80, ".\n\n", " **a** b"); }},
        {"list", Phase::Answer, "- so", [](int i) { return every(i, 20, "\n- ", " word"); }},
        {"nested", Phase::Answer, "1. so\n   - a", [](int i) { return every(i, 20, "\n   - ", " word"); }},
        {"table", Phase::Answer, "|a|b|\n|---|---|\n|",
         [](int i) { return every(i, 20, "|\n|", i % 20 == 9 ? "|" : " w"); }},
        {"paragraph", Phase::Answer, "So", [](int i) { return every(i, 10, " *so*", " word"); }},
        {"code line", Phase::Answer, "```\n", [](int) { return std::string("QUFB"); }},
        {"code in list", Phase::Answer, "1. so:\n   ```c\n   ", [](int i) { return every(i, 12, ")\n   ", " f(x"); }},
        {"quote", Phase::Answer, "> so", [](int i) { return every(i, 20, "\n> and", " word"); }},
    };
}

struct Stream {
    const Kind &kind;
    const QString folder;
    test::WindowFixture f;
    int sent = 0;

    Stream(const Kind &of, const QString &in) : kind(of), folder(in), f(folder + "/settings.ini", folder)
    {
        f.window.resize(1280, 800);
        f.loadDefault();
        f.type("What is it?");
        append(1);
    }

    void append(int tokens)
    {
        const uint32_t run = f.log.starts.back().run;
        for (const int end = sent + tokens; sent < end; ++sent)
            f.log.send(test::traceOf(run, uint32_t(sent),
                                     {sent == 0 ? Phase::Prompt : kind.phase, sent == 0   ? "What"
                                                                              : sent == 1 ? kind.head
                                                                                          : kind.text(sent)}));
        QCoreApplication::processEvents();
    }

    void update(int tokens, int updates)
    {
        if (tokens - 2 * updates > sent)
            append(tokens - 2 * updates - sent);
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        std::vector<double> times;
        for (int i = 0; i < updates; ++i)
            times.push_back(measure([this] { append(2); }));
        std::ranges::sort(times);
        std::printf("%-12s %6d tokens %8.2f ms  99 %%: %8.2f ms\n", kind.name, tokens, times[times.size() / 2],
                    times[times.size() * 99 / 100]);
        std::fflush(stdout);
    }

    void finish()
    {
        RunSummary summary = test::summaryOf(f.log.starts.back().run);
        summary.answerTokens = uint32_t(sent);
        const double end = measure([&] { f.send(summary); });
        const auto resize = [this](int width) {
            return measure([this, width] {
                f.window.resize(width, 800);
                QCoreApplication::processEvents();
            });
        };
        const double first = resize(1000), second = resize(1100);
        const double settled = measure([] { QTest::qWait(300); });
        Chats &chats = f.window.workbench().chats();
        const QString chat = chats.shownChat()->info.id;
        const double away = measure([&] {
            chats.beginNew();
            QCoreApplication::processEvents();
        });
        const double open = measure([&] {
            chats.open(chat);
            QTest::qWait(50);
        });
        std::printf("%-12s its end %.1f ms, resize %.1f and %.1f ms and then %.1f ms, away %.1f ms, opened %.1f ms\n",
                    kind.name, end, first, second, settled, away, open);
    }
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const int updates = argc > 1 ? std::atoi(argv[1]) : 100;
    for (const Kind &kind : kinds()) {
        const auto named = [&](const char *name) { return std::string(kind.name) == name; };
        if (argc > 2 && std::none_of(argv + 2, argv + argc, named))
            continue;
        const QTemporaryDir folder;
        Stream stream(kind, folder.path());
        for (const int tokens : {1000, 5000, 10000, 20000})
            stream.update(tokens, updates);
        stream.finish();
    }
    return 0;
}
