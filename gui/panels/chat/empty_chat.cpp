#include "panels/chat/empty_chat.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace deepscope {

EmptyChat::EmptyChat(QWidget *parent)
    : QWidget(parent), m_title(new QLabel(tr("Watch a model think"))), m_questions(new QWidget)
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    m_title->setFont(large);
    m_title->setAlignment(Qt::AlignHCenter);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(16);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addWidget(m_questions, 0, Qt::AlignHCenter);
    column->addStretch(3);
    auto *rows = new QVBoxLayout(m_questions);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
}

void EmptyChat::setQuestions(const QStringList &questions)
{
    qDeleteAll(m_questions->findChildren<QPushButton *>());
    for (const QString &question : questions) {
        auto *button = new QPushButton(question);
        button->setObjectName(QStringLiteral("suggestion"));
        button->setToolTip(tr("Ask this"));
        button->setMinimumSize(button->sizeHint() + QSize(32, 8));
        m_questions->layout()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, question] { emit questionChosen(question); });
    }
}

void EmptyChat::setAvailable(bool available) { m_questions->setEnabled(available); }

} // namespace deepscope
