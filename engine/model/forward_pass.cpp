#include "model/forward_pass.h"

#include "api/error.h"
#include "model/architecture.h"
#include "model/decoder.h"

namespace deepscope {

namespace {

const Architecture &architectureOf(const Hyperparameters &hyper)
{
    const Architecture *architecture = findArchitecture(hyper.architecture);
    if (!architecture)
        throw Error(ErrorKind::Internal, "There is no forward pass of " + hyper.architecture + ".");
    return *architecture;
}

} // namespace

std::unique_ptr<ForwardPass> makeForwardPass(const PassParts &parts)
{
    return architectureOf(parts.hyper).makePass(parts);
}

MemoryBlock attentionBlock(const Hyperparameters &hyper, uint32_t rows)
{
    return architectureOf(hyper).attentionBlock(hyper, rows);
}

MemoryBlock activationBlock(const Hyperparameters &hyper, uint32_t rows)
{
    return Decoder::activationBlock(hyper, rows);
}

} // namespace deepscope
