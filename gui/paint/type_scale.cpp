#include "type_scale.h"

namespace deepscope {

namespace {

QFont scaled(QFont font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(int(font.pixelSize() * factor + 0.5));
    return font;
}

} // namespace

QFont titleFont(const QFont &body)
{
    QFont font = scaled(body, 1.15);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont smallFont(const QFont &body) { return scaled(body, 0.9); }

} // namespace deepscope
