// ChatPanel: the links of an answer, for those who do not point.
#include "panels/chat/chat_panel.h"

#include "panels/chat/conversation_scroll.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/token_text_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace deepscope {

namespace {

constexpr int MostCharacters = 80; // of an address in the menu

} // namespace

void ChatPanel::showLinks()
{
    const Run *current = m_store.current();
    const TurnView *turn = current ? turnOf(current->id()) : nullptr;
    const QStringList links = turn ? turn->answer()->links() : QStringList();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("links"));
    for (const QString &link : links) {
        const QString shown = link.size() > MostCharacters ? link.left(MostCharacters) + QChar(u'…') : link;
        QAction *entry = menu->addAction(QString(shown).replace(u'&', QStringLiteral("&&")), this,
                                         [link] { TokenTextView::openLink(link); });
        entry->setEnabled(TokenTextView::mayOpen(link));
        entry->setToolTip(link);
    }
    if (links.isEmpty()) {
        menu->addAction(tr("This answer has no links"))->setEnabled(false);
    } else {
        menu->addSeparator();
        menu->addAction(tr("&Copy All"), this, [links] { QGuiApplication::clipboard()->setText(links.join(u'\n')); });
    }
    const QRect middle(QPoint(), menu->sizeHint());
    menu->popup(m_scroll->mapToGlobal(m_scroll->rect().center() - middle.center()));
    menu->setActiveAction(menu->actions().front());
}

} // namespace deepscope
