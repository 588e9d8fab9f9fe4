#include "model/forward_pass.h"

#include "api/error.h"
#include "model/deepseek2.h"

namespace deepscope {

std::unique_ptr<ForwardPass> makeForwardPass(const PassParts &parts)
{
    if (parts.hyper.architecture == "deepseek2")
        return std::make_unique<Deepseek2>(parts);
    throw Error(ErrorKind::File,
                "The architecture \"" + parts.hyper.architecture + "\" is not supported. Supported: deepseek2.");
}

uint64_t activationBytes(const Hyperparameters &hyper) { return Deepseek2::activationBytes(hyper); }

} // namespace deepscope
