// One line of words that never changes the layout: what does not fit ends in an ellipsis and is in the tool tip.
#pragma once

#include <QWidget>

namespace deepscope {

class ElidedLabel : public QWidget {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr, Qt::Alignment alignment = Qt::AlignLeft);

    void setText(const QString &text, bool quiet = false);
    void setDetails(const QString &details);   // further lines for the tool tip
    void setElideMode(Qt::TextElideMode mode); // what is left out of a line that is too long; else its end
    const QString &text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void describe();

    Qt::Alignment m_alignment;
    QString m_text, m_details;
    bool m_quiet = false;
    Qt::TextElideMode m_elide = Qt::ElideRight;
};

} // namespace deepscope
