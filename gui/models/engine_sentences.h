// Whole sentences of the engine, such as why a file cannot be opened, in the language of the window.
#pragma once

#include <QString>

#include <string>

namespace deepscope {

// Where the window speaks English, or knows no such sentence, it is as it came. What the engine put into it, such as
// numbers and paths, stays; of several sentences each is translated. For what is shown: what is kept in files stays in
// the engine's words, for whoever opens them in another language. May be called from any thread.
QString engineSentence(const QString &english);
QString engineSentence(const std::string &english);
QString engineSentence(const char *english);

} // namespace deepscope
