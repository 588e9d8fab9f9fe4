#include "record/text_output.h"

#include <cerrno>
#include <system_error>

namespace deepscope {

TextOutput::TextOutput(const std::filesystem::path &path)
{
    errno = 0;
    m_stream.open(path, std::ios::binary | std::ios::trunc);
    requireGood();
}

void TextOutput::put(std::string_view bytes)
{
    errno = 0;
    m_stream.write(bytes.data(), std::streamsize(bytes.size()));
    requireGood();
}

void TextOutput::close()
{
    errno = 0;
    m_stream.close();
    requireGood();
}

void TextOutput::requireGood()
{
    if (!m_stream)
        throw std::system_error(errno ? errno : EIO, std::generic_category());
}

} // namespace deepscope
