// The scale that stands beside a map: what its colours mean, in numbers.
#pragma once

#include "paint/color_scale.h"

#include <QWidget>

namespace deepscope {

class ScaleBar : public QWidget {
    Q_OBJECT

public:
    explicit ScaleBar(QWidget *parent = nullptr);

    // "weight 0 [gradient] 0.5"
    void setScale(const QString &name, const QString &from, const QString &to);
    void setColors(ColorScale (*colors)(const Palette &)); // sequential, unless it is said
    void setCategories(int count); // so many grounds for things without an order in place of a gradient; 0 = none
    void setNotComputedShown(bool shown); // explains the hatching

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();

    ColorScale (*m_colors)(const Palette &) = &ColorScale::sequential;
    QString m_name, m_from, m_to;
    int m_categories = 0;
    bool m_notComputed = false;
};

} // namespace deepscope
