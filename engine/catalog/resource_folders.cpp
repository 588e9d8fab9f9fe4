#include "catalog/resource_folders.h"

#include "api/path_text.h"
#include "api/resources.h"

#include <algorithm>

#ifdef _WIN32
#include <windows.h>
#elif defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

namespace deepscope {

namespace {

namespace fs = std::filesystem;

fs::path programFolder()
{
#ifdef _WIN32
    wchar_t name[MAX_PATH] = {};
    GetModuleFileNameW(nullptr, name, MAX_PATH);
    return fs::path(name).parent_path();
#elif defined(__APPLE__)
    uint32_t size = 0;
    _NSGetExecutablePath(nullptr, &size);
    std::string name(size, '\0');
    _NSGetExecutablePath(name.data(), &size);
    std::error_code ignored;
    return fs::weakly_canonical(name.c_str(), ignored).parent_path();
#else
    std::error_code ignored;
    return fs::read_symlink("/proc/self/exe", ignored).parent_path();
#endif
}

} // namespace

std::vector<fs::path> resourceFolders()
{
    return {
#ifdef _WIN32
        programFolder(),
#endif
        programFolder() / ".." / "share" / "deepscope",
        programFolder(),
        programFolder() / ".." / "Resources",
#ifdef DEEPSCOPE_SOURCE_RESOURCES
        fs::path(DEEPSCOPE_SOURCE_RESOURCES),
#endif
    };
}

std::string resourcePath(const std::string &name)
{
    std::error_code ignored;
    for (const fs::path &folder : resourceFolders())
        if (fs::exists(folder / name, ignored))
            return textOf(fs::weakly_canonical(folder / name, ignored));
    return {};
}

std::vector<std::string> recordedExamples()
{
    std::vector<std::string> paths;
    const std::string folder = resourcePath("recorded");
    std::error_code ignored;
    for (fs::directory_iterator entry(pathOf(folder), ignored), end; !folder.empty() && entry != end;
         entry.increment(ignored))
        if (entry->path().extension() == ".run")
            paths.push_back(textOf(entry->path()));
    std::ranges::sort(paths);
    return paths;
}

} // namespace deepscope
