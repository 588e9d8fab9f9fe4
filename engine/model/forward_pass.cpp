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

MemoryBlock attentionBlock(const Hyperparameters &hyper) { return architectureOf(hyper).attentionBlock(hyper); }

MemoryBlock activationBlock(const Hyperparameters &hyper) { return Decoder::activationBlock(hyper); }

} // namespace deepscope
