#include "app/message_bar.h"

#include "paint/palette.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace deepscope {

MessageBar::MessageBar(QWidget *parent) : QFrame(parent), m_sentence(new QLabel), m_actionButton(new QPushButton)
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
    row->addWidget(m_actionButton);
    row->addWidget(close);
    hide();

    connect(close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_actionButton, &QPushButton::clicked, this, [this] {
        if (m_action)
            m_action();
    });
}

void MessageBar::showMessage(const QString &sentence, const QString &actionName, std::function<void()> action)
{
    m_sentence->setText(sentence);
    m_sentence->setAccessibleDescription(sentence); // a label with a name of its own is read by that name alone
    m_actionButton->setText(actionName);
    m_actionButton->setMinimumWidth(m_actionButton->fontMetrics().horizontalAdvance(actionName) + 32);
    m_actionButton->setVisible(!actionName.isEmpty());
    m_action = std::move(action);
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

void MessageBar::dismiss() { hide(); }

} // namespace deepscope
