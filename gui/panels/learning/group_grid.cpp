#include "group_grid.h"

#include "models/engine_sentences.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/panel_scroll.h"
#include "standing_paint.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <limits>

namespace deepscope {

namespace {

constexpr double SignSize = 10, SignRoom = 5 * Step;

} // namespace

GroupGrid::GroupGrid(QWidget *parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight); // its axes are where they are in every language
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Questions and their answers"));
}

void GroupGrid::setGroups(const std::vector<LabGroup> &groups)
{
    m_rows.clear();
    for (const LabGroup &group : groups) {
        const auto text = [](const std::string &from) { return QString::fromStdString(from).simplified(); };
        Row row{text(group.task), text(group.question), text(group.expected), {}, whyQuiet(group), solved(group), {}};
        row.count = tr("%1 of %2 right").arg(rightAnswers(group)).arg(group.answers.size());
        for (const LabAnswer &answer : group.answers) {
            const QString said = answerText(answer);
            QString words = answerWords(answer);
            if (!said.isEmpty())
                words += tr(" It says “%1”.").arg(said.left(80));
            if (!answer.fault.empty())
                words += ' ' + engineSentence(answer.fault);
            row.cells.push_back({standing(answer), formatSigned(answer.advantage), words});
        }
        m_rows.push_back(std::move(row));
    }
    const auto keep = [&](BoardPlace &place) {
        const bool there = place.group >= 0 && place.group < int(m_rows.size());
        if (!there || place.answer >= int(m_rows[size_t(place.group)].cells.size()))
            place = {};
    };
    keep(m_current);
    keep(m_hovered);
    m_chosen = {};
    arrange();
    emit hovered(m_hovered);
}

void GroupGrid::setChosen(BoardPlace place)
{
    const bool there = place.group >= 0 && place.group < int(m_rows.size()) && place.answer >= 0 &&
                       place.answer < int(m_rows[size_t(place.group)].cells.size());
    m_chosen = there ? place : BoardPlace{};
    if (there)
        m_current = place;
    update();
}

void GroupGrid::arrange()
{
    std::vector<int> answers;
    for (const Row &row : m_rows)
        answers.push_back(int(row.cells.size()));
    const double cell = fontMetrics().horizontalAdvance(QStringLiteral("+0.00")) + SignRoom + 2 * Step;
    m_layout = GroupLayout(width(), fontMetrics().height(), cell, answers);
    setMinimumHeight(int(m_layout.height()));
    updateGeometry();
    update();
}

QSize GroupGrid::sizeHint() const { return {160 * Step, int(m_layout.height())}; }
QSize GroupGrid::minimumSizeHint() const { return {40 * Step, int(m_layout.height())}; }

QString GroupGrid::headDetails(const Row &row) const
{
    return QStringList{row.task, tr("answer %1").arg(row.expected), row.count}.join(QStringLiteral(" · "));
}

QString GroupGrid::words(BoardPlace place) const
{
    if (place.group < 0)
        return {};
    const Row &row = m_rows[size_t(place.group)];
    if (place.answer < 0)
        return tr("%1: %2; the right answer is %3; %4.").arg(row.task, row.question, row.expected, row.count) +
               (row.whyQuiet.isEmpty() ? QString() : ' ' + row.whyQuiet);
    return tr("Answer %1 of %2: ").arg(place.answer + 1).arg(row.cells.size()) + row.cells[size_t(place.answer)].words +
           (row.whyQuiet.isEmpty() ? QString() : ' ' + row.whyQuiet);
}

void GroupGrid::paintEvent(QPaintEvent *event)
{
    const Palette color = Palette::of(palette());
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    for (int group = 0; group < m_layout.groups(); ++group) {
        const QRectF row = m_layout.row(group);
        if (!row.intersects(event->rect()))
            continue;
        painter.setPen(color(Role::Line));
        painter.drawLine(QPointF(2 * Step, row.bottom() - 0.5), QPointF(width() - 2 * Step, row.bottom() - 0.5));
        paintHead(painter, color, group);
        for (int answer = 0; answer < int(m_rows[size_t(group)].cells.size()); ++answer)
            paintCell(painter, color, {group, answer});
    }
    paintOutlines(painter, color);
}

void GroupGrid::paintHead(QPainter &painter, const Palette &color, int group) const
{
    const Row &row = m_rows[size_t(group)];
    const QRectF head = m_layout.head(group);
    const double line = head.height() / 2;
    const QColor sign = isQuiet(group) ? color(Role::Axis) : standingColor(color, AnswerStanding::Right);
    paintSolved(painter, sign, row.solved, QPointF(head.left() + SignSize / 2, head.top() + line / 2), SignSize);

    const QRectF words = head.adjusted(SignRoom, 0, 0, 0);
    QFont strong = font();
    strong.setWeight(isQuiet(group) ? QFont::Normal : QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(color(isQuiet(group) ? Role::QuietText : Role::Text));
    painter.drawText(QRectF(words.topLeft(), QSizeF(words.width(), line)), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(row.question, Qt::ElideRight, int(words.width())));
    painter.setFont(smallFont(font()));
    painter.setPen(color(Role::QuietText));
    painter.drawText(QRectF(words.left(), words.top() + line, words.width(), line), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(headDetails(row), Qt::ElideRight, int(words.width())));
}

void GroupGrid::paintCell(QPainter &painter, const Palette &color, BoardPlace place) const
{
    const Cell &cell = m_rows[size_t(place.group)].cells[size_t(place.answer)];
    const bool quiet = isQuiet(place.group);
    const QRectF area = m_layout.cell(place);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(quiet ? QPen(color(Role::Line)) : QPen(Qt::NoPen));
    painter.setBrush(quiet ? QBrush(Qt::NoBrush) : QBrush(standingFill(color, cell.standing)));
    painter.drawRoundedRect(quiet ? area.adjusted(0.5, 0.5, -0.5, -0.5) : area, 3, 3);
    painter.restore();
    const QColor sign = quiet ? color(Role::Axis) : standingColor(color, cell.standing);
    paintStanding(painter, sign, cell.standing, QPointF(area.left() + 3 * Step, area.center().y()), SignSize);
    painter.setFont(font());
    painter.setPen(color(quiet ? Role::QuietText : Role::Text));
    painter.drawText(area.adjusted(SignRoom, 0, -1.5 * Step, 0), Qt::AlignVCenter | Qt::AlignRight, cell.advantage);
}

void GroupGrid::paintOutlines(QPainter &painter, const Palette &color) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto outline = [&](BoardPlace place, Role role, double width) {
        if (place.group < 0 || place.answer < 0)
            return;
        painter.setPen(QPen(color(role), width));
        painter.drawRoundedRect(m_layout.cell(place).adjusted(-1, -1, 1, 1), 4, 4);
    };
    outline(m_hovered, Role::Hover, 1.5);
    outline(m_chosen, Role::Focus, 2);
    if (!hasFocus() || m_current == m_chosen || m_current.group < 0)
        return;
    painter.setPen(QPen(color(Role::Focus), 1.5, Qt::DotLine));
    painter.drawRoundedRect(m_layout.cell(m_current).adjusted(-1, -1, 1, 1), 4, 4);
}

bool GroupGrid::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), words(m_layout.hit(help->pos())), this);
        return true;
    }
    return QWidget::event(event);
}

void GroupGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != width())
        arrange();
}

void GroupGrid::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = m_layout.hit(event->position());
    setCursor(m_hovered.answer >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
    emit hovered(m_hovered);
}

void GroupGrid::mouseReleaseEvent(QMouseEvent *event)
{
    const BoardPlace place = m_layout.hit(event->position());
    if (event->button() != Qt::LeftButton || place.answer < 0)
        return;
    setChosen(place);
    emit answerChosen(place.group, place.answer);
}

// Where a key leads from the current cell; nowhere for other keys.
BoardPlace GroupGrid::neighbour(int key) const
{
    const auto in = [&](int group, int answer) {
        const int row = std::clamp(group, 0, int(m_rows.size()) - 1);
        return BoardPlace{row, std::clamp(answer, 0, std::max(0, int(m_rows[size_t(row)].cells.size()) - 1))};
    };
    switch (key) {
    case Qt::Key_Left:
        return in(m_current.group, m_current.answer - 1);
    case Qt::Key_Right:
        return in(m_current.group, m_current.answer + 1);
    case Qt::Key_Up:
        return in(m_current.group - 1, m_current.answer);
    case Qt::Key_Down:
        return in(m_current.group + 1, m_current.answer);
    case Qt::Key_Home:
        return in(m_current.group, 0);
    case Qt::Key_End:
        return in(m_current.group, std::numeric_limits<int>::max());
    default:
        return {};
    }
}

void GroupGrid::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier) && !m_rows.empty();
    if (plain && enter && m_current.group >= 0) {
        setChosen(m_current);
        emit answerChosen(m_current.group, m_current.answer);
    } else if (const BoardPlace to = plain ? neighbour(event->key()) : BoardPlace{}; to.group >= 0) {
        moveCurrent(to);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void GroupGrid::moveCurrent(BoardPlace to)
{
    m_current = to;
    const QString now = words(to);
    setAccessibleDescription(now);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    reveal(*this, m_layout.row(to.group));
    update();
    emit hovered(to);
}

void GroupGrid::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    const bool byKeys = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKeys && !m_rows.empty())
        moveCurrent(m_current.group < 0 ? BoardPlace{0, 0} : m_current);
}

void GroupGrid::leaveEvent(QEvent *)
{
    m_hovered = {};
    update();
    emit hovered({});
}

void GroupGrid::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

} // namespace deepscope
