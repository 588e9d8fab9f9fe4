#include "model/hyperparameters.h"

#include "model/deepseek2_hyperparameters.h"
#include "model/gguf_cursor.h"
#include "model/gguf_file.h"

namespace deepscope {

Hyperparameters readHyperparameters(const GgufFile &file)
{
    const std::string architecture = file.requireString("general.architecture");
    if (architecture == "deepseek2")
        return readDeepseek2Hyperparameters(file);
    file.fail("architecture " + quotedName(architecture) + " is not supported; supported: deepseek2");
}

} // namespace deepscope
