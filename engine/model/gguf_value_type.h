// The types of the metadata values of a GGUF file, as numbered in it (GGUF specification, gguf_metadata_value_type).
#pragma once

#include <cstdint>

namespace deepscope {

namespace gguf {

enum ValueType : uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };

} // namespace gguf

} // namespace deepscope
