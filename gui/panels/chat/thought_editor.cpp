#include "panels/chat/thought_editor.h"

#include "paint/type_scale.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace deepscope {

namespace {

constexpr int ShownLines = 8;

} // namespace

ThoughtEditor::ThoughtEditor(const QString &thought, Room room, QWidget *parent)
    : QWidget(parent), m_editor(new QPlainTextEdit), m_think(new QPushButton(tr("&Think On"))),
      m_answer(new QPushButton(tr("&Answer from Here")))
{
    m_editor->setObjectName(QStringLiteral("thoughtEditor"));
    m_editor->setAccessibleName(tr("The thought, to be changed"));
    m_editor->setPlainText(thought);
    m_editor->setTabChangesFocus(true);
    m_editor->setFixedHeight(ShownLines * QFontMetrics(m_editor->font()).lineSpacing());
    m_editor->moveCursor(QTextCursor::End);
    m_editor->installEventFilter(this);
    m_think->setToolTip(tr("The model goes on with this thought, as another version of this turn"));
    m_answer->setToolTip(tr("The thought ends here, and the model answers, as another version of this turn"));
    auto *cancel = new QPushButton(tr("Cancel"));
    auto *buttons = new QBoxLayout(room == Room::Narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    buttons->setSpacing(2 * Step);
    buttons->addWidget(m_think);
    buttons->addWidget(m_answer);
    buttons->addWidget(cancel);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * Step);
    column->addWidget(m_editor);
    column->addLayout(buttons);
    connect(m_think, &QPushButton::clicked, this, [this] { emit done(m_editor->toPlainText(), false); });
    connect(m_answer, &QPushButton::clicked, this, [this] { emit done(m_editor->toPlainText(), true); });
    connect(cancel, &QPushButton::clicked, this, &ThoughtEditor::cancelled);
}

// The window has the Escape key too, so it is taken before that.
bool ThoughtEditor::eventFilter(QObject *watched, QEvent *event)
{
    const bool pressed = event->type() == QEvent::KeyPress, asked = event->type() == QEvent::ShortcutOverride;
    if ((!pressed && !asked) || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (pressed)
        emit cancelled();
    return true;
}

} // namespace deepscope
