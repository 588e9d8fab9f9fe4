// How an answer stands, as a colour and as a sign, so that it reads without colour too.
#pragma once

#include "models/lab_groups.h"
#include "paint/palette.h"

#include <QWidget>

class QPainter;

namespace deepscope {

QColor standingColor(const Palette &color, AnswerStanding standing); // 3 : 1 to the panel
QColor standingFill(const Palette &color, AnswerStanding standing);  // a ground for text
// A tick, a ring or a cross in a square of `size` pixels around `center`.
void paintStanding(QPainter &painter, const QColor &color, AnswerStanding standing, QPointF center, double size);
// A ring that is empty, half full or full.
void paintSolved(QPainter &painter, const QColor &color, Solved solved, QPointF center, double size);

// The sign of one answer, as large as a line of text.
class StandingSign : public QWidget {
    Q_OBJECT

public:
    explicit StandingSign(QWidget *parent = nullptr);
    void setStanding(AnswerStanding standing);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    AnswerStanding m_standing = AnswerStanding::WrongForm;
};

// The three signs and what they mean, in one line; what has no room is left out.
class StandingLegend : public QWidget {
    Q_OBJECT

public:
    explicit StandingLegend(QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace deepscope
