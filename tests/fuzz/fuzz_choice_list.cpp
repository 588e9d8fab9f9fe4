// Any bytes as a list of experts. Only Error may come out, and what is read names as many values as it has.
#include "api/error.h"
#include "api/routing_export.h"

#include <cstdlib>

using namespace deepscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try {
        const ChoiceList list = readChoiceList({reinterpret_cast<const char *>(data), size}, "list");
        if (list.values.size() != (list.valueName.empty() ? 0 : list.choices.size()))
            std::abort();
    } catch (const Error &) {
    }
    return 0;
}
