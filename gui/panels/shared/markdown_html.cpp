#include "panels/shared/markdown_html.h"

#include "panels/shared/markdown_block_reader.h"
#include "panels/shared/markdown_inlines.h"
#include "panels/shared/markdown_table.h"
#include "panels/shared/shown_characters.h"

#include <bit>

namespace deepscope {

namespace {

using Kind = MarkdownBlock::Kind;

constexpr const char *SpanEnd = "</span>";

QString escapedCharacter(QChar character)
{
    switch (character.unicode()) {
    case '&':
        return QStringLiteral("&amp;");
    case '<':
        return QStringLiteral("&lt;");
    case '>':
        return QStringLiteral("&gt;");
    case '"':
        return QStringLiteral("&quot;");
    default:
        return QString(shownCharacter(character));
    }
}

bool isSafe(const QString &address)
{
    for (const char *scheme : {"http://", "https://", "mailto:"})
        if (address.startsWith(QLatin1String(scheme), Qt::CaseInsensitive))
            return true;
    return false;
}

bool isBox(QStringView marker) { return marker.startsWith(u'['); }

class HtmlWriter {
public:
    HtmlWriter(const QString &source, const HtmlStretches &stretches) : m_source(source), m_stretches(stretches) {}

    QString write()
    {
        MarkdownBlockReader reader;
        for (const MarkdownBlock &block : reader.readLines(m_source))
            writeBlock(block);
        for (const MarkdownBlock &block : reader.openBlocks(m_source))
            writeBlock(block);
        closeTo(0);
        return m_html;
    }

    QString writePlain()
    {
        for (int place = 0; place < m_source.size(); ++place)
            writeCharacter(m_source[place], place);
        endStretch();
        return m_html;
    }

private:
    QString textOf(CharacterRange range) const { return m_source.mid(range.begin, range.end - range.begin); }

    void writeBlock(const MarkdownBlock &block)
    {
        openContainers(block);
        switch (block.kind) {
        case Kind::Code:
            return writeCode(block);
        case Kind::Table:
            return writeTable(block);
        case Kind::Rule:
            m_html += QStringLiteral("<hr>\n");
            return;
        case Kind::Paragraph:
        case Kind::Heading: // below those of the page
            break;
        }
        const QString tag =
            block.kind == Kind::Heading ? QStringLiteral("h%1").arg(std::min(block.level + 2, 6)) : QStringLiteral("p");
        m_html += QStringLiteral("<%1 dir=\"auto\">").arg(tag);
        for (const CharacterRange &marker : block.markers)
            if (isBox(textOf(marker)))
                m_html += textOf(marker)[1] == u' ' ? QStringLiteral("\u2610 ") : QStringLiteral("\u2611 ");
        writeWords(readInlines(m_source, block.lines));
        m_html += QStringLiteral("</%1>\n").arg(tag);
    }

    // The items that begin with this block are the innermost ones; what is around them goes on.
    void openContainers(const MarkdownBlock &block)
    {
        std::vector<CharacterRange> items;
        for (const CharacterRange &marker : block.markers)
            if (!isBox(textOf(marker)))
                items.push_back(marker);
        const auto isQuote = [&](int level) { return level < 32 && (block.quotes >> level & 1U) != 0; };
        size_t next = items.size(); // items that are still to be opened, counted from the innermost
        int keeps = block.depth;
        for (int level = block.depth - 1; level >= 0 && next > 0; --level)
            if (!isQuote(level)) {
                --next;
                keeps = level;
            }
        int same = 0;
        while (same < std::min(keeps, int(m_open.size())) &&
               (m_open[same] == QStringLiteral("blockquote")) == isQuote(same))
            ++same;
        size_t item = 0;
        for (int level = same; level < block.depth; ++level) {
            if (isQuote(level)) {
                closeTo(level);
                open(QStringLiteral("blockquote"), QString());
                continue;
            }
            const QString marker = level >= keeps && item < items.size() ? textOf(items[item++]) : QString();
            const bool isNumber = !marker.isEmpty() && marker[0].isDigit();
            const QString tag = isNumber ? QStringLiteral("ol") : QStringLiteral("ul");
            const QString begin = isNumber ? QStringLiteral("<li value=\"%1\">").arg(marker.left(marker.size() - 1))
                                           : QStringLiteral("<li>");
            if (level == same && level < int(m_open.size()) && m_open[level] == tag) {
                closeTo(level + 1);
                m_html += QStringLiteral("</li>\n") + begin;
            } else {
                closeTo(level);
                open(tag, begin);
            }
        }
        closeTo(block.depth);
    }

    void open(const QString &tag, const QString &item)
    {
        m_html += QStringLiteral("<%1>%2\n").arg(tag, item);
        m_open.push_back(tag);
    }

    void closeTo(int containers)
    {
        while (int(m_open.size()) > containers) {
            const QString tag = m_open.back();
            m_html += tag == QStringLiteral("blockquote") ? QString() : QStringLiteral("</li>");
            m_html += QStringLiteral("</%1>\n").arg(tag);
            m_open.pop_back();
        }
    }

    void writeCode(const MarkdownBlock &block)
    {
        if (!block.goesOn)
            m_html += QStringLiteral("<pre dir=\"ltr\"><code>");
        for (const MarkdownBlock::Line &line : block.lines) {
            m_html += QString(line.blanks, u' ');
            for (int place = line.text.begin; place < line.text.end; ++place)
                writeCharacter(m_source[place], place);
            endStretch();
            m_html += u'\n';
        }
        if (!block.endsLater)
            m_html += QStringLiteral("</code></pre>\n");
    }

    void writeTable(const MarkdownBlock &block)
    {
        m_html += QStringLiteral("<table>\n");
        for (size_t row = 0; row < block.lines.size(); ++row) {
            const std::vector<CharacterRange> cells = tableCells(m_source, block.lines[row].text);
            m_html += QStringLiteral("<tr>");
            for (size_t column = 0; column < cells.size(); ++column) {
                const Qt::Alignment align = column < block.columns.size() ? block.columns[column] : Qt::AlignLeft;
                const QString side = align & Qt::AlignHCenter ? QStringLiteral(" class=\"middle\"")
                                     : align & Qt::AlignRight ? QStringLiteral(" class=\"end\"")
                                                              : QString();
                const QString tag = row == 0 ? QStringLiteral("th") : QStringLiteral("td");
                m_html += QStringLiteral("<%1%2 dir=\"auto\">").arg(tag, side);
                writeWords(readInlines(m_source, {{0, cells[column], cells[column].end}}, MarkdownPlace::TableCell));
                m_html += QStringLiteral("</%1>").arg(tag);
            }
            m_html += QStringLiteral("</tr>\n");
        }
        m_html += QStringLiteral("</table>\n");
    }

    void writeWords(const MarkdownInlines &words)
    {
        const auto size = size_t(words.text.size());
        for (size_t begin = 0; begin < size;) {
            size_t end = begin + 1;
            while (end < size && words.styles[end] == words.styles[begin] && words.links[end] == words.links[begin])
                ++end;
            QStringList closing;
            const auto style = [&](uint8_t which, const char *tag) {
                if (!(words.styles[begin] & which))
                    return;
                m_html += QStringLiteral("<%1>").arg(QLatin1String(tag));
                closing.prepend(QStringLiteral("</%1>").arg(QLatin1String(tag)));
            };
            const int link = words.links[begin];
            if (link >= 0 && isSafe(words.addresses[link])) {
                m_html += QStringLiteral("<a rel=\"noreferrer\" href=\"%1\">").arg(escapedHtml(words.addresses[link]));
                closing.prepend(QStringLiteral("</a>"));
            }
            style(Bold, "strong");
            style(Italic, "em");
            style(Struck, "s");
            style(CodeText, "code");
            for (; begin < end; ++begin)
                writeCharacter(words.text[qsizetype(begin)], words.sources[begin]);
            endStretch();
            m_html += closing.join(QString());
        }
    }

    void writeCharacter(QChar character, int place)
    {
        const int stretch = place < 0 ? m_stretch : m_stretches.at(place);
        if (stretch != m_stretch) {
            endStretch();
            const QString open = stretch < 0 ? QString() : m_stretches.open(stretch);
            if (!open.isEmpty()) {
                m_html += open;
                m_stretch = stretch;
            }
        }
        m_html += character == QChar::LineSeparator ? QStringLiteral("<br>\n") : escapedCharacter(character);
    }

    void endStretch()
    {
        if (m_stretch >= 0)
            m_html += QLatin1String(SpanEnd);
        m_stretch = -1;
    }

    QString m_source;
    HtmlStretches m_stretches;
    QString m_html;
    QStringList m_open; // "blockquote", "ul" or "ol", from the outside in
    int m_stretch = -1;
};

} // namespace

QString escapedHtml(const QString &text)
{
    QString escaped;
    for (const QChar character : text)
        escaped += escapedCharacter(character);
    return escaped;
}

QString markdownHtml(const QString &source, const HtmlStretches &stretches)
{
    return HtmlWriter(source, stretches).write();
}

QString plainHtml(const QString &source, const HtmlStretches &stretches)
{
    return HtmlWriter(source, stretches).writePlain();
}

} // namespace deepscope
