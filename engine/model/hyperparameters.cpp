#include "model/hyperparameters.h"

#include "model/architecture.h"
#include "model/gguf_cursor.h"
#include "model/gguf_file.h"

namespace deepscope {

Hyperparameters readHyperparameters(const GgufFile &file)
{
    const std::string architecture = file.requireString("general.architecture");
    if (const Architecture *known = findArchitecture(architecture))
        return known->read(file);
    file.fail("architecture " + quotedName(architecture) + " is not supported; supported: " + architectureNames());
}

} // namespace deepscope
