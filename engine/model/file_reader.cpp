#include "model/file_reader.h"

#include "api/error.h"
#include "api/path_text.h"

#include <algorithm>
#include <cstring>
#include <system_error>

#ifdef _WIN32
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace deepscope {

namespace {

// Tells a file that is being written from one that rests.
struct Stamp {
    uint64_t bytes = 0;
    int64_t seconds = 0, fraction = 0; // of the last change
    bool operator==(const Stamp &) const = default;
};

// The four operations that systems do in their own way. Those that can fail throw std::system_error.
#ifdef _WIN32

using Handle = HANDLE;

[[noreturn]] void failSystem() { throw std::system_error(int(GetLastError()), std::system_category()); }

Handle openHandle(const std::filesystem::path &path)
{
    const HANDLE handle =
        CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        failSystem();
    return handle;
}

Stamp stampOf(Handle handle)
{
    BY_HANDLE_FILE_INFORMATION info{};
    GetFileInformationByHandle(handle, &info);
    return {uint64_t(info.nFileSizeHigh) << 32 | info.nFileSizeLow, int64_t(info.ftLastWriteTime.dwHighDateTime),
            int64_t(info.ftLastWriteTime.dwLowDateTime)};
}

size_t readSome(Handle handle, uint64_t position, std::span<uint8_t> to)
{
    OVERLAPPED at{};
    at.Offset = DWORD(position);
    at.OffsetHigh = DWORD(position >> 32);
    DWORD count = 0;
    if (!ReadFile(handle, to.data(), DWORD(to.size()), &count, &at) && GetLastError() != ERROR_HANDLE_EOF)
        failSystem();
    return count;
}

void closeHandle(Handle handle) { CloseHandle(handle); }

#else

using Handle = int;

[[noreturn]] void failSystem() { throw std::system_error(errno, std::system_category()); }

Handle openHandle(const std::filesystem::path &path)
{
    const int handle = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        failSystem();
    return handle;
}

Stamp stampOf(Handle handle)
{
    struct stat info {};
    fstat(handle, &info);
#ifdef __APPLE__
    const timespec &changed = info.st_mtimespec;
#else
    const timespec &changed = info.st_mtim;
#endif
    return {uint64_t(info.st_size), int64_t(changed.tv_sec), int64_t(changed.tv_nsec)};
}

size_t readSome(Handle handle, uint64_t position, std::span<uint8_t> to)
{
    for (;;) {
        const ssize_t count = pread(handle, to.data(), to.size(), off_t(position));
        if (count >= 0)
            return size_t(count);
        if (errno != EINTR)
            failSystem();
    }
}

void closeHandle(Handle handle) { close(handle); }

#endif

constexpr size_t LargestRead = size_t(1) << 30; // what every system takes in one call

} // namespace

struct FileReader::OpenFile {
    explicit OpenFile(const std::filesystem::path &path) : handle(openHandle(path)), opened(stampOf(handle)) {}
    ~OpenFile() { closeHandle(handle); }
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;

    const Handle handle;
    const Stamp opened;
};

FileReader::FileReader(const std::filesystem::path &path) : m_name(textOf(path))
{
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        fail("the file does not exist");
    if (error)
        fail("the file cannot be opened: " + error.message());
    if (!std::filesystem::is_regular_file(status)) // a pipe would wait for ever
        fail("this is not a file");
    try {
        m_file = std::make_unique<OpenFile>(path);
    } catch (const std::system_error &problem) {
        fail("the file cannot be opened: " + problem.code().message());
    }
    m_bytes = m_file->opened.bytes;
    if (m_bytes == 0)
        fail("the file is empty");
}

FileReader::FileReader(std::span<const uint8_t> memory, std::string name)
    : m_name(std::move(name)), m_memory(memory), m_bytes(memory.size())
{
}

FileReader::~FileReader() = default;
FileReader::FileReader(FileReader &&) noexcept = default;
FileReader &FileReader::operator=(FileReader &&) noexcept = default;

void FileReader::fail(const std::string &sentence) const
{
    throw Error(ErrorKind::File, m_name + ": " + sentence + ".");
}

void FileReader::read(uint64_t position, std::span<uint8_t> to) const
{
    if (position > m_bytes || to.size() > m_bytes - position)
        throw Error(ErrorKind::Internal, m_name + ": bytes outside of the file were asked for.");
    if (!m_file) {
        std::copy_n(m_memory.begin() + ptrdiff_t(position), to.size(), to.begin());
        return;
    }
    while (!to.empty()) {
        size_t count = 0;
        try {
            count = readSome(m_file->handle, position, to.first(std::min(to.size(), LargestRead)));
        } catch (const std::system_error &problem) {
            fail("reading failed at byte " + std::to_string(position) + ": " + problem.code().message());
        }
        if (count == 0)
            fail("the file became shorter while it was read: it had " + std::to_string(m_bytes) +
                 " bytes and now ends at " + std::to_string(position) + "; open it again when it is complete");
        position += count;
        to = to.subspan(count);
    }
}

void FileReader::requireUnchanged() const
{
    if (m_file && stampOf(m_file->handle) != m_file->opened)
        fail("the file was changed while it was read; open it again when it is complete");
}

} // namespace deepscope
