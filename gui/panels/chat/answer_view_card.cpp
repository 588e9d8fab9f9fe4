// AnswerView: one of several answers beside each other.
#include "models/engine_sentences.h"
#include "panels/chat/answer_view.h"

#include "models/run_ending.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/chat/thought_section.h"
#include "panels/shared/elided_label.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace deepscope {

namespace {

constexpr int Radius = 6, CardMargin = 3 * Step;

} // namespace

void AnswerView::setBeside(int place, int count)
{
    const bool begins = !isCard() && count > 1;
    m_place = place;
    m_count = count;
    if (begins) {
        setFocusPolicy(Qt::StrongFocus);
        layout()->setContentsMargins(CardMargin, CardMargin, CardMargin, CardMargin);
        m_thought->suggestOpen(false);
        m_thought->setBrief();
        m_copy->setText(tr("Copy"));
        m_title->show();
        m_state->show();
        makeRoomForOffers();
    }
    m_title->setText(tr("Answer %1 of %2").arg(place).arg(count));
    m_choose->setAccessibleName(tr("Go on with answer %1").arg(place));
    m_stop->setAccessibleName(tr("Stop answer %1").arg(place));
    m_copy->setAccessibleName(tr("Copy answer %1").arg(place));
    m_tryAgain->setAccessibleName(tr("Try again instead of answer %1").arg(place));
    m_goOn->setAccessibleName(tr("Continue answer %1").arg(place));
    m_thought->editButton()->setAccessibleName(tr("Edit the thought of answer %1").arg(place));
    m_thought->answerNowButton()->setAccessibleName(tr("Answer %1 now").arg(place));
    updateFigures();
}

// A card is narrow: its figures and what can be begun with it have lines of their own above the footer.
void AnswerView::makeRoomForOffers()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    auto *offers = new QHBoxLayout;
    offers->setSpacing(Step);
    column->insertWidget(column->count() - 2, m_figures);
    column->insertLayout(column->count() - 1, offers);
    offers->addWidget(m_goOn);
    offers->addWidget(m_tryAgain);
    offers->addStretch();
}

void AnswerView::setStanding(Standing standing)
{
    m_standing = standing;
    describe();
}

QString AnswerView::stateWords() const
{
    const Run &run = data();
    if (run.state() != RunState::Working)
        return endingWords(run).isEmpty() ? tr("done") : endingWords(run);
    if (!m_answer->isHidden())
        return tr("answering …");
    if (run.size() > 0 && run.phase(run.size() - 1) == Phase::Think) // also before there is a word to show
        return tr("thinking …");
    return run.size() > 0 ? tr("reading …") : tr("waiting …");
}

// Of a card: which one it is, how far it is and what becomes of it.
void AnswerView::describe()
{
    showOffers();
    if (!isCard())
        return;
    QStringList parts{stateWords()};
    if (m_standing == Standing::Chosen)
        parts << tr("chosen");
    else if (m_standing == Standing::Counts)
        parts << tr("counts for now");
    if (isCurrent())
        parts << tr("in the panels");
    if (const Alteration &altered = data().alteration(); !altered.empty())
        parts << tr("altered: %1").arg(engineSentence(alterationWords(altered)));
    m_state->setText(parts.join(QStringLiteral(" · ")));
    const bool works = data().state() == RunState::Working;
    const bool canBeChosen = !works && !m_answer->isHidden() && m_standing != Standing::Chosen;
    if ((!works && m_stop->hasFocus()) || (!canBeChosen && m_choose->hasFocus()))
        setFocus(); // else the keyboard would go wherever is next
    m_stop->setVisible(works);
    m_choose->setVisible(canBeChosen);
    parts.prepend(m_title->text());
    if (!works)
        parts << answerText();
    setAccessibleName(parts.join(QStringLiteral(", ")));
    update();
}

// The line around a card is strong where the chat goes on with it; what the panels show lies on the panel's own ground.
void AnswerView::paintEvent(QPaintEvent *)
{
    if (!isCard())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette colours = Palette::of(palette());
    const bool counts = m_standing != Standing::Passed;
    painter.setPen(QPen(colours(counts ? Role::Accent : Role::Axis), counts ? 2 : 1));
    painter.setBrush(colours(isCurrent() ? Role::Raised : Role::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Radius, Radius);
}

void AnswerView::mousePressEvent(QMouseEvent *event)
{
    if (!isCard())
        return QFrame::mousePressEvent(event);
    setFocus(Qt::MouseFocusReason);
    m_store.setCurrent(m_run);
}

void AnswerView::keyPressEvent(QKeyEvent *event)
{
    const bool press = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (!isCard() || !press || event->modifiers() & ~Qt::KeypadModifier)
        return QFrame::keyPressEvent(event);
    m_store.setCurrent(m_run);
}

} // namespace deepscope
