#include "panels/chat/thought_section.h"

#include "models/imported_run.h"
#include "models/phase_figures.h"
#include "paint/bidi_text.h"
#include "paint/palette.h"
#include "panels/shared/token_text_view.h"

#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace deepscope {

namespace {

constexpr int BarWidth = 3;
constexpr int Indent = 20; // of the text, with the bar in it
constexpr int SmallestHeader = 80;

} // namespace

ThoughtSection::ThoughtSection(QWidget *parent)
    : QWidget(parent), m_header(new QToolButton), m_text(new TokenTextView(TokenTextView::Format::Plain))
{
    m_header->setObjectName(QStringLiteral("thoughtHeader"));
    m_header->setAutoRaise(true);
    m_header->setFocusPolicy(Qt::StrongFocus);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_header->setMinimumWidth(SmallestHeader); // its figures must not widen the chat
    m_text->setObjectName(QStringLiteral("thought"));
    m_text->setAccessibleName(tr("Thought"));

    auto *textRow = new QHBoxLayout;
    textRow->setContentsMargins(Indent, 0, 0, 0);
    textRow->addWidget(m_text);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_header, 0, Qt::AlignLeft);
    column->addLayout(textRow);

    connect(m_header, &QToolButton::clicked, this, [this] {
        m_touched = true;
        setOpen(!m_open);
    });
    setOpen(true);
}

void ThoughtSection::setOpen(bool open)
{
    m_open = open;
    m_text->setVisible(open);
    m_header->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_header->setToolTip((open ? tr("Fold the thought away") : tr("Show the thought")) + '\n' +
                         tr("A thought is not sent with later questions: the model remembers its answer only."));
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
    if (!m_open && !m_focus.isEmpty())
        parts << tr("focus: “%1”").arg(isolated(m_focus));
    m_header->setText(parts.join(QStringLiteral("   ")));
    parts << (m_open ? tr("open") : tr("folded"));
    m_header->setAccessibleName(parts.join(QStringLiteral(", ")));
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
    if (run.state() != RunState::Working && !m_brief)
        m_figures << tr("not sent");
    describe();
}

// The phase's colour stands beside the text, as in the token strip.
void ThoughtSection::paintEvent(QPaintEvent *)
{
    if (!m_text->isVisibleTo(this))
        return;
    QPainter painter(this);
    const QRect text = m_text->geometry();
    painter.fillRect(QRect(Indent / 2 - BarWidth / 2, text.top(), BarWidth, text.height()),
                     Palette::of(palette()).phaseBar(Phase::Think));
}

} // namespace deepscope
