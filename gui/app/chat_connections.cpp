#include "app/chat_connections.h"

#include "app/generation_memory.h"
#include "app/settings.h"
#include "app/workbench.h"
#include "models/background.h"
#include "panels/chat/chat_drafts.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/generation_popover.h"
#include "panels/token_strip/token_strip.h"
#include "panels/token_strip/token_strip_plot.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QTimer>

#include <utility>

namespace deepscope {

namespace {

// Writes right answers to the settings between what is typed, and at the end.
class AnswersKeeper : public QObject {
public:
    // As long as the panel lives; the others must outlive that.
    AnswersKeeper(KnownAnswers &answers, Settings &settings, ChatPanel &panel)
        : QObject(&panel), m_answers(answers), m_settings(settings)
    {
        m_pause.setSingleShot(true);
        m_pause.setInterval(Pause);
        connect(&m_answers, &KnownAnswers::changed, this, &AnswersKeeper::take);
        connect(&m_pause, &QTimer::timeout, this, &AnswersKeeper::keep);
    }
    ~AnswersKeeper() override
    {
        if (m_pause.isActive())
            keep();
    }

private:
    static constexpr int Pause = 500; // ms
    // Where nothing of what is asked is to be kept, nor is a question that is not in the settings already.
    void take()
    {
        QHash<QString, QString> changes = m_answers.takeChanges();
        if (!m_settings.keepsChats())
            changes.removeIf([known = m_settings.knownAnswers(), this](const auto &change) {
                return !known.contains(change.key()) && !m_unwritten.contains(change.key());
            });
        m_unwritten.insert(changes);
        m_pause.start();
    }
    void keep() { m_settings.changeKnownAnswers(std::exchange(m_unwritten, {})); }

    KnownAnswers &m_answers;
    QHash<QString, QString> m_unwritten;
    Settings &m_settings;
    QTimer m_pause;
};

} // namespace

void connectKnownAnswers(ChatPanel &panel, Workbench &workbench, Settings &settings, QWidget *window)
{
    KnownAnswers &answers = workbench.chats().knownAnswers();
    answers.restore(settings.knownAnswers());
    new AnswersKeeper(answers, settings, panel);
    QObject::connect(&panel, &ChatPanel::answersFileWanted, window, [&answers, &workbench, &settings, window] {
        auto *dialog = new QFileDialog(window, ChatPanel::tr("Open Questions with Answers"), settings.folder(),
                                       ChatPanel::tr("Questions (*.jsonl *.json)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        QObject::connect(dialog, &QFileDialog::fileSelected, window, [&](const QString &path) {
            settings.setFolder(QFileInfo(path).absolutePath());
            inBackground(
                window, [path] { return KnownAnswers::read(path); },
                [&](const KnownAnswers::Read &read) {
                    read.problem.isEmpty() ? answers.add(read.answers) : workbench.notice(read.problem);
                });
        });
        dialog->open();
    });
}

void connectTokenColors(ChatPanel &panel, TokenStrip &strip, const AttentionReading &attention)
{
    const auto show = [&panel, &attention, plot = strip.plot()] {
        TokenColors colors;
        if (plot->measure() != TokenMeasure::Phase)
            colors.ground = [plot](uint32_t token) {
                return plot->textGround(Palette::of(plot->palette()), static_cast<int>(token));
            };
        colors.underlined = attention.marked();
        panel.setTokenColors(colors);
    };
    QObject::connect(&strip, &TokenStrip::colorsChanged, &panel, show);
    QObject::connect(&attention, &AttentionReading::markedChanged, &panel, show);
}

void connectPresets(GenerationPopover &form, GenerationMemory &memory)
{
    const auto show = [&form, &memory] { form.setOwnPresets(memory.presets()); };
    QObject::connect(&form, &GenerationPopover::presetKept, &form, [=, &memory](const GenerationPreset &preset) {
        memory.keepPreset(preset);
        show();
    });
    QObject::connect(&form, &GenerationPopover::presetRemoved, &form, [=, &memory](const QString &name) {
        memory.removePreset(name);
        show();
    });
    show();
}

void connectChatWithWorkbench(ChatPanel &panel, Workbench &workbench)
{
    Composer *composer = panel.composer();
    const auto takeSettings = [composer, &workbench] { workbench.setGeneration(composer->settings()); };
    QObject::connect(composer, &Composer::textChanged, &workbench,
                     [composer, &workbench] { workbench.setDraft(composer->text()); });
    QObject::connect(composer, &Composer::settingsChanged, &workbench, takeSettings);
    QObject::connect(composer, &Composer::stopRequested, &workbench, [&workbench] { workbench.stop(); });
    QObject::connect(&panel, &ChatPanel::asked, &workbench,
                     [takeSettings, &workbench](const QString &question, int answers) {
                         takeSettings();
                         workbench.ask(question, answers);
                     });
    QObject::connect(&panel, &ChatPanel::answerAnewRequested, &workbench, [takeSettings, &workbench](uint32_t run) {
        takeSettings();
        workbench.answerAnew(run);
    });
    QObject::connect(&panel, &ChatPanel::goOnRequested, &workbench,
                     [takeSettings, &workbench](uint32_t run, const Beginning &beginning) {
                         takeSettings();
                         workbench.goOnBehind(run, beginning);
                     });
    QObject::connect(&panel, &ChatPanel::answerNowRequested, &workbench, &Workbench::closeThought);
    QObject::connect(&panel, &ChatPanel::stopRequested, &workbench,
                     [&workbench](uint32_t run) { workbench.stop(run); });
    QObject::connect(&workbench, &Workbench::questionTaken, composer, &Composer::taken);
    QObject::connect(&workbench, &Workbench::questionReturned, panel.drafts(), &ChatDrafts::giveBack);
}

} // namespace deepscope
