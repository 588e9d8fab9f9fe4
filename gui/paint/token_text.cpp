#include "token_text.h"

#include "paint/texts.h"

#include <QStringList>

namespace deepscope {

namespace {

// Length of the whole UTF-8 character at the front, 0 when there is none.
size_t characterLength(std::string_view bytes)
{
    const auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = at(0);
    const size_t length = lead < 0x80                   ? 1
                          : lead >= 0xc2 && lead < 0xe0 ? 2
                          : (lead & 0xf0) == 0xe0       ? 3
                          : lead >= 0xf0 && lead < 0xf5 ? 4
                                                        : 0;
    if (length == 0 || length > bytes.size())
        return 0;
    for (size_t i = 1; i < length; ++i)
        if ((at(i) & 0xc0) != 0x80)
            return 0;
    // Longer forms than needed, surrogates and numbers beyond Unicode are no characters either.
    if ((lead == 0xe0 && at(1) < 0xa0) || (lead == 0xed && at(1) >= 0xa0) || (lead == 0xf0 && at(1) < 0x90) ||
        (lead == 0xf4 && at(1) >= 0x90))
        return 0;
    return length;
}

QString byteText(unsigned char byte)
{
    return QString("<0x%1>").arg(byte, 2, 16, QChar('0')).toUpper().replace('X', 'x');
}

QString visibleControl(unsigned char byte)
{
    switch (byte) {
    case ' ':
        return QStringLiteral("\u00b7");
    case '\n':
        return QStringLiteral("\u21b5");
    case '\r':
        return QStringLiteral("\u240d");
    case '\t':
        return QStringLiteral("\u21e5");
    default:
        return byte < 0x20 || byte == 0x7f ? byteText(byte) : QString(QChar(byte));
    }
}

template <typename Ascii>
QString convert(std::string_view bytes, Ascii ascii)
{
    QString text;
    while (!bytes.empty()) {
        const size_t length = characterLength(bytes);
        const auto lead = static_cast<unsigned char>(bytes[0]);
        if (length == 0)
            text += byteText(lead);
        else if (length == 1)
            text += ascii(lead);
        else
            text += QString::fromUtf8(bytes.data(), qsizetype(length));
        bytes.remove_prefix(length ? length : 1);
    }
    return text;
}

} // namespace

QString plainTokenText(std::string_view bytes)
{
    return convert(bytes, [](unsigned char byte) { return QString(QChar(byte)); });
}

QString visibleTokenText(std::string_view bytes)
{
    return bytes.empty() ? tr("(empty)") : convert(bytes, visibleControl);
}

QString shortControlName(std::string_view bytes)
{
    constexpr qsizetype Whole = 4, Cut = 3; // letters
    const QString name = plainTokenText(bytes);
    QStringList words;
    bool inWord = false;
    for (const QChar character : name) {
        const bool letter = character.isLetterOrNumber();
        if (letter && !inWord)
            words << QString();
        if (letter)
            words.back() += character;
        inWord = letter;
    }
    if (words.isEmpty())
        return visibleTokenText(bytes);
    QString sign = words.front().size() <= Whole ? words.front() : words.front().left(Cut);
    if (words.size() > 1) {
        sign.clear();
        for (const QString &word : words)
            sign += word.front();
        sign.truncate(Whole);
    }
    const bool closing = name.left(name.indexOf(words.front())).endsWith('/');
    return (closing ? "/" : "") + sign.toLower();
}

} // namespace deepscope
