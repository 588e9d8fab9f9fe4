#include "app/chat_notices.h"

#include "models/background.h"
#include "paint/bidi_text.h"
#include "paint/number_format.h"
#include "panels/chat/chat_drafts.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/generation_popover.h"

#include <QDir>
#include <QFileInfo>

namespace deepscope {

namespace {

QString tokens(uint32_t count) { return formatPlural(count, Noun::Token); }

QString pathOf(const ModelInfo &model) { return QString::fromStdString(model.path); }

// Of a model on a button, which must have room beside another.
QString shortName(const QString &path)
{
    constexpr int MostLetters = 28;
    const QString name = Workbench::displayName(path);
    return name.size() <= MostLetters
               ? name
               : isolated(name.left(MostLetters / 2) + QStringLiteral("…") + name.right(MostLetters / 2));
}

} // namespace

ChatNotices::ChatNotices(Workbench &workbench, ChatPanel &panel)
    : QObject(&panel), m_workbench(workbench), m_chats(workbench.chats()), m_panel(panel)
{
    connect(&workbench, &Workbench::stateChanged, this, &ChatNotices::update);
    connect(&workbench.meter(), &PromptMeter::changed, this, &ChatNotices::update);
    connect(&m_chats, &Chats::shownChanged, this, [this] { m_gone.clear(); }); // they may have come back
    update();
}

void ChatNotices::update()
{
    const ChatNotice now = notice();
    const bool canType = m_workbench.reasonAgainstAsking().isEmpty();
    m_panel.notice()->setNotice(now);
    m_panel.composer()->setRefused(now.refuses && canType ? now.sentence : QString());
    showCount();
}

// Of the turns so far and the draft; while an answer is under way, what it will add is not known.
void ChatNotices::showCount()
{
    const std::optional<PromptUse> &use = m_workbench.meter().use();
    const bool counts = use && use->problem.isEmpty() && m_workbench.reasonAgainstAsking().isEmpty() &&
                        !m_workbench.isRunning() && m_chats.continuation() != Continuation::OtherModel &&
                        (use->earlierTurns > 0 || !m_panel.composer()->text().trimmed().isEmpty());
    const uint32_t thoughts = counts && use->earlierTurns > 0 ? m_chats.history().thoughtTokens() : 0;
    m_panel.composer()->settingsForm()->setThoughtTokens(thoughts);
    if (!counts)
        return m_panel.composer()->setCount({}, {}, {});
    const QString what = use->earlierTurns > 0
                             ? tr("The question with %1 before it takes %2 of the context.")
                                   .arg(formatPlural(use->earlierTurns, Noun::Turn), tokens(use->tokens))
                             : tr("The question takes %1 of the context.").arg(tokens(use->tokens));
    QStringList lines{what, tr("%1 are left for the thought and the answer.").arg(tokens(use->left()))};
    const QString words = tr("%1 of %2").arg(formatExactCount(use->tokens), tokens(use->context));
    if (thoughts == 0)
        return m_panel.composer()->setCount(words, {}, lines.join(u'\n'));
    const bool sent = m_chats.sendsThoughts();
    lines << (sent ? tr("Earlier thoughts are sent, too: %1 as they were written.")
                   : tr("Earlier thoughts are not sent, which saves %1."))
                 .arg(tokens(thoughts));
    const QString more = sent ? tr("%1, %2 of them thoughts") : tr("%1, %2 of thoughts left out");
    m_panel.composer()->setCount(words, more.arg(words, formatExactCount(thoughts)), lines.join(u'\n'));
}

// The most pressing one.
ChatNotice ChatNotices::notice()
{
    if (m_workbench.waitingChange())
        return ofWaitingChange();
    if (!m_workbench.reasonAgainstAsking().isEmpty())
        return ofNoModel();
    if (m_chats.continuation() == Continuation::OtherModel)
        return ofOtherModel();
    const std::optional<PromptUse> &use = m_workbench.meter().use();
    if (use && !m_workbench.isRunning() && use->level() != PromptUse::Level::Ample)
        return ofRoom(*use);
    if (m_chats.continuation() == Continuation::Recording)
        return {tr("This is a recorded run; a question begins a new chat.")};
    return ofLeftOutTurns();
}

ChatNotice ChatNotices::ofWaitingChange()
{
    const QString path = m_workbench.waitingChange()->path;
    const ChatNotice::Choice keep{tr("Keep Answering"), tr("The model in use stays."), [this] {
                                      m_workbench.keepAnswering();
                                      m_panel.composer()->focusEditor();
                                  }};
    const auto stop = [this] { m_workbench.stopAndChange(); };
    if (path.isEmpty())
        return {tr("Stop the answer to close the model?"),
                {{tr("Stop and Close"), tr("What has been written stays."), stop}, keep}};
    return {tr("Stop the answer to load %1?").arg(Workbench::displayName(path)),
            {{tr("Stop and Load"), QDir::toNativeSeparators(path), stop}, keep}};
}

ChatNotice ChatNotices::ofNoModel()
{
    ChatNotice notice{m_workbench.reasonAgainstAsking(), {}, true};
    if (!m_workbench.isLoading() && m_chats.continuation() == Continuation::OtherModel)
        if (const QString path = pathOf(*m_chats.lastModel()); !path.isEmpty() && !isGone(path))
            notice.choices.push_back(loadModel(path));
    return notice;
}

ChatNotice ChatNotices::ofOtherModel()
{
    const QString path = pathOf(*m_chats.lastModel()), inUse = pathOf(m_workbench.store().model()->info);
    const QString name = Workbench::displayName(path);
    ChatNotice notice{tr("This chat was with %1.").arg(name), {}, true};
    if (path.isEmpty())
        notice.sentence = ofImport();
    else if (path == inUse)
        notice.sentence = tr("The file of %1 has changed since this chat.").arg(name);
    else if (isGone(path))
        notice.sentence = tr("This chat was with %1, whose file is no longer there.").arg(name);
    else
        notice.choices.push_back(loadModel(path));
    notice.choices.push_back(
        {tr("Continue Here with %1").arg(shortName(inUse)), tr("The turns so far are sent to it."), [this] {
             m_chats.goOnWithModelInUse();
             m_panel.composer()->focusEditor();
         }});
    return notice;
}

// A file names a model at most.
QString ChatNotices::ofImport() const
{
    const QString model = QString::fromStdString(m_chats.lastModel()->name);
    return model.isEmpty() ? tr("This chat was imported.")
                           : tr("This chat was imported; it was with %1.").arg(isolated(model));
}

ChatNotice ChatNotices::ofRoom(const PromptUse &use)
{
    using Level = PromptUse::Level;
    const QString share = tr("%1 of %2").arg(formatExactCount(use.tokens), tokens(use.context));
    if (use.level() == Level::Impossible) {
        ChatNotice notice{use.problem, {}, true};
        if (use.earlierTurns > 0)
            notice.choices = {newChat(), askWithoutHistory()};
        return notice;
    }
    if (use.level() == Level::TooLong)
        return ofFullContext(tr("The question alone takes %1 of %2, which leaves no room for an answer.")
                                 .arg(formatExactCount(use.tokensThen), tokens(use.context)),
                             use);
    if (use.level() == Level::Full)
        return ofFullContext(tr("The context is full: with the turns before it, the question takes %1.").arg(share),
                             use);
    if (use.cutsOff())
        return ofFullContext(tr("The newest answer was cut off, because the context is full; %1 are left for the next.")
                                 .arg(tokens(use.left())),
                             use);
    const int questions = use.questionsLeft();
    if (questions < 0)
        return {tr("The question takes %1; %2 are left for the answer.").arg(share, tokens(use.left()))};
    if (questions > 0)
        return {tr("About %1 more will fit into this chat.").arg(formatPlural(uint64_t(questions), Noun::Question))};
    return ofFullContext(tr("The next answer may not fit: %1 are left, and answers took %2 on average.")
                             .arg(tokens(use.left()), formatExactCount(uint64_t(use.averageAnswer))),
                         use);
}

ChatNotice ChatNotices::ofFullContext(const QString &sentence, const PromptUse &use)
{
    ChatNotice notice{sentence, {}, !use.fits()};
    if (use.largerContext > 0)
        notice.sentence +=
            ' ' + tr("A context of up to %1 is possible, see Memory > Plan.").arg(tokens(use.largerContext));
    if (use.level() != PromptUse::Level::TooLong && use.earlierTurns > 0)
        notice.choices = {newChat(), leaveOutOldest(use), askWithoutHistory()};
    return notice;
}

ChatNotice ChatNotices::ofLeftOutTurns()
{
    const int leftOut = m_chats.leftOut();
    if (leftOut == 0)
        return {};
    return {leftOut == 1 ? tr("The oldest turn of this chat is not sent.")
                         : tr("The oldest %1 turns of this chat are not sent.").arg(leftOut),
            {{tr("Send Them Again"), tr("With the next question"), [this] {
                  m_chats.leaveOut(0);
                  m_panel.composer()->focusEditor();
              }}}};
}

ChatNotice::Choice ChatNotices::loadModel(const QString &path)
{
    return {tr("Load %1").arg(shortName(path)), QDir::toNativeSeparators(path),
            [this, path] { emit openWanted(path); }};
}

ChatNotice::Choice ChatNotices::newChat()
{
    return {tr("New Chat"), tr("What is written goes with it."), [this] {
                m_panel.drafts()->moveToNewChat();
                m_panel.composer()->focusEditor();
            }};
}

ChatNotice::Choice ChatNotices::leaveOutOldest(const PromptUse &use)
{
    return {tr("Leave Out the Oldest Turns"), tr("About half of the context is free again then."),
            [this, turns = use.leaveOut] {
                m_chats.leaveOut(turns);
                m_panel.composer()->focusEditor();
            }};
}

ChatNotice::Choice ChatNotices::askWithoutHistory()
{
    return {tr("Ask Without History"), tr("From this question on, the turns so far are not sent."), [this] {
                m_chats.leaveOut(m_chats.history().turns());
                m_panel.composer()->focusEditor();
                m_panel.composer()->submit();
            }};
}

// Known a moment after it was first asked for: a folder may be far away.
bool ChatNotices::isGone(const QString &path)
{
    if (path == QStringLiteral("default"))
        return false;
    const auto known = m_gone.constFind(path);
    if (known != m_gone.constEnd())
        return *known;
    m_gone.insert(path, false);
    inBackground(
        this, [path] { return !QFileInfo::exists(path); },
        [this, path](bool gone) {
            m_gone.insert(path, gone);
            if (gone)
                update();
        });
    return false;
}

} // namespace deepscope
