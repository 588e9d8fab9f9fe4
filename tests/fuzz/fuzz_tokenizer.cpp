#include "text_through_tokenizers.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    deepscope::readThroughTokenizers(std::string(data, data + size));
    return 0;
}
