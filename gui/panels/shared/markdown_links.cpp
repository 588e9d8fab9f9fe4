#include "panels/shared/markdown_links.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr qsizetype LongestAddress = 2000;

bool hasScheme(QStringView address)
{
    const qsizetype colon = address.indexOf(u':');
    const auto inScheme = [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'+' || c == u'-');
    };
    return colon > 1 && colon + 1 < address.size() && std::all_of(address.begin(), address.begin() + colon, inScheme);
}

bool isAddress(QStringView address, bool behindWord)
{
    if (hasScheme(address) || address.startsWith(u"www."))
        return true;
    if (behindWord)
        return false;
    return address.size() > 1 && (address[0] == u'/' || address[0] == u'#' || address[0] == u'.' ||
                                  address.contains(u'/') || address.mid(1).contains(u'.'));
}

int behindBlanks(QStringView text, int at)
{
    while (at < text.size() && (text[at] == u' ' || text[at] == u'\t'))
        ++at;
    return at;
}

// Round brackets in an address come in pairs.
int addressEnd(QStringView text, int begin)
{
    int depth = 0;
    int at = begin;
    for (; at < text.size() && at - begin < LongestAddress && !text[at].isSpace(); ++at) {
        depth += text[at] == u'(' ? 1 : text[at] == u')' ? -1 : 0;
        if (depth < 0)
            break;
    }
    return at;
}

int titleEnd(QStringView text, int at)
{
    if (at >= text.size() || (text[at] != u'"' && text[at] != u'\''))
        return at;
    const qsizetype closing = text.mid(at + 1, LongestAddress).indexOf(text[at]);
    return closing < 0 ? at : at + static_cast<int>(closing) + 2;
}

} // namespace

int bareAddressEnd(QStringView text, int at)
{
    if (at > 0 && text[at - 1].isLetterOrNumber() && text[at - 1].unicode() < 0x80)
        return at;
    const QStringView rest = text.mid(at);
    const int prefix = rest.startsWith(u"https://")  ? 8
                       : rest.startsWith(u"http://") ? 7
                       : rest.startsWith(u"www.")    ? 4
                                                     : 0;
    if (prefix == 0)
        return at;
    const auto ends = [](QChar c) {
        return c.isSpace() || QStringView(u"<>]\"`\\").contains(c) ||
               (c.unicode() >= 0x3000 && c.unicode() <= 0x303F) || (c.unicode() >= 0xFF00 && c.unicode() <= 0xFFEF);
    };
    int end = at + prefix;
    int surplus = 0; // of closing brackets
    while (end < text.size() && !ends(text[end])) {
        surplus += text[end] == u')' ? 1 : text[end] == u'(' ? -1 : 0;
        ++end;
    }
    while (end > at + prefix) { // what ends the sentence is not of the address
        const QChar last = text[end - 1];
        if (last == u')' && surplus > 0)
            --surplus;
        else if (!QStringView(u"?!.,:;*_~'").contains(last))
            break;
        --end;
    }
    return end > at + prefix ? end : at;
}

LinkTarget linkTarget(QStringView text, int at, bool behindWord)
{
    if (at >= text.size() || text[at] != u'(')
        return {};
    int begin = behindBlanks(text, at + 1);
    const bool angled = begin < text.size() && text[begin] == u'<';
    int end = 0;
    if (angled) {
        const qsizetype closing = text.mid(++begin, LongestAddress).indexOf(u'>');
        if (closing < 0)
            return {};
        end = begin + static_cast<int>(closing);
    } else {
        end = addressEnd(text, begin);
    }
    const QStringView address = text.mid(begin, end - begin);
    const int behind = behindBlanks(text, titleEnd(text, behindBlanks(text, angled ? end + 1 : end)));
    if (behind >= text.size() || text[behind] != u')' || !isAddress(address, behindWord))
        return {};
    return {address.toString(), behind + 1};
}

} // namespace deepscope
