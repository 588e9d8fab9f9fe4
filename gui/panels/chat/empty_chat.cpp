#include "panels/chat/empty_chat.h"

#include "paint/type_scale.h"
#include "panels/shared/suggestion_button.h"

#include <QLabel>
#include <QVBoxLayout>

namespace deepscope {

EmptyChat::EmptyChat(QWidget *parent)
    : PanelScroll(parent), m_title(new QLabel(tr("Watch a model think"))), m_questions(new QWidget)
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    m_title->setFont(large);
    m_title->setAlignment(Qt::AlignHCenter);
    auto *rows = new QVBoxLayout(m_questions);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2 * Step);

    auto *page = new QWidget;
    auto *centre = new QHBoxLayout;
    centre->addStretch(1);
    centre->addWidget(m_questions, 1000);
    centre->addStretch(1);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(4 * Step, 2 * Step, 4 * Step, 2 * Step);
    column->setSpacing(4 * Step);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addLayout(centre);
    column->addStretch(3);
    setContent(page);
}

void EmptyChat::setQuestions(const QStringList &questions)
{
    // One of them may be what led here: they go when its own signal has come back.
    for (auto *button : m_questions->findChildren<SuggestionButton *>()) {
        m_questions->layout()->removeWidget(button);
        button->setParent(nullptr);
        button->deleteLater();
    }
    int widest = 0;
    for (const QString &question : questions) {
        auto *button = new SuggestionButton(question);
        widest = qMax(widest, button->sizeHint().width());
        m_questions->layout()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, question] { emit questionChosen(question); });
    }
    m_questions->setMaximumWidth(qMax(widest, 1));
}

void EmptyChat::setAvailable(bool available) { m_questions->setEnabled(available); }

} // namespace deepscope
