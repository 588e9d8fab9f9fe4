// Characters that a text document would take for its own structure, or that show nothing, get one in their place that
// a person sees: the text keeps its length.
#pragma once

#include <QString>

namespace deepscope {

inline QChar shownCharacter(QChar character)
{
    const char16_t code = character.unicode();
    if (code < 0x20 && code != u'\t' && code != u'\n')
        return QChar(0x2400 + code); // the control's picture
    if (code == 0x7F)
        return QChar(0x2421);
    if (code == QChar::ParagraphSeparator)
        return QChar(QChar::LineSeparator);
    if ((code >= 0xFDD0 && code <= 0xFDEF) || code == QChar::ObjectReplacementCharacter)
        return QChar(QChar::ReplacementCharacter);
    return character;
}

// A text without Markdown, every character at its place. "\r\n" and "\r" are line ends too.
inline QString shownPlainText(const QString &text)
{
    constexpr QChar Nothing(0x200B); // no width
    QString shown(text.size(), Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isReturn = text[i] == u'\r';
        const bool pair = isReturn && i + 1 < text.size() && text[i + 1] == u'\n';
        shown[i] = pair ? Nothing : isReturn ? QChar(u'\n') : shownCharacter(text[i]);
    }
    return shown;
}

} // namespace deepscope
