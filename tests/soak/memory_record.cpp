#include "memory_record.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <malloc.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
extern "C" size_t __sanitizer_get_current_allocated_bytes(); // its header does not come with every GCC
#endif

namespace deepscope::soak {

namespace {

QString megabytes(double bytes) { return QString::number(bytes / 1e6, 'f', 2) + " MB"; }

QString lineOf(const MemorySample &sample)
{
    return QString("  after %1 actions, %2 s: heap %3, resident %4")
        .arg(sample.actions)
        .arg(sample.seconds, 0, 'f', 0)
        .arg(megabytes(sample.heap), megabytes(sample.resident));
}

#ifndef __SANITIZE_ADDRESS__
// Of all threads; mallinfo2() tells of the first one's alone.
double allocatedBytes()
{
    char *text = nullptr;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    malloc_info(0, file);
    std::fclose(file);
    const QString all = QString::fromLatin1(text, qsizetype(length));
    std::free(text);
    const QString sums = all.mid(all.lastIndexOf("</heap>")); // behind what it says of each arena
    const auto sizeOf = [&](const QString &entry) {
        const QRegularExpression line("<" + entry + "\"[^>]* size=\"(\\d+)\"");
        return line.match(sums).captured(1).toDouble();
    };
    return sizeOf("system type=\"current") + sizeOf("total type=\"mmap") - sizeOf("total type=\"fast") -
           sizeOf("total type=\"rest");
}
#endif

} // namespace

MemorySample memoryNow(int actions, double seconds)
{
    MemorySample sample{actions, seconds};
#ifdef __SANITIZE_ADDRESS__
    sample.heap = double(__sanitizer_get_current_allocated_bytes());
#else
    malloc_trim(0); // so that what is resident is what is needed
    sample.heap = allocatedBytes();
#endif
    QFile file("/proc/self/statm");
    if (file.open(QIODevice::ReadOnly))
        sample.resident = file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE));
    return sample;
}

// The median of the slopes from each sample to each later one: that the driver keeps the memory of a model for a while
// after it has gone, at some times at rest and not at others, moves a line of least squares and not this.
double MemoryRecord::growth(double MemorySample::*part) const
{
    const std::vector<MemorySample> half(m_samples.begin() + long(m_samples.size() / 2), m_samples.end());
    std::vector<double> slopes;
    for (size_t one = 0; one < half.size(); ++one)
        for (size_t other = one + 1; other < half.size(); ++other)
            if (const int actions = half[other].actions - half[one].actions; actions > 0)
                slopes.push_back((half[other].*part - half[one].*part) / actions);
    if (slopes.empty())
        return 0;
    std::ranges::nth_element(slopes, slopes.begin() + long(slopes.size() / 2));
    return slopes[slopes.size() / 2];
}

bool MemoryRecord::isFlat() const
{
    if (!canTell())
        return true;
#ifdef __SANITIZE_ADDRESS__
    return growth(&MemorySample::heap) <= MostOfHeap; // the sanitizer keeps freed memory resident for a while
#else
    return growth(&MemorySample::heap) <= MostOfHeap && growth(&MemorySample::resident) <= MostOfResident;
#endif
}

QString MemoryRecord::report() const
{
    QStringList lines{"Memory at rest:"};
    const size_t every = std::max<size_t>(1, m_samples.size() / 12);
    for (size_t place = 0; place < m_samples.size(); place += every)
        lines << lineOf(m_samples[place]);
    if ((m_samples.size() - 1) % every != 0 && !m_samples.empty())
        lines << lineOf(m_samples.back());
    if (canTell())
        lines << QString("In the second half the heap grew by %1 bytes an action (at most %2), what is resident by %3 "
                         "(at most %4): %5")
                     .arg(growth(&MemorySample::heap), 0, 'f', 0)
                     .arg(MostOfHeap)
                     .arg(growth(&MemorySample::resident), 0, 'f', 0)
                     .arg(MostOfResident)
                     .arg(isFlat() ? "flat" : "NOT FLAT");
    else
        lines << "Too few times at rest to tell whether it grows.";
    return lines.join('\n');
}

} // namespace deepscope::soak
