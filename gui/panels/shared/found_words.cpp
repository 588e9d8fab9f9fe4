#include "panels/shared/found_words.h"

#include <algorithm>

namespace deepscope {

namespace {

QString withPlainBlanks(QString text)
{
    const auto isOther = [](QChar character) { return character != u' ' && character.isSpace(); };
    std::replace_if(text.begin(), text.end(), isOther, QChar(u' '));
    return text;
}

} // namespace

std::vector<CharacterRange> findWords(const QString &text, const QString &words, int from)
{
    std::vector<CharacterRange> found;
    const QString wanted = withPlainBlanks(words);
    if (wanted.isEmpty() || from >= text.size())
        return found;
    const QString searched = withPlainBlanks(text.mid(from));
    for (qsizetype at = searched.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
         at = searched.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive))
        found.push_back({from + static_cast<int>(at), from + static_cast<int>(at + wanted.size())});
    return found;
}

} // namespace deepscope
