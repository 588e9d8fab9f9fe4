// Words that may be written from right to left, among others.
#pragma once

#include <QString>

class QFontMetrics;

namespace deepscope {

// A name for a sentence: it is written in its own direction and changes nothing around it. Text without anything that
// is written from right to left is given back as it is.
QString isolated(const QString &name);

// As much of a line as there is room for, in pixels, with an ellipsis at its end; isolated parts end before it.
QString elidedLine(const QFontMetrics &metrics, const QString &line, int width);

} // namespace deepscope
