#include "reference/dequantise.h"

#include "api/error.h"
#include "reference/block_formats.h"

namespace deepscope::reference {

namespace {

void dequantiseBlock(TensorType type, const uint8_t *block, float *values)
{
    switch (type) {
    case TensorType::F32:
        values[0] = readAt<float>(block);
        return;
    case TensorType::F16:
        values[0] = fromF16(readAt<uint16_t>(block));
        return;
    case TensorType::BF16:
        values[0] = fromBf16(readAt<uint16_t>(block));
        return;
    case TensorType::Q8_0:
        return dequantiseQ8_0(block, values);
    case TensorType::Q4_0:
        return dequantiseQ4_0(block, values);
    case TensorType::Q4_1:
        return dequantiseQ4_1(block, values);
    case TensorType::Q5_0:
        return dequantiseQ5_0(block, values);
    case TensorType::Q5_1:
        return dequantiseQ5_1(block, values);
    case TensorType::Q2_K:
        return dequantiseQ2_K(block, values);
    case TensorType::Q3_K:
        return dequantiseQ3_K(block, values);
    case TensorType::Q4_K:
        return dequantiseQ4_K(block, values);
    case TensorType::Q5_K:
        return dequantiseQ5_K(block, values);
    case TensorType::Q6_K:
        return dequantiseQ6_K(block, values);
    case TensorType::IQ4_NL:
        return dequantiseIQ4_NL(block, values);
    case TensorType::IQ4_XS:
        return dequantiseIQ4_XS(block, values);
    case TensorType::MXFP4:
        return dequantiseMXFP4(block, values);
    }
}

} // namespace

void dequantise(TensorType type, std::span<const uint8_t> data, std::span<float> values)
{
    const TypeTraits traits = typeTraits(type);
    const size_t blocks = values.size() / traits.elements;
    if (blocks * traits.elements != values.size() || blocks * traits.bytes != data.size())
        throw Error(ErrorKind::Internal, "A tensor's bytes and its values do not match in number.");
    for (size_t i = 0; i < blocks; ++i)
        dequantiseBlock(type, data.data() + i * traits.bytes, values.data() + i * traits.elements);
}

} // namespace deepscope::reference
