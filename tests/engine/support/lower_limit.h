// Makes a limit of devices smaller for those that are opened meanwhile (engine/gpu/device_features.h).
#pragma once

#include <QByteArray>

#include <cstdint>

namespace deepscope::testing {

class LowerLimit {
public:
    LowerLimit(const char *variable, uint64_t bytes) : m_variable(variable)
    {
        qputenv(variable, QByteArray::number(qulonglong(bytes)));
    }
    ~LowerLimit() { qunsetenv(m_variable); }
    LowerLimit(const LowerLimit &) = delete;
    LowerLimit &operator=(const LowerLimit &) = delete;

private:
    const char *m_variable;
};

} // namespace deepscope::testing
