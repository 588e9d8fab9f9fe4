#include "quiet_label.h"

#include "paint/palette.h"
#include "paint/type_scale.h"

#include <QEvent>

namespace deepscope {

QuietLabel::QuietLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText); // names come from files
    applyColor();
}

QuietLabel *QuietLabel::paragraph()
{
    auto *label = new QuietLabel;
    label->setWordWrap(true);
    label->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    return label;
}

void QuietLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColor();
}

void QuietLabel::applyColor()
{
    const QColor quiet = Palette::of(palette())(Role::QuietText);
    if (palette().color(foregroundRole()) == quiet)
        return;
    QPalette own; // nothing else set: the rest follows the theme
    own.setColor(QPalette::WindowText, quiet);
    own.setColor(QPalette::Text, quiet); // the foreground of a table's viewport
    setPalette(own);
}

} // namespace deepscope
