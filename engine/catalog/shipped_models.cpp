#include "api/model_file.h"

#include "api/error.h"
#include "api/path_text.h"
#include "api/resources.h"
#include "catalog/resource_folders.h"

#include <algorithm>
#include <span>

namespace deepscope {

namespace {

// What comes with the program, by the names that stand for its files.
struct Shipped {
    const char *name, *file, *what, *otherwise;
};
constexpr Shipped Models[] = {{"default", "default.gguf", "The default model", "open a GGUF file"},
                              {"lab-base", "lab-base.gguf", "The base of the learning lab", "open a GGUF file"},
                              {"lab-base-without-full-thoughts", "lab-base-without-full-thoughts.gguf",
                               "The learning lab's base without full thoughts", "open a GGUF file"}};
constexpr Shipped Questions[] = {
    {"weak-domains", "weak-domains.jsonl", "The file of harder questions", "choose a file of your own"}};

std::string resolved(std::span<const Shipped> all, const std::string &path)
{
    const auto shipped = std::ranges::find_if(all, [&](const Shipped &one) { return path == one.name; });
    if (shipped == all.end())
        return path;
    std::string found = resourcePath(shipped->file);
    if (found.empty())
        throw Error(ErrorKind::File, std::string(shipped->what) +
                                         " is not installed: " + textOf(resourceFolders().front() / shipped->file) +
                                         " is missing. Install Deepscope again, or " + shipped->otherwise + ".");
    return found;
}

} // namespace

std::string resolveModelPath(const std::string &path) { return resolved(Models, path); }
std::string resolveQuestionsPath(const std::string &path) { return resolved(Questions, path); }

} // namespace deepscope
