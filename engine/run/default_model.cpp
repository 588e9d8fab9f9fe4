#include "api/model_file.h"

#include "api/error.h"
#include "api/path_text.h"

#include <filesystem>

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

std::string resolveModelPath(const std::string &path)
{
    if (path != "default")
        return path;
    // Installed beside the program, in its bundle, or, for a build that was never installed, in its source folder.
    const fs::path candidates[] = {
#ifdef _WIN32
        programFolder() / "default.gguf",
#endif
        programFolder() / ".." / "share" / "deepscope" / "default.gguf",
        programFolder() / "default.gguf",
        programFolder() / ".." / "Resources" / "default.gguf",
#ifdef DEEPSCOPE_SOURCE_RESOURCES
        fs::path(DEEPSCOPE_SOURCE_RESOURCES) / "default.gguf",
#endif
    };
    std::error_code ignored;
    for (const fs::path &candidate : candidates)
        if (fs::exists(candidate, ignored))
            return textOf(fs::weakly_canonical(candidate, ignored));
    throw Error(ErrorKind::File, "The default model is not installed: " + textOf(candidates[0]) +
                                     " is missing. Install Deepscope again, or open a GGUF file.");
}

} // namespace deepscope
