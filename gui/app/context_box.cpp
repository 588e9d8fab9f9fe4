#include "app/context_box.h"

#include "paint/number_format.h"

#include <QTimer>

#include <algorithm>
#include <bit>
#include <limits>

namespace deepscope {

namespace {

constexpr int Automatic = 0;
constexpr int FirstStep = 512; // a shorter one can be typed

} // namespace

ContextBox::ContextBox(QWidget *parent) : QSpinBox(parent)
{
    setObjectName(QStringLiteral("openContext"));
    setAccessibleName(tr("Context length"));
    setGroupSeparatorShown(true);
    setKeyboardTracking(true);
    setSuffix(tr(" tokens"));
    setModelContext(0);
    setAutomatic(0);
}

void ContextBox::setModelContext(uint32_t tokens)
{
    const auto most = uint32_t(std::numeric_limits<int>::max());
    setRange(Automatic, int(tokens > 0 ? std::min(tokens, most) : most));
    setToolTip(tokens > 0 ? tr("Tokens that the cache holds; the model was made for %1").arg(formatExactCount(tokens))
                          : tr("Tokens that the cache holds"));
    if (tokens == 0)
        setAutomatic(0);
}

void ContextBox::setAutomatic(uint32_t tokens)
{
    setSpecialValueText(tokens > 0 ? tr("Automatic: %1 tokens").arg(formatExactCount(tokens)) : tr("Automatic"));
}

int ContextBox::next(int value) const
{
    const int64_t doubled = int64_t(std::bit_floor(unsigned(value))) * 2;
    return int(std::min<int64_t>(maximum(), std::max<int64_t>(FirstStep, doubled)));
}

int ContextBox::previous(int value) const
{
    return value <= std::min(FirstStep, maximum()) ? Automatic : int(std::bit_ceil(unsigned(value)) / 2);
}

void ContextBox::stepBy(int steps)
{
    int chosen = value();
    for (; steps > 0; --steps)
        chosen = next(chosen);
    for (; steps < 0; ++steps)
        chosen = previous(chosen);
    setValue(chosen);
    selectAll();
}

// Words are replaced by the first digit that is typed, not mixed with it.
void ContextBox::focusInEvent(QFocusEvent *event)
{
    QSpinBox::focusInEvent(event);
    if (value() == Automatic)
        QTimer::singleShot(0, this, &QSpinBox::selectAll);
}

QAbstractSpinBox::StepEnabled ContextBox::stepEnabled() const
{
    return (value() < maximum() ? StepUpEnabled : StepNone) | (value() > Automatic ? StepDownEnabled : StepNone);
}

} // namespace deepscope
