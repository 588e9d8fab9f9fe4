#include "fixed_questions.h"

#include "models/lab_groups.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "standing_paint.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr double Margin = 2 * Step, WidestMark = 2 * Step;

} // namespace

FixedQuestions::FixedQuestions(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Questions that are never learned from"));
}

void FixedQuestions::setSnapshots(const std::vector<LabFixedAnswers> &snapshots)
{
    m_rows.clear();
    m_snapshots = int(snapshots.size());
    m_longest = 1;
    for (size_t place = 0; place < snapshots.size(); ++place)
        for (size_t question = 0; question < snapshots[place].groups.size(); ++question) {
            const LabGroup &group = snapshots[place].groups[question];
            if (question == m_rows.size())
                m_rows.push_back({QString::fromStdString(group.question).simplified(),
                                  QString::fromStdString(group.expected).simplified(),
                                  std::vector<Mark>(snapshots.size())});
            if (group.answers.empty())
                continue;
            const LabAnswer &answer = group.answers.front();
            m_rows[question].marks[place] = {true, standing(answer) == AnswerStanding::Right, answer.thoughtTokens,
                                             tr("Step %1: %2, %3")
                                                 .arg(formatExactCount(snapshots[place].step),
                                                      standingWords(standing(answer)), thoughtWords(answer))};
            m_longest = std::max(m_longest, answer.thoughtTokens);
        }
    m_hovered = -1;
    updateGeometry();
    setMinimumHeight(sizeHint().height());
    update();
}

void FixedQuestions::setChosen(int question, int snapshot)
{
    m_question = question;
    m_snapshot = snapshot;
    if (question >= 0 && question < questionCount())
        setAccessibleDescription(words(question, -1) + ' ' + words(question, snapshot));
    update();
}

QString FixedQuestions::words(int question, int snapshot) const
{
    if (question < 0 || question >= questionCount())
        return {};
    const Row &row = m_rows[size_t(question)];
    if (snapshot < 0 || snapshot >= m_snapshots || !row.marks[size_t(snapshot)].there)
        return tr("%1; the right answer is %2").arg(row.question, row.expected);
    return row.marks[size_t(snapshot)].words;
}

double FixedQuestions::rowHeight() const { return fontMetrics().height() + 2 * Step; }
QSize FixedQuestions::sizeHint() const { return {80 * Step, int(std::ceil(questionCount() * rowHeight()))}; }
QSize FixedQuestions::minimumSizeHint() const { return {40 * Step, sizeHint().height()}; }

QRectF FixedQuestions::rowRect(int question) const { return QRectF(0, question * rowHeight(), width(), rowHeight()); }

// Marks take at most half of the width.
double FixedQuestions::markWidth() const
{
    return std::min(WidestMark, (width() - 2 * Margin) / 2.0 / std::max(1, m_snapshots));
}

double FixedQuestions::marksLeft() const { return std::floor(width() - Margin - markWidth() * m_snapshots); }

QRectF FixedQuestions::markRect(int question, int snapshot) const
{
    const QRectF row = rowRect(question);
    const double gap = markWidth() >= 4 ? 2 : 0;
    return QRectF(marksLeft() + snapshot * markWidth(), row.top() + Step, std::max(1.0, markWidth() - gap),
                  row.height() - 2 * Step);
}

int FixedQuestions::questionAt(QPointF point) const
{
    const int question = int(std::floor(point.y() / rowHeight()));
    return question >= 0 && question < questionCount() ? question : -1;
}

int FixedQuestions::snapshotAt(QPointF point) const
{
    const int snapshot = int(std::floor((point.x() - marksLeft()) / markWidth()));
    return snapshot >= 0 && snapshot < m_snapshots ? snapshot : -1;
}

void FixedQuestions::paintEvent(QPaintEvent *event)
{
    const Palette color = Palette::of(palette());
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    if (m_snapshot >= 0 && m_snapshot < m_snapshots) {
        const QRectF mark = markRect(0, m_snapshot);
        painter.fillRect(QRectF(mark.left() - 1, 0, markWidth(), questionCount() * rowHeight()), color(Role::Range));
    }
    for (int question = 0; question < questionCount(); ++question)
        if (rowRect(question).intersects(event->rect()))
            paintRow(painter, color, question);
}

void FixedQuestions::paintRow(QPainter &painter, const Palette &color, int question) const
{
    const QRectF row = rowRect(question);
    if (question == m_question)
        painter.fillRect(row, color(Role::Range));
    painter.setPen(color(question == m_question ? Role::Text : Role::QuietText));
    const QRectF words(Margin, row.top(), marksLeft() - 2 * Margin, row.height());
    painter.drawText(
        words, Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(m_rows[size_t(question)].question, Qt::ElideRight, int(words.width())));
    for (int snapshot = 0; snapshot < m_snapshots; ++snapshot)
        paintMark(painter, color, question, snapshot);
    const bool isCurrent = hasFocus() && question == m_question;
    if (question != m_hovered && !isCurrent)
        return;
    painter.setPen(color(isCurrent ? Role::Focus : Role::Hover));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(row.adjusted(0.5, 0.5, -1.5, -1.5));
}

void FixedQuestions::paintMark(QPainter &painter, const Palette &color, int question, int snapshot) const
{
    const Mark &mark = m_rows[size_t(question)].marks[size_t(snapshot)];
    if (!mark.there)
        return;
    constexpr double Stub = 3; // of an answer without thought
    const QRectF area = markRect(question, snapshot);
    const double height = Stub + (area.height() - Stub) * mark.thoughtTokens / m_longest;
    const QRectF bar(area.left(), area.bottom() - height, area.width(), height);
    const QColor ink = standingColor(color, mark.right ? AnswerStanding::Right : AnswerStanding::RightForm);
    if (mark.right || bar.width() < 3)
        return painter.fillRect(bar, ink);
    painter.setPen(ink);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
}

bool FixedQuestions::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), words(questionAt(help->pos()), snapshotAt(help->pos())), this);
        return true;
    }
    return QWidget::event(event);
}

void FixedQuestions::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = questionAt(event->position());
    update();
    emit hovered(words(m_hovered, snapshotAt(event->position())));
}

void FixedQuestions::mouseReleaseEvent(QMouseEvent *event)
{
    const int question = questionAt(event->position());
    if (event->button() == Qt::LeftButton && question >= 0)
        emit chosen(question, snapshotAt(event->position()));
}

void FixedQuestions::keyPressEvent(QKeyEvent *event)
{
    if (m_rows.empty() || event->modifiers() & ~Qt::KeypadModifier)
        return QWidget::keyPressEvent(event);
    const auto question = [&](int by) { emit chosen(std::clamp(m_question + by, 0, questionCount() - 1), -1); };
    const auto snapshot = [&](int to) { emit chosen(m_question, std::clamp(to, 0, m_snapshots - 1)); };
    switch (event->key()) {
    case Qt::Key_Up:
        return question(-1);
    case Qt::Key_Down:
        return question(1);
    case Qt::Key_Left:
        return snapshot(m_snapshot - 1);
    case Qt::Key_Right:
        return snapshot(m_snapshot + 1);
    case Qt::Key_Home:
        return snapshot(0);
    case Qt::Key_End:
        return snapshot(m_snapshots - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void FixedQuestions::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
    emit hovered({});
}

void FixedQuestions::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        setMinimumHeight(sizeHint().height());
        updateGeometry();
    }
}

} // namespace deepscope
