// The bytes of any value that records hold.
#pragma once

#include "record/record_output.h"

#include <cstdint>
#include <vector>

namespace deepscope {

template <typename T>
std::vector<uint8_t> serialised(const T &value)
{
    RecordOutput output;
    output(value);
    return {output.bytes().begin(), output.bytes().end()};
}

} // namespace deepscope
