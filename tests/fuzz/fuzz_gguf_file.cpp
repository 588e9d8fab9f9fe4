// Any bytes as a model: read as far as a front end reads them before it allocates memory. Only Error(File) may come
// out.
#include "api/error.h"
#include "catalog/model_description.h"
#include "model/memory_planner.h"

#include <algorithm>
#include <cstdlib>

using namespace deepscope;

namespace {

enum class Tensors : uint8_t { Read, Leave };

void open(std::span<const uint8_t> bytes, Tensors tensors)
{
    try {
        const GgufFile file(bytes, "model");
        for (const GgufTensor &tensor : file.tensors())
            if (tensors == Tensors::Read && file.readTensor(tensor).size() != tensor.bytes)
                std::abort();
        const Hyperparameters hyper = readHyperparameters(file);
        readModelInfo(file, hyper);
        const uint64_t budget = uint64_t(1) << 30;
        DeviceInfo device;
        device.heaps = {{budget, budget, true}};
        const MemoryPlan whole = planMemory(file, hyper, hyper.contextLength, CacheType::F32);
        const uint32_t context = std::min(whole.context, longestContext(whole, device));
        if (context > 0 && planMemory(file, hyper, context, CacheType::F32).totalBytes() > budget)
            std::abort();
    } catch (const Error &error) {
        if (error.kind() != ErrorKind::File)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open({data, size}, Tensors::Read);

    // A header alone gets zeros for its tensors, so that the seeds of every architecture are short.
    static std::vector<uint8_t> room(size_t(2) << 20);
    const size_t header = std::min(size, room.size());
    std::copy_n(data, header, room.begin());
    open(room, Tensors::Leave);
    std::fill_n(room.begin(), header, uint8_t(0));
    return 0;
}
