#include "record/record_file.h"

#include "api/error.h"
#include "api/path_text.h"

#include <cerrno>
#include <system_error>

namespace deepscope {

RecordFile::RecordFile(std::filesystem::path path) : m_path(std::move(path)) { open(std::ios::trunc); }

RecordFile::RecordFile(std::filesystem::path path, uint64_t size)
    : m_path(std::move(path)), m_size(size), m_flushed(size)
{
    std::error_code error;
    std::filesystem::resize_file(m_path, size, error);
    if (error)
        throw Error(ErrorKind::File, textOf(m_path) + ": the recording cannot be written: " + error.message() + ".");
    open(std::ios::app);
}

void RecordFile::open(std::ios::openmode mode)
{
    errno = 0;
    m_stream.open(m_path, std::ios::binary | mode);
    if (!m_stream.good())
        fail();
}

void RecordFile::append(const std::string &bytes, bool flush)
{
    if (!m_stream.is_open())
        open(std::ios::app);
    errno = 0;
    m_stream.write(bytes.data(), std::streamsize(bytes.size()));
    if (flush)
        m_stream.flush();
    if (!m_stream.good())
        fail();
    m_size += bytes.size();
    if (flush)
        m_flushed = m_size;
}

void RecordFile::fail()
{
    const std::string reason = errno ? ": " + std::generic_category().message(errno) : std::string();
    m_stream.close();
    m_stream.clear();
    std::error_code ignored;
    if (std::filesystem::is_regular_file(m_path, ignored))
        std::filesystem::resize_file(m_path, m_flushed, ignored);
    m_size = m_flushed;
    throw Error(ErrorKind::File, textOf(m_path) + ": the recording cannot be written" + reason + ".");
}

std::vector<uint8_t> bytesOfRecordFile(const std::filesystem::path &path, const char *what)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        throw Error(ErrorKind::File, textOf(path) + ": this is a folder, not " + what + ".");
    std::ifstream stream(path, std::ios::binary | std::ios::ate);
    if (!stream)
        throw Error(ErrorKind::File, textOf(path) + ": the file cannot be opened.");
    std::vector<uint8_t> bytes(size_t(std::max<std::streamoff>(stream.tellg(), 0)));
    stream.seekg(0);
    stream.read(reinterpret_cast<char *>(bytes.data()), std::streamsize(bytes.size()));
    bytes.resize(size_t(stream.gcount()));
    return bytes;
}

} // namespace deepscope
