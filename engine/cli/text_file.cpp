#include "text_file.h"

#include "api/error.h"
#include "api/path_text.h"

#include <fstream>
#include <sstream>

namespace deepscope::cli {

std::string textOfFile(const std::string &path)
{
    std::ifstream stream(pathOf(path), std::ios::binary);
    std::stringstream text;
    if (!stream || !(text << stream.rdbuf()))
        throw Error(ErrorKind::File, path + " cannot be read, or is empty. Give a text file.");
    return text.str();
}

} // namespace deepscope::cli
