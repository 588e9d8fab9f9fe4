// The header of NumPy's array files, format version 1.0 (NumPy's documentation, numpy.lib.format).
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace deepscope {

// `type` as NumPy writes it: "<i4", "<f4". The elements follow in C order, and begin at a multiple of 64 bytes.
std::string npyHeader(const char *type, std::span<const size_t> shape);

} // namespace deepscope
