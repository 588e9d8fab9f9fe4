#include "compare_values.h"

#include <cmath>
#include <limits>

namespace deepscope::testing {

std::string worstDifference(const DeviceValues &actual, const std::vector<float> &expected, double bound)
{
    const auto on = [&] { return QStringLiteral(", on ") + QString::fromStdString(actual.device); };
    if (actual.size() != expected.size())
        return (QString("%1 values instead of %2").arg(actual.size()).arg(expected.size()) + on()).toStdString();
    double worst = 0;
    size_t place = 0, outside = 0;
    for (size_t i = 0; i < actual.size(); ++i) {
        double error = std::abs(double(actual[i]) - expected[i]) / (1 + std::abs(double(expected[i])));
        if (std::isnan(error))
            error = std::numeric_limits<double>::infinity();
        outside += error <= bound ? 0 : 1;
        if (error > worst) {
            worst = error;
            place = i;
        }
    }
    if (outside == 0)
        return {};
    const size_t columns = std::max<size_t>(actual.columns, 1);
    return (QString("row %1, column %2 of %3 x %4: %5 instead of %6 (error %7, allowed %8; %9 values are outside)")
                .arg(place / columns)
                .arg(place % columns)
                .arg(actual.size() / columns)
                .arg(columns)
                .arg(double(actual[place]), 0, 'g', 9)
                .arg(double(expected[place]), 0, 'g', 9)
                .arg(worst, 0, 'g', 3)
                .arg(bound, 0, 'g', 3)
                .arg(outside) +
            on())
        .toStdString();
}

} // namespace deepscope::testing
