#include "token_class.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>

namespace deepscope {

TokenClass classOfText(std::string_view bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
    if (bytes.empty() || decoder.hasError())
        return TokenClass::Other;
    bool digit = false, sign = false;
    for (const char32_t character : text.toUcs4()) {
        if (QChar::isLetter(character))
            return TokenClass::Word;
        digit |= QChar::isNumber(character);
        sign |= !QChar::isNumber(character) && !QChar::isSpace(character);
    }
    return sign ? TokenClass::Punctuation : digit ? TokenClass::Digit : TokenClass::Blank;
}

TokenClass classOf(const Run &run, int token)
{
    return run.special(token) ? TokenClass::Tag : classOfText(run.bytes(token));
}

QString classWords(TokenClass tokenClass)
{
    static constexpr const char *words[] = {
        QT_TRANSLATE_NOOP("TokenClass", "digits"),      QT_TRANSLATE_NOOP("TokenClass", "words"),
        QT_TRANSLATE_NOOP("TokenClass", "punctuation"), QT_TRANSLATE_NOOP("TokenClass", "blanks"),
        QT_TRANSLATE_NOOP("TokenClass", "tags"),        QT_TRANSLATE_NOOP("TokenClass", "others")};
    return QCoreApplication::translate("TokenClass", words[size_t(tokenClass)]);
}

} // namespace deepscope
