// What tells the model in use from any other: the fingerprints of its files. They are large, so these are made when
// they are first asked for, on a thread of their own, of the files as they were opened.
#pragma once

#include "api/error.h"
#include "model/gguf_file.h"

#include <future>
#include <string>

namespace deepscope {

class ModelIdentity {
public:
    explicit ModelIdentity(const GgufFile &file) : m_file(file) {}
    ~ModelIdentity() { m_stop = true; } // then it waits for the thread

    bool ready();             // it is being made from now on
    const std::string &get(); // waits for it. Throws Error(File): the file cannot be read, or was changed since.

private:
    void begin();
    std::string make() const;

    const GgufFile &m_file;
    CancelFlag m_stop = false;
    std::shared_future<std::string> m_made;
};

} // namespace deepscope
