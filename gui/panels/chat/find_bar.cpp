#include "panels/chat/find_bar.h"

#include "paint/glyph_icon.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace deepscope {

namespace {

constexpr int MostWords = 500; // characters

} // namespace

FindBar::FindBar(QWidget *parent) : QFrame(parent), m_words(new QLineEdit), m_count(new QuietLabel)
{
    setObjectName(QStringLiteral("findBar"));
    m_words->setObjectName(QStringLiteral("findWords"));
    m_words->setAccessibleName(tr("Find in this chat"));
    m_words->setPlaceholderText(tr("Find in this chat"));
    m_words->setMaxLength(MostWords);
    m_words->setClearButtonEnabled(true);
    m_words->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_count->setTextFormat(Qt::PlainText);
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(tr("%1 of %2").arg(9999).arg(9999)));
    arrange();
    hide();
    connect(m_words, &QLineEdit::textChanged, this, &FindBar::wordsChanged);
}

void FindBar::arrange()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4 * Step, Step, 4 * Step, Step);
    row->setSpacing(Step);
    row->addWidget(m_words, 1);
    row->addSpacing(Step);
    row->addWidget(m_count);
    const auto addButton = [&](const char *objectName, const QString &name, const QString &keys, auto act) {
        auto *button = new QToolButton;
        button->setObjectName(QLatin1String(objectName));
        button->setAccessibleName(name);
        button->setToolTip(tr("%1 (%2)").arg(name, keys));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->installEventFilter(this);
        connect(button, &QToolButton::clicked, this, act);
        row->addWidget(button);
        return button;
    };
    addButton("findPrevious", tr("Previous place"), tr("Shift+Enter, Shift+F3"), [this] {
        emit stepWanted(-1);
    })->setArrowType(Qt::UpArrow);
    addButton("findNext", tr("Next place"), tr("Enter, F3"), [this] {
        emit stepWanted(1);
    })->setArrowType(Qt::DownArrow);
    addButton("findClose", tr("Close"), tr("Esc"), [this] { close(); })->setIcon(glyphIcon(Glyph::Clear));
}

void FindBar::open(const QString &words)
{
    QWidget *focused = QApplication::focusWidget();
    if (focused && !isAncestorOf(focused))
        m_before = focused;
    const bool begins = isHidden();
    show();
    m_words->setFocus(Qt::ShortcutFocusReason);
    if (!words.isEmpty() && words != m_words->text())
        m_words->setText(words);
    else if (begins)
        emit wordsChanged(m_words->text());
    m_words->selectAll();
}

void FindBar::close()
{
    const bool hadKeyboard = isAncestorOf(QApplication::focusWidget());
    hide();
    emit wordsChanged({});
    if (!hadKeyboard)
        return;
    if (m_before && m_before->isVisible())
        m_before->setFocus(Qt::OtherFocusReason);
    else
        emit keyboardLeft();
}

QString FindBar::words() const { return isHidden() ? QString() : m_words->text(); }

void FindBar::setPlace(int place, int count)
{
    const QString all = formatExactCount(uint64_t(count));
    m_count->setText(words().isEmpty() ? QString()
                     : count == 0      ? tr("not found")
                     : place == 0      ? tr("%1 times").arg(all)
                                       : tr("%1 of %2").arg(formatExactCount(uint64_t(place)), all));
    m_words->setAccessibleDescription(m_count->text());
}

bool FindBar::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    const auto others = modifiers & ~(Qt::KeypadModifier | Qt::ShiftModifier);
    if (key == Qt::Key_Escape && !others)
        close();
    else if (enter && !others && m_words->hasFocus())
        emit stepWanted(modifiers & Qt::ShiftModifier ? -1 : 1);
    else
        return false;
    return true;
}

// Escape means something else elsewhere in the window.
bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    const auto type = event->type();
    if (type != QEvent::ShortcutOverride && type != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (type == QEvent::KeyPress)
        return takeKey(key->key(), key->modifiers()) || QFrame::eventFilter(watched, event);
    if (key->key() != Qt::Key_Escape)
        return QFrame::eventFilter(watched, event);
    event->accept();
    return true;
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), Palette::of(palette())(Role::Line));
}

} // namespace deepscope
