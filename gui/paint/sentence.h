// How words become a sentence.
#pragma once

#include <QString>

namespace deepscope {

inline QString capitalised(const QString &words) { return words.left(1).toUpper() + words.mid(1); }

} // namespace deepscope
