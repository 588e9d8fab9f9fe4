// Texts in the language of the window.
#pragma once

#include <QCoreApplication>

namespace deepscope {

// For functions of no class: classes have a tr() of their own, by Q_OBJECT or Q_DECLARE_TR_FUNCTIONS. lupdate puts what
// it finds in such functions into the context "deepscope". With a count in it:
// tr("%1 token(s)", nullptr, pluralNumber(count)).arg(formatExactCount(count)).
QString tr(const char *text, const char *comment = nullptr, int count = -1);

// Before anything is shown. "de"; empty = as the system wants it. English where there is no such translation, whose
// plurals every application has from its start.
void useLanguage(const QString &language);

} // namespace deepscope
