#include "panels/shared/markdown_cut.h"

#include <QRegularExpression>

#include <optional>
#include <vector>

namespace deepscope {

namespace {

constexpr int Long = 2000;     // characters of an open block, which are shown again in about a millisecond
constexpr int VeryLong = 8000; // which is cut also where the cut may be seen until the block ends
constexpr int Kept = 1000;     // characters of such a block that stay open
constexpr QChar StandIn = u'x';

QRegularExpressionMatch fenceOf(const QString &line)
{
    static const QRegularExpression expression(QStringLiteral("^( *)(```+|~~~+)([^`]*)$"));
    return expression.match(line);
}

bool isHeading(const QString &line)
{
    static const QRegularExpression expression(QStringLiteral("^ {0,3}#{1,6}(?:\\s|$)"));
    return expression.match(line).hasMatch();
}

bool isTableLine(const QString &line)
{
    static const QRegularExpression expression(
        QStringLiteral("^ {0,3}\\|?\\s*:?-+:?\\s*(?:\\|\\s*:?-+:?\\s*)*\\|?\\s*$"));
    return line.contains(u'|') && expression.match(line).hasMatch();
}

// Goes through the lines of a block and notes the last place where it can be cut.
class Lines {
public:
    explicit Lines(const QString &source) : m_source(source) {}

    MarkdownCut lastCut()
    {
        for (qsizetype begin = 0; begin < m_source.size();) {
            const qsizetype end = m_source.indexOf(u'\n', begin);
            m_begin = static_cast<int>(begin);
            m_next = static_cast<int>(end < 0 ? m_source.size() : end + 1);
            m_whole = end >= 0;
            take(m_source.mid(begin, (end < 0 ? m_source.size() : end) - begin));
            begin = m_next;
        }
        return m_cut;
    }

    // Inside of a line, which has no end so far.
    MarkdownCut cutInLine(int lead) const
    {
        const QStringView line = QStringView(m_source).mid(m_begin);
        int at = static_cast<int>(m_source.size()) - Kept;
        const int space = static_cast<int>(m_source.lastIndexOf(u' ', at));
        if (space >= std::max(m_begin, at - Kept))
            at = space + 1;
        if (at > 0 && m_source[at].isLowSurrogate())
            --at;
        if (at <= std::max(lead, m_begin))
            return {};
        MarkdownCut cut = m_fence ? inFence() : inItems(m_items.empty() ? 0 : m_items.size() - 1);
        cut.at = at;
        cut.exact = m_fence && m_items.empty();
        if (m_fence) { // the line that stands for the others of the code is the one that goes on
            cut.lead.chop(1);
            --cut.leadBlocks;
            cut.leadCharacters = 1;
            return cut;
        }
        qsizetype quote = 0;
        while (quote < line.size() && (line[quote] == u'>' || line[quote] == u' '))
            ++quote;
        cut.lead += m_items.empty() ? line.first(quote).toString() : m_items.back().mark;
        cut.lead += QStringLiteral("%1 ").arg(StandIn);
        cut.leadCharacters = 2;
        return cut;
    }

private:
    struct Item {
        int indent, content;
        QString mark; // from the beginning of the line, with the blank behind it
    };
    struct Fence {
        QString indent, mark, line;
    };

    void take(const QString &line)
    {
        if (m_fence)
            return takeCode(line);
        const bool blank = line.trimmed().isEmpty();
        int indent = 0;
        while (indent < line.size() && line[indent].isSpace())
            ++indent;
        if (blank)
            m_table.clear();
        else if (!takeItem(line, indent) && m_afterBlank)
            while (!m_items.empty() && m_items.back().content > indent)
                m_items.pop_back();
        const auto fence = fenceOf(line);
        if (m_whole && fence.hasMatch())
            beginCode(line, fence, indent);
        else if (m_whole && m_items.empty() && isHeading(line)) {
            cutAt(m_begin, {});
            cutAt(m_next, {});
        } else if (!m_table.isEmpty()) {
            if (!blank)
                cutAt(m_begin, {0, m_table, 0, 0, true, false});
        } else if (m_whole && m_items.empty() && isTableLine(line) && m_before.contains(u'|')) {
            m_table = m_before + u'\n' + line + u'\n';
        }
        m_before = line;
        m_afterBlank = blank;
    }

    bool takeItem(const QString &line, int indent)
    {
        static const QRegularExpression rule(QStringLiteral("^ {0,3}([-*])(?: *\\1){2,} *$"));
        if (rule.match(line).hasMatch()) {
            m_items.clear();
            return true;
        }
        static const QRegularExpression expression(
            QStringLiteral("^( *(?:[-*+]|\\d{1,9}[.)])) +(?:\\[[ xX]\\] +)?\\S"));
        const auto match = expression.match(line);
        if (!match.hasMatch())
            return false;
        const auto sibling =
            std::ranges::find_if(m_items, [indent](const Item &item) { return item.content > indent; });
        const bool follows = sibling != m_items.end();
        const size_t depth = size_t(sibling - m_items.begin()) + (follows ? 1 : 0);
        m_items.resize(depth);
        if (m_whole && depth > 0) {
            MarkdownCut cut = inItems(depth);
            cut.exact = !m_hasCodeInItems; // a later item may take the look of code before it
            cutAt(m_begin, cut);
        }
        if (follows)
            m_items.pop_back();
        const QString mark = match.captured(1) + u' ';
        m_items.push_back({indent, static_cast<int>(mark.size()), mark});
        return true;
    }

    void beginCode(const QString &line, const QRegularExpressionMatch &fence, int indent)
    {
        if (m_items.empty() && indent > 3)
            return;
        while (!m_items.empty() && m_items.back().content > indent)
            m_items.pop_back();
        if (m_items.empty())
            cutAt(m_begin, {});
        else
            m_hasCodeInItems = true;
        m_fence = Fence{fence.captured(1), fence.captured(2), line};
        m_table.clear();
    }

    void takeCode(const QString &line)
    {
        const auto fence = fenceOf(line);
        const bool closes =
            fence.hasMatch() && fence.captured(2).startsWith(m_fence->mark) && fence.captured(3).trimmed().isEmpty();
        if (!m_whole)
            return;
        if (!closes)
            return cutAt(m_next, inFence());
        m_fence.reset();
        m_before.clear();
        m_afterBlank = false;
        if (m_items.empty())
            cutAt(m_next, {});
    }

    MarkdownCut inItems(size_t depth) const
    {
        MarkdownCut cut;
        for (size_t i = 0; i < depth; ++i)
            cut.lead += m_items[i].mark + StandIn + u'\n';
        cut.leadBlocks = static_cast<int>(depth);
        return cut;
    }

    MarkdownCut inFence() const
    {
        MarkdownCut cut = inItems(m_items.size());
        cut.lead += m_fence->line + u'\n' + m_fence->indent + StandIn + u'\n';
        ++cut.leadBlocks;
        cut.exact = m_items.empty();
        return cut;
    }

    void cutAt(int at, MarkdownCut cut)
    {
        if (at <= 0 || at >= m_source.size())
            return;
        m_cut = std::move(cut);
        m_cut.at = at;
    }

    const QString &m_source;
    MarkdownCut m_cut;
    int m_begin = 0, m_next = 0; // of the line at hand, and of the one behind it
    bool m_whole = false;        // it has an end
    bool m_afterBlank = false, m_hasCodeInItems = false;
    QString m_before, m_table; // the line before; of a table: its first two
    std::vector<Item> m_items; // in which the line at hand stands
    std::optional<Fence> m_fence;
};

} // namespace

MarkdownCut cutOpenMarkdown(const QString &open, int lead)
{
    if (open.size() - lead <= Long)
        return {};
    Lines lines(open);
    const MarkdownCut cut = lines.lastCut();
    if (cut.at > lead && open.size() - cut.at < VeryLong)
        return cut;
    return open.size() - lead > VeryLong ? lines.cutInLine(lead) : MarkdownCut{};
}

} // namespace deepscope
