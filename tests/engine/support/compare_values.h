// Numbers from a device against those that are right: what a test says when they differ.
#pragma once

#include <QTest>

#include <string>
#include <vector>

namespace deepscope::testing {

// What was read from a tensor, and on what it was computed.
struct DeviceValues : std::vector<float> {
    size_t columns = 0;
    std::string device; // "llvmpipe (LLVM 15.0.6, 256 bits), storage loads, tiles for a GPU, 32 lanes in shared memory"
};

// Empty when each value is within `bound` * (1 + |expected|) of the expected one; else the worst place, both values and
// the device.
std::string worstDifference(const DeviceValues &actual, const std::vector<float> &expected, double bound);

} // namespace deepscope::testing

#define COMPARE_VALUES(actual, expected, bound)                                                                        \
    do {                                                                                                               \
        const std::string difference = deepscope::testing::worstDifference(actual, expected, bound);                   \
        QVERIFY2(difference.empty(), difference.c_str());                                                              \
    } while (false)
