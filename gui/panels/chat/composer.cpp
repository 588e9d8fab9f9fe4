#include "panels/chat/composer.h"

#include "models/open_options.h"
#include "paint/palette.h"
#include "panels/chat/generation_popover.h"
#include "panels/chat/question_editor.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <initializer_list>
#include <utility>

namespace deepscope {

namespace {

constexpr int MostLines = 6;
constexpr int Margin = 12; // around the box
constexpr int Radius = 8;
constexpr int SmallestTimes = 24;   // an arrow
constexpr int NarrowComposer = 400; // has no room for its name
constexpr int NarrowForAttach = 500;
constexpr int BetweenButtons = 48;

// Lines as they wrap now, counted up to `most`. A block is laid out when its place is asked for, not when it is pasted.
int wrappedLines(const QTextDocument &document, int most)
{
    int lines = 0;
    for (QTextBlock block = document.begin(); block.isValid() && lines < most; block = block.next()) {
        document.documentLayout()->blockBoundingRect(block);
        lines += qMax(1, block.layout()->lineCount());
    }
    return qMin(lines, most);
}

} // namespace

Composer::Composer(QWidget *parent)
    : QFrame(parent), m_editor(new QuestionEditor), m_editLine(makeEditLine()), m_count(new QLabel),
      m_send(new QPushButton), m_times(new QToolButton), m_settings(new QToolButton), m_attach(new QToolButton),
      m_popover(new GenerationPopover(this))
{
    setObjectName(QStringLiteral("composer"));
    m_editor->setObjectName(QStringLiteral("question"));
    m_editor->setAccessibleName(tr("Question"));
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->viewport()->setAutoFillBackground(false); // the box around everything is the frame
    m_editor->setTabChangesFocus(true);
    m_editor->setProperty("ownFocusRing", true); // the line of that box
    m_editor->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_editor->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("promptCount"));
    m_count->setAccessibleName(tr("Tokens of the next question"));
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_send->setObjectName(QStringLiteral("send"));
    m_settings->setObjectName(QStringLiteral("generationSettings"));
    m_settings->setText(tr("Settings"));
    m_settings->setAccessibleName(tr("Generation settings"));
    m_settings->setToolTip(tr("Temperature, top-p, seed, length, chat template …"));
    m_settings->setAutoRaise(true);
    makeTimes();
    makeAttach();
    arrange();

    connect(m_editor, &QPlainTextEdit::textChanged, this, &Composer::grow);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &Composer::updateButtons);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &Composer::textChanged);
    connect(m_send, &QPushButton::clicked, this, [this] {
        if (m_running)
            emit stopRequested();
        else
            submit();
    });
    connect(m_settings, &QToolButton::clicked, this, [this] { m_popover->popUpAbove(m_settings); });
    connect(m_popover, &GenerationPopover::changed, this, &Composer::settingsChanged);
    invite();
    updateButtons();
    grow();
}

void Composer::makeTimes()
{
    m_times->setObjectName(QStringLiteral("askTimes"));
    m_times->setAccessibleName(tr("Ask several times"));
    m_times->setToolTip(tr("Ask several times and compare the answers"));
    m_times->setPopupMode(QToolButton::InstantPopup);
    m_times->setMinimumWidth(SmallestTimes);
    m_times->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(m_times);
    menu->setToolTipsVisible(true);
    for (int answers = 2; answers <= int(MostAnswers); answers *= 2) {
        QAction *action = menu->addAction(tr("Ask &%1 Times").arg(answers));
        action->setToolTip(tr("%1 answers beside each other, each drawn anew. Where the settings say greedy, "
                              "temperature %2 is taken: greedy answers would all be the same.")
                               .arg(answers)
                               .arg(double(GenerationSettings::TemperatureOfSeveral)));
        connect(action, &QAction::triggered, this, [this, answers] { submitTimes(answers); });
    }
    m_times->setMenu(menu);
}

void Composer::makeAttach()
{
    m_attach->setObjectName(QStringLiteral("attachFiles"));
    m_attach->setText(tr("Attach"));
    m_attach->setAccessibleName(tr("Attach text files"));
    m_attach->setToolTip(tr("Put the text of files into the question; they can also be dropped here"));
    m_attach->setAutoRaise(true);
    m_attach->setMinimumWidth(1); // the window may be made narrower: it goes then
    connect(m_attach, &QToolButton::clicked, this, &Composer::attachWanted);
}

void Composer::arrange()
{
    auto *quiet = new QHBoxLayout;
    quiet->setSpacing(0); // so that what may go leaves nothing behind
    quiet->addWidget(m_settings);
    quiet->addWidget(m_attach);
    auto *buttons = new QHBoxLayout;
    buttons->addLayout(quiet);
    buttons->addStretch();
    buttons->addWidget(m_count);
    buttons->addSpacing(8);
    buttons->addWidget(m_send);
    buttons->addWidget(m_times);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Margin + 8, Margin / 2 + 8, Margin + 8, Margin + 8);
    column->setSpacing(4);
    column->addWidget(m_editLine);
    column->addWidget(m_editor);
    column->addLayout(buttons);
}

QWidget *Composer::makeEditLine()
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto *words = new QLabel(tr("The question is changed; its answer becomes another version of the turn."));
    words->setForegroundRole(QPalette::PlaceholderText);
    words->setWordWrap(true);
    auto *cancel = new QToolButton;
    cancel->setObjectName(QStringLiteral("cancelEditing"));
    cancel->setText(tr("Cancel"));
    cancel->setToolTip(tr("Leave the question as it is (Esc)"));
    cancel->setAutoRaise(true);
    cancel->setFocusPolicy(Qt::StrongFocus);
    connect(cancel, &QToolButton::clicked, this, &Composer::editingCancelled);
    row->addWidget(words, 1);
    row->addWidget(cancel);
    line->hide();
    return line;
}

void Composer::beginEditing(const QString &question)
{
    if (!m_editing)
        m_interrupted = text();
    m_editing = true;
    m_editLine->show();
    setText(question);
    focusEditor();
}

void Composer::endEditing()
{
    if (!m_editing)
        return;
    m_editing = false;
    m_editLine->hide();
    m_submitted.clear();
    setText(std::exchange(m_interrupted, {}));
    focusEditor();
}

void Composer::setUnavailable(const QString &reason)
{
    m_unavailable = reason;
    m_settings->setEnabled(reason.isEmpty());
    if (!reason.isEmpty())
        m_popover->hide(); // of the model that goes
    invite();
    updateButtons();
}

void Composer::setRefused(const QString &reason)
{
    m_refused = reason;
    updateButtons();
}

void Composer::setCount(const QString &words, const QString &more, const QString &toolTip)
{
    m_countWords = words;
    m_countMore = more;
    m_count->setToolTip(toolTip);
    m_count->setAccessibleDescription(toolTip);
    showCount();
}

// The longer words must not keep the window from being made narrower.
void Composer::showCount()
{
    int taken = 2 * (Margin + 8) + BetweenButtons;
    for (const QWidget *button : std::initializer_list<const QWidget *>{m_settings, m_attach, m_send, m_times})
        taken += button->isHidden() ? 0 : button->sizeHint().width();
    const int words = m_count->fontMetrics().horizontalAdvance(m_countMore);
    const bool all = !m_countMore.isEmpty() && taken + words <= width();
    m_count->setMinimumWidth(all ? 1 : 0);
    m_count->setText(all ? m_countMore : m_countWords);
}

void Composer::setRunning(bool running)
{
    m_running = running;
    updateButtons();
}

void Composer::setBeginsNewChat(bool begins)
{
    m_beginsNewChat = begins;
    invite();
}

void Composer::invite()
{
    m_editor->setPlaceholderText(!m_unavailable.isEmpty() ? tr("Write a question; a model is needed to answer it …")
                                 : m_beginsNewChat        ? tr("Ask something in a new chat …")
                                                          : tr("Ask something …"));
}

bool Composer::canSend() const
{
    return !m_running && m_unavailable.isEmpty() && m_refused.isEmpty() && !text().trimmed().isEmpty();
}

QString Composer::text() const { return m_editor->toPlainText(); }

void Composer::setText(const QString &text)
{
    m_editor->setPlainText(text);
    m_editor->moveCursor(QTextCursor::End);
}

void Composer::addPassage(const QString &passage)
{
    QTextCursor cursor(m_editor->document());
    cursor.movePosition(QTextCursor::End);
    const QString before = cursor.block().text();
    cursor.insertText((before.trimmed().isEmpty() ? QString() : QStringLiteral("\n\n")) + passage);
    m_editor->setTextCursor(cursor);
    m_editor->ensureCursorVisible();
}

void Composer::focusEditor() { m_editor->setFocus(Qt::OtherFocusReason); }

GenerationSettings Composer::settings() const { return m_popover->settings(); }

void Composer::setSettings(const GenerationSettings &settings) { m_popover->setSettings(settings); }

void Composer::setAdvice(const std::optional<Sampling> &advice, const QString &source)
{
    m_popover->setAdvice(advice, source);
}

void Composer::submitTimes(int answers)
{
    if (!canSend() && !text().trimmed().isEmpty())
        emit refused();
    if (!canSend())
        return;
    m_submitted = text();
    emit submitted(m_submitted.trimmed(), answers);
}

// What was typed since stays, and so does a draft beside which another question was asked.
void Composer::taken(const QString &question)
{
    if (question != m_submitted.trimmed())
        return;
    if (text().startsWith(m_submitted))
        setText(text().mid(m_submitted.size()));
    m_submitted.clear();
}

void Composer::giveBack(const QString &question)
{
    if (text().trimmed().isEmpty())
        setText(question);
    focusEditor();
}

bool Composer::givesUpEditing(const QKeyEvent &key) const
{
    return m_editing && key.key() == Qt::Key_Escape && key.modifiers() == Qt::NoModifier;
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::ShortcutOverride &&
        givesUpEditing(*static_cast<QKeyEvent *>(event)))
        event->accept(); // the window has that key too
    if (watched == m_editor && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (givesUpEditing(*key)) {
            emit editingCancelled();
            return true;
        }
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && !(key->modifiers() & Qt::ShiftModifier)) {
            submit();
            return true;
        }
    }
    if (watched == m_editor && event->type() == QEvent::Resize) // the text wraps anew after this
        QMetaObject::invokeMethod(this, &Composer::grow, Qt::QueuedConnection);
    if (watched == m_editor && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    return QFrame::eventFilter(watched, event);
}

void Composer::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        grow();
}

void Composer::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    m_times->setText(width() < NarrowComposer ? QString() : tr("Several"));
    m_attach->setVisible(width() >= NarrowForAttach); // its command is in the menus too
    showCount();
}

// One box around the text and its buttons; its line says whether typing goes here.
void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette colours = Palette::of(palette());
    const bool focused = m_editor->hasFocus();
    painter.setPen(QPen(colours(focused ? Role::Accent : Role::Axis), focused ? 3 : 1));
    painter.setBrush(colours(Role::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(Margin, Margin / 2, -Margin, -Margin).adjusted(1, 1, -1, -1),
                            Radius, Radius);
}

void Composer::mousePressEvent(QMouseEvent *event)
{
    QFrame::mousePressEvent(event);
    focusEditor();
}

// As tall as its text, from one line to six; then it scrolls.
void Composer::grow()
{
    const QFontMetrics metrics(m_editor->font());
    const int lines = wrappedLines(*m_editor->document(), MostLines + 1);
    const int margins = 2 * (m_editor->frameWidth() + static_cast<int>(m_editor->document()->documentMargin()));
    m_editor->setFixedHeight(metrics.lineSpacing() * qMin(lines, MostLines) + margins + 2);
    m_editor->setVerticalScrollBarPolicy(lines > MostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

void Composer::updateButtons()
{
    m_send->setText(m_running ? tr("Stop") : tr("Send"));
    m_send->setToolTip(m_running              ? tr("Stop after this token")
                       : !m_refused.isEmpty() ? m_refused
                                              : tr("Send (Enter); Shift+Enter starts a new line"));
    const bool enabled = m_running || canSend();
    const bool losesKeyboard = (!enabled && m_send->hasFocus()) || (!canSend() && m_times->hasFocus());
    if (losesKeyboard)
        focusEditor(); // else the keyboard would go wherever is next
    m_send->setEnabled(enabled);
    m_times->setEnabled(canSend());
    emit canSendChanged();
}

} // namespace deepscope
