// Boxes for the numbers of a form, with a name for those who cannot see it, and what they mean as a tool tip.
#pragma once

#include <QString>

class QDoubleSpinBox;
class QSpinBox;

namespace deepscope {

// `special` stands for the smallest value; empty = the number itself does.
QSpinBox *countField(int least, int most, const QString &help, const QString &special = {});
QDoubleSpinBox *numberField(double least, double most, double step, int decimals, const QString &help,
                            const QString &special = {});

} // namespace deepscope
