#include "app/message_bar.h"

#include "paint/palette.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace deepscope {

MessageBar::MessageBar(QWidget *parent) : QFrame(parent), m_sentence(new QLabel), m_button(new QPushButton)
{
    setObjectName(QStringLiteral("messageBar"));

    m_sentence->setObjectName(QStringLiteral("messageText"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText); // sentences hold file names
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setAccessibleName(tr("Message"));
    auto *close = new QToolButton;
    close->setText(tr("Dismiss"));
    close->setAutoRaise(true);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 8);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_button);
    row->addWidget(close);
    hide();

    connect(close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (const auto take = m_offer.take) // it may bring the next message
            take();
    });
}

void MessageBar::showMessage(const QString &sentence, const Offer &offer)
{
    m_sentence->setText(sentence);
    m_sentence->setAccessibleDescription(sentence); // a label with a name of its own is read by that name alone
    m_offer = offer;
    m_button->setText(offer.name);
    m_button->setMenu(offer.menu);
    const int arrow = offer.menu ? m_button->fontMetrics().height() : 0;
    m_button->setMinimumWidth(m_button->fontMetrics().horizontalAdvance(offer.name) + arrow + 32);
    m_button->setVisible(!offer.name.isEmpty());
    show();
}

QString MessageBar::message() const { return isHidden() ? QString() : m_sentence->text(); }

// A bar of the warning's colour at the edge, so that the sentence is noticed.
void MessageBar::paintEvent(QPaintEvent *)
{
    const Palette colours = Palette::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colours(Role::Raised));
    painter.fillRect(0, height() - 1, width(), 1, colours(Role::Line));
    painter.fillRect(0, 0, 4, height(), colours(Role::Warning));
}

void MessageBar::dismiss()
{
    hide();
    emit dismissed();
}

} // namespace deepscope
