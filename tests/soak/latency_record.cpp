#include "latency_record.h"

#include "stack_catcher.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace deepscope::soak {

namespace {

constexpr double LongestBar = 20000; // milliseconds

QString ms(double milliseconds) { return QString::number(milliseconds, 'f', milliseconds < 10 ? 2 : 0) + " ms"; }

QString lineOf(const Stall &stall)
{
    return QString("  %1: %2 computing, %3 waiting for a processor; at %4 s, action %5 “%6” (itself %7)")
        .arg(ms(stall.length), ms(stall.computing), ms(stall.waiting))
        .arg(stall.seconds, 0, 'f', 1)
        .arg(stall.number)
        .arg(stall.action, ms(stall.ofAction));
}

QString wordsOf(const Histogram &waits)
{
    return QString("50 % in %1, 99 % in %2, 99.9 % in %3, the worst %4")
        .arg(ms(waits.percentile(0.5)), ms(waits.percentile(0.99)), ms(waits.percentile(0.999)), ms(waits.worst()));
}

} // namespace

Histogram::Histogram() : m_bars(size_t(LongestBar / Step) + 1) {}

void Histogram::add(double milliseconds)
{
    ++m_bars[std::min(size_t(std::max(milliseconds, 0.0) / Step), m_bars.size() - 1)];
    ++m_count;
    m_worst = std::max(m_worst, milliseconds);
}

double Histogram::percentile(double share) const
{
    const auto wanted = uint64_t(std::ceil(share * double(m_count)));
    uint64_t seen = 0;
    for (size_t bar = 0; bar < m_bars.size(); ++bar) {
        seen += m_bars[bar];
        if (seen >= wanted && seen > 0)
            return std::min(double(bar + 1) * Step, m_worst);
    }
    return m_worst;
}

void LatencyRecord::add(double milliseconds, double waiting)
{
    m_all.add(milliseconds);
    m_withProcessor.add(milliseconds - waiting);
}

void LatencyRecord::add(Stall stall)
{
    ++m_stalls;
    m_length += stall.length;
    m_computing += stall.computing;
    m_waiting += stall.waiting;
    // It would have been none on a machine that has a processor for each thread.
    const bool waited = stall.length - stall.waiting <= Limit;
    m_mostlyWaiting += waited;
    m_stallsComputing += stall.computing > Limit;
    OfAction &of = m_byAction[stall.action];
    ++of.stalls;
    of.mostlyWaiting += waited;
    of.worst = std::max(of.worst, stall.length);
    const auto place = std::ranges::upper_bound(m_longest, stall.length, std::greater(), &Stall::length);
    m_longest.insert(place, std::move(stall));
    if (m_longest.size() > WorstKept)
        m_longest.pop_back();
}

QString LatencyRecord::report() const
{
    QStringList lines{QString("Interface thread, from posting to running, of %1: ").arg(m_all.count()) +
                      wordsOf(m_all) +
                      "\n  without the time in which it waited for a processor: " + wordsOf(m_withProcessor)};
    if (m_stalls == 0)
        return lines.front();
    lines << QString("Stalls over %1: %2, together %3; of that %4 computing, %5 waiting for a processor, "
                     "%6 for a disk or another thread")
                 .arg(ms(Limit))
                 .arg(m_stalls)
                 .arg(ms(m_length), ms(m_computing), ms(m_waiting),
                      ms(std::max(0.0, m_length - m_computing - m_waiting)))
          << QString("  %1 computed for more than %2 themselves; %3 would have been none without that wait")
                 .arg(m_stallsComputing)
                 .arg(ms(Limit))
                 .arg(m_mostlyWaiting);
    for (const auto &[action, of] : m_byAction)
        lines << QString("  %1 after “%2”, %3 of them by the wait; the worst %4")
                     .arg(of.stalls)
                     .arg(action)
                     .arg(of.mostlyWaiting)
                     .arg(ms(of.worst));
    lines << "The worst:";
    for (const Stall &stall : m_longest) {
        lines << lineOf(stall);
        for (const QString &frame : namesOf(stall.stack))
            lines << "      " + frame;
    }
    return lines.join('\n');
}

} // namespace deepscope::soak
