#include "text/stop_texts.h"

#include <algorithm>
#include <utility>

namespace deepscope {

StopTexts::StopTexts(std::vector<std::string> texts) : m_texts(std::move(texts))
{
    std::erase(m_texts, "");
    for (const std::string &text : m_texts)
        m_longest = std::max(m_longest, text.size());
}

bool StopTexts::foundIn(std::string_view answer)
{
    if (m_texts.empty() || m_place != std::string::npos)
        return m_place != std::string::npos;
    const size_t from = m_seen < m_longest ? 0 : m_seen - m_longest + 1;
    for (const std::string &text : m_texts)
        m_place = std::min(m_place, answer.find(text, std::min(from, answer.size())));
    m_seen = answer.size();
    return m_place != std::string::npos;
}

std::string StopTexts::before(const std::string &answer) const { return answer.substr(0, m_place); }

} // namespace deepscope
