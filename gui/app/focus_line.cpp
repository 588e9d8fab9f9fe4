#include "app/focus_line.h"

#include "paint/bidi_text.h"
#include "paint/number_format.h"
#include "paint/token_text.h"
#include "panels/shared/elided_label.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace deepscope {

QString focusText(const Run *run, const Focus &focus)
{
    QStringList parts;
    if (run && focus.token >= 0 && focus.token < run->size())
        parts << FocusLine::tr("token %1 “%2”")
                     .arg(formatExactCount(static_cast<uint64_t>(focus.token)),
                          isolated(visibleTokenText(run->bytes(focus.token))));
    if (focus.layer >= 0)
        parts << FocusLine::tr("layer %1").arg(focus.layer);
    if (focus.expert >= 0)
        parts << FocusLine::tr("expert %1").arg(focus.expert);
    return parts.join(QStringLiteral(" · "));
}

FocusLine::FocusLine(const RunStore &store, const Selection &selection, QAction *clear, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection), m_text(new ElidedLabel(nullptr, Qt::AlignRight))
{
    setObjectName(QStringLiteral("focusLine"));
    auto *button = new QToolButton;
    button->setDefaultAction(clear);
    button->setAutoRaise(true);
    m_clear = button;
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 0, 0);
    row->addWidget(m_text, 1);
    row->addWidget(button);
    connect(&selection, &Selection::focusChanged, this, &FocusLine::update);
    update();
}

void FocusLine::update()
{
    const QString text = focusText(m_store.current(), m_selection.focus());
    m_text->setText(text.isEmpty() ? QString() : tr("focus: %1").arg(text));
    m_clear->setVisible(!text.isEmpty());
}

} // namespace deepscope
