#include "actions.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>

namespace deepscope::soak {

namespace {

// It comes in at once, later where an answer is under way, or never where another one is wished for meanwhile.
bool changeModel(Person &person)
{
    person.window.open(person.pick(person.models));
    if (person.chance(0.8))
        person.waitFor([&person] { return !person.bench().isLoading(); }, 10000);
    return true;
}

bool closeModel(Person &person) { return person.trigger(person.actions().closeModel); }

bool openBrokenModel(Person &person)
{
    if (person.bench().isLoading() || person.bench().isRunning())
        return false;
    QFile file(person.newFile("broken.gguf"));
    if (!file.open(QIODevice::WriteOnly) || file.write("GGUF\x03") < 0)
        return false;
    file.close();
    person.expected = UserProblem::About::Model;
    person.window.open(file.fileName());
    person.waitFor([&person] { return !person.bench().isLoading(); }, 5000);
    return true;
}

bool cancelLoading(Person &person)
{
    person.window.open(person.pick(person.models));
    if (!person.bench().isLoading())
        return true; // an answer is under way
    person.bench().cancelLoading();
    return true;
}

bool saveRun(Person &person)
{
    if (!person.trigger(person.actions().saveRecording))
        return false;
    return person.answerFileDialog(person.newFile("kept.run"));
}

bool openRun(Person &person)
{
    const QString path = person.folder + "/kept.run";
    if (person.recordingsLeft == 0 || !QFile::exists(path))
        return false;
    --person.recordingsLeft;
    person.window.open(path);
    return true;
}

bool exportChat(Person &person)
{
    if (!person.trigger(person.actions().exportChat))
        return false;
    static const QStringList forms = {"Markdown", "JSON", "JSON", "Web page (", "log-prob", "entropy"};
    const QString form = person.pick(forms);
    const QString ending = form == "Markdown" ? ".md" : form == "JSON" ? ".json" : ".html";
    return person.answerFileDialog(person.newFile("chat" + ending), form);
}

bool importChat(Person &person)
{
    const QString path = person.folder + "/chat.json";
    if (!QFile::exists(path))
        return false;
    if (person.chance(0.5)) {
        person.window.open(path); // as if it had been dropped
        return true;
    }
    return person.trigger(person.actions().importChat) && person.answerFileDialog(path);
}

bool importBroken(Person &person)
{
    QFile file(person.newFile("broken.json"));
    if (!file.open(QIODevice::WriteOnly) || file.write("{\"messages\": [7") < 0)
        return false;
    file.close();
    person.expected = UserProblem::About::Importing;
    person.window.open(file.fileName());
    return true;
}

bool exportRouting(Person &person)
{
    if (!person.actions().exportRouting->isEnabled() || !person.chooseFrom(person.actions().exportRouting->menu()))
        return false;
    for (const QString &old : QDir(person.folder).entryList({"routing*"}, QDir::Files))
        person.newFile(old);
    return person.answerFileDialog(person.newFile("routing"));
}

bool savePicture(Person &person)
{
    QMenu *menu = person.actions().savePicture->menu();
    emit menu->aboutToShow();
    if (!person.chooseFrom(menu))
        return false;
    return person.answerFileDialog(person.newFile(person.chance(0.5) ? "view.png" : "view.svg"));
}

bool attach(Person &person)
{
    if (!person.editor()->isVisible() || !person.trigger(person.actions().attachFiles))
        return false;
    QFile file(person.newFile("note.txt"));
    if (!file.open(QIODevice::WriteOnly) || file.write("A note.\n```\nשלום\n") < 0)
        return false;
    file.close();
    return person.answerFileDialog(file.fileName());
}

} // namespace

std::vector<SoakAction> fileActions()
{
    return {
        {"change the model", 4, changeModel},
        {"close the model", 1, closeModel},
        {"open a broken model", 1, openBrokenModel},
        {"cancel loading", 1, cancelLoading},
        {"save a run", 2, saveRun},
        {"open a run", 1, openRun},
        {"export the chat", 4, exportChat},
        {"import a chat", 3, importChat},
        {"import what is broken", 1, importBroken},
        {"export routing", 2, exportRouting},
        {"save a picture", 2, savePicture},
        {"attach a file", 2, attach},
    };
}

} // namespace deepscope::soak
