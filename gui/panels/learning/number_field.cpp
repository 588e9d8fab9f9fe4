#include "number_field.h"

#include <QDoubleSpinBox>
#include <QSpinBox>

namespace deepscope {

namespace {

template <class Box>
Box *field(const QString &help, const QString &special)
{
    auto *box = new Box;
    box->setToolTip(help);
    box->setSpecialValueText(special);
    return box;
}

} // namespace

QSpinBox *countField(int least, int most, const QString &help, const QString &special)
{
    auto *box = field<QSpinBox>(help, special);
    box->setRange(least, most);
    return box;
}

QDoubleSpinBox *numberField(double least, double most, double step, int decimals, const QString &help,
                            const QString &special)
{
    auto *box = field<QDoubleSpinBox>(help, special);
    box->setDecimals(decimals);
    box->setRange(least, most);
    box->setSingleStep(step);
    return box;
}

} // namespace deepscope
