#include "token_axis.h"

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

// The smallest of 1, 2, 5, 10, 20, 50, ... that is at least `tokens`.
int tickStep(double tokens)
{
    for (int power = 1; power < 1'000'000'000; power *= 10)
        for (const int digit : {1, 2, 5})
            if (digit * power >= tokens)
                return digit * power;
    return 1'000'000'000;
}

} // namespace

TokenAxis::TokenAxis(double left, double width, VisibleRange visible)
    : m_left(left), m_width(std::max(width, 1.0)), m_visible(visible)
{
    if (m_visible.size() <= 0)
        m_visible.end = m_visible.begin + 1;
}

int TokenAxis::indexAt(double x) const { return int(std::floor(tokenAt(x))); }

TokenRange TokenAxis::shown(int count) const
{
    return {std::clamp(int(std::floor(m_visible.begin)), 0, count),
            std::clamp(int(std::ceil(m_visible.end)), 0, count)};
}

QRectF TokenAxis::rect(TokenRange tokens, double top, double height) const
{
    const double from = std::clamp(xOf(tokens.begin), left(), right());
    const double to = std::clamp(xOf(tokens.end), left(), right());
    return QRectF(from, top, to - from, height);
}

QRectF TokenAxis::shownRect(TokenRange tokens, double top, double height, double smallest) const
{
    QRectF cut = rect(tokens, top, height);
    if (cut.width() <= 0 || cut.width() >= smallest)
        return cut;
    cut.setWidth(std::min(smallest, m_width));
    cut.moveLeft(std::min(cut.left(), right() - cut.width()));
    return cut;
}

std::vector<int> TokenAxis::ticks(int count, double apart) const
{
    const int step = tickStep(apart / tokenWidth());
    const TokenRange range = shown(count);
    std::vector<int> places;
    for (int token = (range.begin + step - 1) / step * step; token < range.end; token += step)
        places.push_back(token);
    return places;
}

} // namespace deepscope
