// The window in use for a long time: what a person does is drawn from a seed, on the real engine and small models. It
// ends with what was wrong, how long the interface thread let anything wait, and whether the memory grew.
#include "driver.h"

#include "app/safe_application.h"
#include "models/chat_database.h"

#include <QCommandLineParser>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <cstdio>

using namespace deepscope;
using namespace deepscope::soak;

namespace {

// Of each kind that the engine knows, in files of their own: what is changed beside them is nobody else's.
QStringList copiesOfModels(const QString &folder)
{
    QStringList models{"default", "default"};
    for (const char *name : {"llama_f16.gguf", "qwen3moe_f16.gguf", "ds2v3_new_f16.gguf", "qwen2_f16.gguf"}) {
        const QString path = folder + '/' + name;
        if (QFile::copy(QString(DEEPSCOPE_TEST_DATA "/golden/") + name, path))
            models << path;
        else
            qCritical("%s is not there", name);
    }
    return models;
}

constexpr const char *Schemes[] = {"http", "https", "mailto", "file"};

struct Wish {
    SoakPlan plan;
    double limit = 0; // milliseconds, of the 99.9th percentile; 0 = none
    bool stacks = false;
};

Wish wishOf(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions(
        {{"seed", "The same seed draws the same actions.", "number"},
         {"minutes", "How long.", "number", "1"},
         {"actions", "So many actions, however long they take.", "number"},
         {"rest", "After so many actions all is stopped and deleted, and memory compared.", "number", "40"},
         {"limit", "Milliseconds that 99.9 % may wait for the interface thread.", "number"},
         {"stacks", "Say where the thread was in the longest stalls."},
         {"tell", "Say each action."},
         {"only", "These actions alone, with commas between them.", "names"}});
    parser.process(application);
    Wish wish;
    wish.plan.seed = parser.isSet("seed") ? parser.value("seed").toUInt() : QRandomGenerator::system()->generate();
    wish.plan.actions = parser.value("actions").toInt();
    wish.plan.minutes = wish.plan.actions > 0 ? 0 : parser.value("minutes").toDouble();
    wish.plan.restEvery = std::max(1, parser.value("rest").toInt());
    wish.plan.tells = parser.isSet("tell");
    wish.plan.only = parser.value("only").split(',', Qt::SkipEmptyParts);
    wish.limit = parser.value("limit").toDouble();
    wish.stacks = parser.isSet("stacks");
    return wish;
}

// What is said to a person is written to the disk as well.
void checkKept(const QString &folder, int chats, Complaints &complaints)
{
    const int kept = int(ChatDatabase(folder + "/chats.sqlite").list().size());
    if (kept != chats)
        complaints.say(QString("%1 chats were there at the end, and %2 are kept").arg(chats).arg(kept));
}

void say(const QString &words) { std::printf("%s\n", qPrintable(words)); }

int run(const Wish &wish)
{
    const QTemporaryDir folder;
    QDir().mkpath(folder.filePath("data"));
    Complaints complaints;
    InterfaceWatchdog watchdog(wish.stacks);
    QString done;
    MemoryRecord memory;
    {
        MainWindow window(localEngine(), localLab(),
                          std::make_unique<QSettings>(folder.filePath("settings.ini"), QSettings::IniFormat),
                          folder.filePath("data"));
        Person person(window, folder.path());
        person.models = copiesOfModels(folder.path());
        window.show();
        window.open("default");
        Driver driver(person, watchdog, complaints, wish.plan);
        driver.begin();
        QApplication::exec();
        complaints.setAction(wish.plan.actions, "the end");
        window.closeUnasked();
        done = driver.report();
        memory = driver.memory();
    }
    checkKept(folder.filePath("data"), 0, complaints);
    const bool isQuick = wish.limit <= 0 || watchdog.record().all().percentile(0.999) <= wish.limit;
    for (const QString &part : {done, watchdog.record().report(), memory.report()})
        say(part);
    for (const QString &sentence : complaints.all())
        say("WRONG after " + sentence);
    if (!isQuick)
        say(QString("TOO SLOW: 99.9 % are to wait %1 ms at most").arg(wish.limit));
    say(QString("seed %1: %2").arg(wish.plan.seed).arg(complaints.all().isEmpty() ? "nothing was wrong" : "see above"));
    return complaints.all().isEmpty() && isQuick && memory.isFlat() ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    SafeApplication application(argc, argv);
    const Wish wish = wishOf(application);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    say(QString("seed %1").arg(wish.plan.seed));
    for (const char *scheme : Schemes)
        QDesktopServices::setUrlHandler(scheme, &application, "aboutToQuit"); // links lead nowhere
    const int status = run(wish);
    for (const char *scheme : Schemes)
        QDesktopServices::unsetUrlHandler(scheme);
    return status;
}
