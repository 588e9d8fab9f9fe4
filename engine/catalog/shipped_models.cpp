#include "api/model_file.h"

#include "api/error.h"
#include "api/path_text.h"
#include "api/resources.h"
#include "catalog/resource_folders.h"

namespace deepscope {

namespace {

struct Shipped {
    const char *name, *file, *shown;
};
constexpr Shipped Models[] = {{"default", "default.gguf", "default model"},
                              {"lab-base", "lab-base.gguf", "base of the learning lab"}};

} // namespace

std::string resolveModelPath(const std::string &path)
{
    for (const Shipped &model : Models) {
        if (path != model.name)
            continue;
        const std::string found = resourcePath(model.file);
        if (found.empty())
            throw Error(ErrorKind::File, std::string("The ") + model.shown +
                                             " is not installed: " + textOf(resourceFolders().front() / model.file) +
                                             " is missing. Install Deepscope again, or open a GGUF file.");
        return found;
    }
    return path;
}

} // namespace deepscope
