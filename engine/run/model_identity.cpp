#include "run/model_identity.h"

#include "record/fingerprint.h"

#include <chrono>

namespace deepscope {

std::string ModelIdentity::make() const
{
    std::string all;
    for (const FileReader &part : m_file.parts())
        all += (all.empty() ? "" : " ") + fingerprint(part, m_stop);
    m_file.requireUnchanged(); // since it was opened: what is in use is what was read now
    return all;
}

void ModelIdentity::begin()
{
    if (!m_made.valid())
        m_made = std::async(std::launch::async, [this] { return make(); });
}

bool ModelIdentity::ready()
{
    begin();
    return m_made.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

const std::string &ModelIdentity::get()
{
    begin();
    try {
        return m_made.get();
    } catch (...) {
        m_made = {}; // the next one who asks tries again
        throw;
    }
}

} // namespace deepscope
