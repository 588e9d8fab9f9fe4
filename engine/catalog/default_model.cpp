#include "api/model_file.h"

#include "api/error.h"
#include "api/path_text.h"
#include "api/resources.h"
#include "catalog/resource_folders.h"

namespace deepscope {

std::string resolveModelPath(const std::string &path)
{
    if (path != "default")
        return path;
    const std::string name = "default.gguf", found = resourcePath(name);
    if (found.empty())
        throw Error(ErrorKind::File, "The default model is not installed: " + textOf(resourceFolders().front() / name) +
                                         " is missing. Install Deepscope again, or open a GGUF file.");
    return found;
}

} // namespace deepscope
