#include "api/model_file.h"

#include "api/error.h"
#include "api/path_text.h"
#include "api/resources.h"
#include "catalog/resource_folders.h"

#include <algorithm>

namespace deepscope {

namespace {

// Models that come with the program, by the names that stand for their files.
struct Shipped {
    const char *name, *file, *what;
};
constexpr Shipped AllShipped[] = {{"default", "default.gguf", "The default model"},
                                  {"lab-base", "lab-base.gguf", "The base of the learning lab"}};

} // namespace

std::string resolveModelPath(const std::string &path)
{
    const auto shipped = std::ranges::find_if(AllShipped, [&](const Shipped &model) { return path == model.name; });
    if (shipped == std::end(AllShipped))
        return path;
    std::string found = resourcePath(shipped->file);
    if (found.empty())
        throw Error(ErrorKind::File, std::string(shipped->what) +
                                         " is not installed: " + textOf(resourceFolders().front() / shipped->file) +
                                         " is missing. Install Deepscope again, or open a GGUF file.");
    return found;
}

} // namespace deepscope
