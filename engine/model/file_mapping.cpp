#include "model/file_mapping.h"

#include "api/error.h"

#include <system_error>

#ifdef _WIN32
#define NOMINMAX
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace deepscope {

namespace {

[[noreturn]] void fail(const std::filesystem::path &path, const std::string &sentence)
{
    throw Error(ErrorKind::File, path.string() + ": " + sentence + ".");
}

[[noreturn]] void failToOpen(const std::filesystem::path &path, int code)
{
    fail(path, "the file cannot be opened: " + std::system_category().message(code));
}

size_t sizeOf(const std::filesystem::path &path)
{
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        fail(path, "the file does not exist");
    if (!std::filesystem::is_regular_file(status))
        fail(path, "this is not a file");
    const uintmax_t size = std::filesystem::file_size(path, error);
    if (error)
        failToOpen(path, error.value());
    if (size == 0)
        fail(path, "the file is empty");
    return size_t(size);
}

} // namespace

#ifdef _WIN32

FileMapping::FileMapping(const std::filesystem::path &path) : m_size(sizeOf(path))
{
    const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING,
                                    FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE)
        failToOpen(path, int(GetLastError()));
    const HANDLE mapping = CreateFileMappingW(file, nullptr, PAGE_READONLY, 0, 0, nullptr);
    if (mapping)
        m_data = static_cast<const uint8_t *>(MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, m_size));
    const DWORD error = GetLastError();
    if (mapping)
        CloseHandle(mapping); // the view keeps it alive
    CloseHandle(file);
    if (!m_data)
        failToOpen(path, int(error));
}

FileMapping::~FileMapping() { UnmapViewOfFile(m_data); }

#else

FileMapping::FileMapping(const std::filesystem::path &path) : m_size(sizeOf(path))
{
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        failToOpen(path, errno);
    void *data = mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file, 0);
    const int error = errno;
    close(file);
    if (data == MAP_FAILED)
        failToOpen(path, error);
    m_data = static_cast<const uint8_t *>(data);
}

FileMapping::~FileMapping() { munmap(const_cast<uint8_t *>(m_data), m_size); }

#endif

} // namespace deepscope
