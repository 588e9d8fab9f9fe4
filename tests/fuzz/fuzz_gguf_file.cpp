// Any bytes as a model: read as far as a front end reads them before it allocates memory. Only Error may come out.
#include "api/error.h"
#include "model/memory_plan.h"
#include "model/model_info.h"

#include <cstdlib>

using namespace deepscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try {
        const GgufFile file(std::span(data, size), "model");
        for (const GgufTensor &tensor : file.tensors())
            if (file.tensorData(tensor).size() != tensor.bytes)
                std::abort();
        const Hyperparameters hyper = readHyperparameters(file);
        readModelInfo(file, hyper);
        const uint64_t budget = uint64_t(1) << 30;
        const AcceptsPlan accepts = [&](const MemoryPlan &plan) { return plan.totalBytes() <= budget; };
        const uint32_t context = largestContext(file, hyper, accepts, CacheType::F32);
        if (context > 0 && planMemory(file, hyper, context, CacheType::F32).totalBytes() > budget)
            std::abort();
    } catch (const Error &error) {
        if (error.kind() != ErrorKind::File)
            std::abort();
    }
    return 0;
}
