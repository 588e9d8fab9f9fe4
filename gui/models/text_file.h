// A text file that goes into a question.
#pragma once

#include <QString>

namespace deepscope {

inline constexpr qint64 LargestTextFile = 1 << 20; // bytes

struct TextFile {
    QString name; // without folders
    QString text;
    QString problem; // one sentence; empty = it was read
};

// May take long. UTF-8 alone; an ordinary file, no larger than LargestTextFile.
TextFile readTextFile(const QString &path);

// As a block of its own, in a fence that its text does not close and that names it.
QString fencedText(const TextFile &file);

} // namespace deepscope
