// What a person points at in a text besides its tokens: links, and code to copy.
#include "panels/shared/token_text_view.h"

#include "panels/shared/text_geometry.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMenu>
#include <QTextBlock>
#include <QToolTip>
#include <QUrl>

namespace deepscope {

namespace {

QString addressOf(const QTextCharFormat &format)
{
    const QString address = format.anchorHref();
    return address.startsWith(u"www.") ? QStringLiteral("http://") + address : address;
}

} // namespace

bool TokenTextView::mayOpen(const QString &link)
{
    const QUrl url(link);
    const QString scheme = url.scheme();
    return url.isValid() && (scheme == u"http" || scheme == u"https" || scheme == u"mailto");
}

QStringList TokenTextView::links() const
{
    QStringList found;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        for (const QTextLayout::FormatRange &part : block.textFormats())
            if (const QString link = addressOf(part.format); !link.isEmpty() && !found.contains(link))
                found << link;
    return found;
}

QString TokenTextView::linkAt(const QPoint &viewportPosition) const
{
    const int found = m_format == Format::Markdown ? characterAt(*document(), viewportPosition + scrolled()) : -1;
    if (found < 0)
        return {};
    QTextCursor cursor(document());
    cursor.setPosition(found + 1); // its format is that of the character before it
    return addressOf(cursor.charFormat());
}

// At once, since what is clicked is opened: the words of a link may name another place.
void TokenTextView::showLink(const QPoint &viewportPosition)
{
    const QString link = linkAt(viewportPosition);
    viewport()->setCursor(mayOpen(link) ? Qt::PointingHandCursor : Qt::IBeamCursor);
    if (link == m_pointed)
        return;
    m_pointed = link;
    QToolTip::showText(viewport()->mapToGlobal(viewportPosition), link, viewport());
}

bool TokenTextView::openLink(const QString &link) { return mayOpen(link) && QDesktopServices::openUrl(QUrl(link)); }

void TokenTextView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto copies = [](const QString &text) { return [text] { QGuiApplication::clipboard()->setText(text); }; };
    const int place = document()->documentLayout()->hitTest(event->pos() + scrolled(), Qt::FuzzyHit);
    const QString link = linkAt(event->pos());
    const QString code = m_format == Format::Markdown ? m_markdown.codeAt(m_spans.text(), place) : QString();
    if (!link.isEmpty() || !code.isEmpty())
        menu->addSeparator();
    if (!link.isEmpty()) {
        menu->addAction(tr("&Open Link"), this, [link] { openLink(link); })->setEnabled(mayOpen(link));
        menu->addAction(tr("Copy &Link"), this, copies(link));
    }
    if (!code.isEmpty())
        menu->addAction(tr("Copy Co&de"), this, copies(code));
    menu->popup(event->globalPos());
}

bool TokenTextView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !m_tip)
        return QTextEdit::viewportEvent(event);
    const auto &help = *static_cast<QHelpEvent *>(event);
    const int token = tokenAt(help.pos());
    const QString words = token >= 0 && linkAt(help.pos()).isEmpty() ? m_tip(token) : QString();
    if (words.isEmpty())
        return QTextEdit::viewportEvent(event);
    QToolTip::showText(help.globalPos(), words, viewport(), tokenRect(uint32_t(token)));
    return true;
}

} // namespace deepscope
