#include "agreement.h"

#include "chat_history.h"
#include "paint/texts.h"

#include <QStringList>

#include <algorithm>

namespace deepscope {

namespace {

constexpr size_t MostGroups = 3; // in words; the answers stand below
constexpr int MostLetters = 40;

QString answerOf(const Run &run) { return QString::fromStdString(answerBytes(run)).trimmed(); }

bool endedByItself(const Run &run)
{
    return run.state() == RunState::Finished && run.summary() &&
           (run.summary()->reason == FinishReason::EndToken || run.summary()->reason == FinishReason::StopText);
}

QString quoted(const QString &answer)
{
    const QString line = answer.simplified();
    return line.size() <= MostLetters ? line : line.left(MostLetters - 1) + u'…';
}

} // namespace

Agreement::Agreement(const std::vector<uint32_t> &runs, const RunStore &store) : m_asked(int(runs.size()))
{
    uint32_t firstWithAnswer = 0;
    for (const uint32_t number : runs) {
        const Run &run = *store.run(number);
        if (run.state() == RunState::Working)
            continue;
        ++m_ended;
        const QString answer = answerOf(run);
        if (firstWithAnswer == 0 && !answer.isEmpty())
            firstWithAnswer = number;
        if (!endedByItself(run) || answer.isEmpty()) {
            ++m_without;
            continue;
        }
        const auto same = std::ranges::find_if(
            m_groups, [&](const Group &group) { return group.answer.toCaseFolded() == answer.toCaseFolded(); });
        if (same == m_groups.end())
            m_groups.push_back({answer, {number}});
        else
            same->runs.push_back(number);
    }
    std::ranges::stable_sort(m_groups, std::ranges::greater(), [](const Group &group) { return group.runs.size(); });
    m_counting = !m_groups.empty()     ? m_groups.front().runs.front()
                 : firstWithAnswer > 0 ? firstWithAnswer
                 : runs.empty()        ? 0
                                       : runs.front();
}

QString Agreement::wordsOf(const Group &group, bool first) const
{
    const auto size = int(group.runs.size());
    const QString answer = quoted(group.answer);
    if (first && size == m_asked)
        return size == 2 ? tr("both say “%1”").arg(answer) : tr("all %1 say “%2”").arg(size).arg(answer);
    if (first && m_ended == m_asked)
        return size == 1 ? tr("1 of %1 says “%2”").arg(m_asked).arg(answer)
                         : tr("%1 of %2 say “%3”").arg(size).arg(m_asked).arg(answer);
    return size == 1 ? tr("1 says “%1”").arg(answer) : tr("%1 say “%2”").arg(size).arg(answer);
}

QString Agreement::words() const
{
    if (m_ended == 0)
        return tr("%1 answers are being written").arg(m_asked);
    QStringList parts;
    if (m_groups.size() > 1 && m_groups.front().runs.size() == 1) {
        parts << (m_groups.size() == 2 ? tr("both differ") : tr("all %1 differ").arg(m_groups.size()));
    } else {
        for (size_t group = 0; group < std::min(m_groups.size(), MostGroups); ++group)
            parts << wordsOf(m_groups[group], group == 0);
        if (m_groups.size() > MostGroups)
            parts << tr("others differ");
    }
    if (m_without > 0)
        parts << (m_without == 1 ? tr("1 did not end by itself") : tr("%1 did not end by themselves").arg(m_without));
    const QString all = parts.join(QStringLiteral(", "));
    return m_ended < m_asked ? tr("%1 of %2 are done: %3").arg(m_ended).arg(m_asked).arg(all) : all;
}

} // namespace deepscope
