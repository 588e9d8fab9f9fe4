#include "panels/chat/thought_section.h"

#include "models/imported_run.h"
#include "models/phase_figures.h"
#include "paint/bidi_text.h"
#include "paint/palette.h"
#include "panels/chat/thought_editor.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/token_text_view.h"

#include <QPainter>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace deepscope {

namespace {

constexpr int BarWidth = 3;
constexpr int Indent = 20; // of the text, with the bar in it
constexpr int SmallestHeader = 80;
constexpr int MostShown = 400; // characters of the last line, more than a window is wide

// The end of a text, from the beginning of its last line that is not blank.
QString lastLine(const QString &text)
{
    const auto isLineEnd = [](QChar character) { return character == u'\n' || character == u'\r'; };
    qsizetype end = text.size();
    while (end > 0 && text[end - 1].isSpace())
        --end;
    qsizetype begin = end;
    while (begin > 0 && end - begin < MostShown && !isLineEnd(text[begin - 1]))
        --begin;
    return text.mid(begin, end - begin);
}

} // namespace

ThoughtSection::ThoughtSection(QWidget *parent)
    : QWidget(parent), m_header(new QToolButton), m_answerNow(new QToolButton), m_edit(new QToolButton),
      m_lastLine(new ElidedLabel), m_text(new TokenTextView(TokenTextView::Format::Plain))
{
    m_header->setObjectName(QStringLiteral("thoughtHeader"));
    m_header->setAutoRaise(true);
    m_header->setFocusPolicy(Qt::StrongFocus);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_header->setMinimumWidth(SmallestHeader); // its figures must not widen the chat
    m_text->setObjectName(QStringLiteral("thought"));
    m_text->setAccessibleName(tr("Thought"));

    m_lastLine->setObjectName(QStringLiteral("thoughtLastLine"));
    m_lastLine->setElideMode(Qt::ElideLeft); // its end is what is new

    auto *textRow = new QHBoxLayout;
    textRow->setContentsMargins(Indent, 0, 0, 0);
    textRow->addWidget(m_text);
    textRow->addWidget(m_lastLine);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *headerRow = new QHBoxLayout;
    headerRow->setSpacing(4);
    headerRow->addWidget(m_header);
    headerRow->addWidget(m_answerNow);
    headerRow->addWidget(m_edit);
    headerRow->addStretch();
    column->addLayout(headerRow);
    column->addLayout(textRow);

    connect(m_header, &QToolButton::clicked, this, [this] { openAsWished(!m_open); });
    m_answerNow->setText(tr("Answer now"));
    m_answerNow->setToolTip(tr("Close the thought here, so that the answer follows"));
    m_edit->setText(tr("Edit"));
    m_edit->setAccessibleName(tr("Edit the thought"));
    m_edit->setToolTip(tr("Change the thought and go on from it, as another version of this turn"));
    for (QToolButton *button : {m_answerNow, m_edit}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->hide();
    }
    connect(m_answerNow, &QToolButton::clicked, this, &ThoughtSection::answerNowRequested);
    connect(m_edit, &QToolButton::clicked, this, &ThoughtSection::editRequested);
    setOpen(true);
}

void ThoughtSection::beginEditing(const QString &thought, Keyboard keyboard)
{
    if (m_editor)
        return;
    m_touched = true;
    setOpen(true);
    m_text->hide();
    m_edit->setEnabled(false);
    m_editor = new ThoughtEditor(thought, m_brief ? ThoughtEditor::Room::Narrow : ThoughtEditor::Room::Wide);
    layout()->addWidget(m_editor);
    // Where the model cannot go on from it, it stays as it was written.
    connect(m_editor, &ThoughtEditor::done, this, [this](const QString &changed, bool answers) {
        m_sending = true;
        emit edited(changed, answers);
        m_sending = false;
    });
    connect(m_editor, &ThoughtEditor::cancelled, this, &ThoughtSection::endEditing);
    if (keyboard == Keyboard::Goes)
        m_editor->editor()->setFocus();
}

std::optional<QString> ThoughtSection::unfinished() const
{
    return m_editor && !m_sending ? std::optional(m_editor->editor()->toPlainText()) : std::nullopt;
}

void ThoughtSection::endEditing()
{
    m_editor->hide();
    m_editor->deleteLater(); // its own signal may have come here
    m_editor = nullptr;
    m_edit->setEnabled(true);
    m_text->setVisible(m_open);
    showOffers();
    (m_edit->isVisibleTo(this) ? m_edit : m_header)->setFocus();
}

void ThoughtSection::setOpen(bool open)
{
    m_open = open;
    m_text->setVisible(open && !m_editor);
    showLastLine();
    m_header->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    describe();
}

void ThoughtSection::setFocusText(const QString &token)
{
    m_focus = token;
    describe();
}

void ThoughtSection::describe()
{
    QStringList parts = m_figures;
    if (m_ended && !m_brief)
        parts << (m_sent ? tr("sent") : tr("not sent"));
    if (!m_open && !m_focus.isEmpty())
        parts << tr("focus: “%1”").arg(isolated(m_focus));
    m_header->setText(parts.join(QStringLiteral("   ")));
    m_header->setToolTip(
        (m_open ? tr("Fold the thought away") : tr("Show the thought")) + '\n' +
        (m_sent ? tr("The thought is sent with later questions, as the settings say.")
                : tr("A thought is not sent with later questions: the model remembers its answer only.")));
    parts << (m_open ? tr("open") : tr("folded"));
    m_header->setAccessibleName(parts.join(QStringLiteral(", ")));
}

void ThoughtSection::setSent(bool sent)
{
    m_sent = sent;
    describe();
}

void ThoughtSection::openAsWished(bool open)
{
    m_touched = true;
    setOpen(open);
}

void ThoughtSection::suggestOpen(bool open)
{
    const bool reads = !open && m_text->textCursor().hasSelection(); // it would go from under the pointer
    if (!m_touched && !reads && open != m_open)
        setOpen(open);
}

void ThoughtSection::showFigures(const Run &run, bool thinking)
{
    const QStringList words = isImported(run) ? QStringList() : phaseWords(phaseFigures(run, Phase::Think));
    m_figures = QStringList{thinking ? tr("Thinking …") : tr("Thought")} +
                (m_brief ? words.first(qMin<qsizetype>(2, words.size())) : words);
    m_ended = run.state() != RunState::Working;
    m_canBeEdited = m_ended && run.request();
    m_thinking = thinking;
    showOffers();
    showLastLine();
    describe();
}

void ThoughtSection::setOffersVersions(bool offers)
{
    m_offers = offers;
    showOffers();
}

// The button stays until what it began is done.
void ThoughtSection::showOffers()
{
    m_answerNow->setVisible(m_thinking && m_offers);
    m_edit->setVisible(m_canBeEdited && (m_offers || m_editor));
}

void ThoughtSection::showLastLine()
{
    const bool shown = m_thinking && !m_open;
    m_lastLine->setVisible(shown);
    if (shown)
        m_lastLine->setText(lastLine(m_text->spans().text()), true);
}

// The phase's colour stands beside the text, as in the token strip.
void ThoughtSection::paintEvent(QPaintEvent *)
{
    const QWidget *shown = m_text->isVisibleTo(this) ? static_cast<QWidget *>(m_text) : m_lastLine;
    if (!shown->isVisibleTo(this))
        return;
    QPainter painter(this);
    const QRect text = shown->geometry();
    painter.fillRect(QRect(Indent / 2 - BarWidth / 2, text.top(), BarWidth, text.height()),
                     Palette::of(palette()).phaseBar(Phase::Think));
}

} // namespace deepscope
