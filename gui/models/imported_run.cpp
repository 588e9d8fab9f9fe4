#include "imported_run.h"

#include "chat_history.h"
#include "paint/bidi_text.h"
#include "paint/texts.h"

namespace deepscope {

RecordedRun importedRun(const ImportedTexts &texts)
{
    RecordedRun run;
    run.model.info.name = texts.model.toStdString();
    run.question = texts.question.toStdString();
    RunSummary &summary = run.summary.emplace();
    summary.reason = texts.ending;
    summary.think = texts.thought.toStdString();
    summary.answer = texts.answer.toStdString();
    return run;
}

bool isImported(const Run &run) { return run.model().info.layers == 0 && run.size() == 0 && run.summary(); }

const Run *computedRun(const RunStore &store)
{
    const Run *run = store.current();
    return run && !isImported(*run) ? run : nullptr;
}

QString phaseText(const Run &run, Phase phase)
{
    return QString::fromStdString(phase == Phase::Think ? thoughtBytes(run) : answerBytes(run));
}

QString importedWords() { return tr("imported"); }

QString importedSentence(const Run &run)
{
    const QString nothing = tr("Nothing of it was computed here, so there are no tokens, experts or times.");
    const QString model = QString::fromStdString(run.model().info.name);
    return model.isEmpty() ? tr("Imported from a file as text.") + u' ' + nothing
                           : tr("Imported from a file as text, which names %1.").arg(isolated(model)) + u' ' + nothing;
}

} // namespace deepscope
