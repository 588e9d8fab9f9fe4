#include "model/whole_file.h"

#include "api/error.h"
#include "api/path_text.h"

#include <utility>

#ifdef _WIN32
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace deepscope {

namespace fs = std::filesystem;

namespace {

#ifdef _WIN32

void bringToDisk(const fs::path &path)
{
    const HANDLE file = CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr);
    const bool done = file != INVALID_HANDLE_VALUE && FlushFileBuffers(file);
    const DWORD error = GetLastError();
    if (file != INVALID_HANDLE_VALUE)
        CloseHandle(file);
    if (!done)
        throw std::system_error(int(error), std::system_category());
}

// Renaming is kept by the file system's own journal.
void bringFolderToDisk(const fs::path &) {}

#else

void bringToDisk(const fs::path &path, int flags)
{
    const int file = open(path.c_str(), flags | O_CLOEXEC);
    const bool done = file >= 0 && fsync(file) == 0;
    const int error = errno;
    if (file >= 0)
        close(file);
    if (!done)
        throw std::system_error(error, std::generic_category());
}

void bringToDisk(const fs::path &path) { bringToDisk(path, O_RDWR); }

// The name is in the folder. A file system that cannot do this has its own way.
void bringFolderToDisk(const fs::path &path)
{
    try {
        bringToDisk(path.has_parent_path() ? path.parent_path() : fs::path("."), O_RDONLY | O_DIRECTORY);
    } catch (const std::system_error &) {
    }
}

#endif

} // namespace

WholeFile::WholeFile(fs::path path) : m_path(std::move(path)), m_part(m_path) { m_part += ".part"; }

WholeFile::~WholeFile()
{
    std::error_code ignored;
    fs::remove(m_part, ignored);
}

void WholeFile::finish()
{
    try {
        bringToDisk(m_part);
        fs::rename(m_part, m_path);
    } catch (const std::system_error &error) { // of the file system too
        fail(error.code());
    }
    bringFolderToDisk(m_path);
}

void WholeFile::fail(const std::error_code &reason) const
{
    throw Error(ErrorKind::File, textOf(m_path) + ": the file cannot be written: " + reason.message() + ".");
}

void writeWhole(const fs::path &path, const std::function<void(const fs::path &part)> &write)
{
    WholeFile file(path);
    try {
        write(file.part());
    } catch (const std::system_error &error) {
        file.fail(error.code());
    }
    file.finish();
}

} // namespace deepscope
