#include "text/pre_tokenizer.h"

#include "api/error.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace deepscope {

class PreTokenizer::Expression {
public:
    explicit Expression(const std::string &pattern)
    {
        int error = 0;
        PCRE2_SIZE where = 0;
        m_code.reset(pcre2_compile(PCRE2_SPTR(pattern.data()), pattern.size(),
                                   PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY, &error, &where, nullptr));
        if (!m_code)
            throw Error(ErrorKind::Internal,
                        "The expression " + pattern + " is wrong at " + std::to_string(where) + ".");
    }

    void split(std::string_view text, std::vector<std::string_view> &pieces) const
    {
        const std::unique_ptr<pcre2_match_data, Free> match(
            pcre2_match_data_create_from_pattern(m_code.get(), nullptr));
        size_t done = 0;
        while (done < text.size() && find(text, done, match.get())) {
            const PCRE2_SIZE *range = pcre2_get_ovector_pointer(match.get());
            if (range[0] > done)
                pieces.push_back(text.substr(done, range[0] - done));
            pieces.push_back(text.substr(range[0], range[1] - range[0]));
            done = range[1];
        }
        if (done < text.size())
            pieces.push_back(text.substr(done));
    }

private:
    struct Free {
        void operator()(pcre2_code *code) const { pcre2_code_free(code); }
        void operator()(pcre2_match_data *match) const { pcre2_match_data_free(match); }
    };

    bool find(std::string_view text, size_t from, pcre2_match_data *match) const
    {
        const int count = pcre2_match(m_code.get(), PCRE2_SPTR(text.data()), text.size(), from,
                                      PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, match, nullptr);
        if (count < 0 && count != PCRE2_ERROR_NOMATCH)
            throw Error(ErrorKind::Internal,
                        "The text cannot be split into pieces: PCRE2 reports error " + std::to_string(count) + ".");
        return count > 0;
    }

    std::unique_ptr<pcre2_code, Free> m_code;
};

PreTokenizer::PreTokenizer(const std::vector<std::string> &expressions)
{
    for (const std::string &expression : expressions)
        m_expressions.push_back(std::make_unique<Expression>(expression));
}

PreTokenizer::~PreTokenizer() = default;

std::vector<std::string_view> PreTokenizer::split(std::string_view text) const
{
    std::vector<std::string_view> pieces = {text};
    for (const auto &expression : m_expressions) {
        std::vector<std::string_view> finer;
        for (const std::string_view piece : pieces)
            expression->split(piece, finer);
        pieces = std::move(finer);
    }
    return pieces;
}

} // namespace deepscope
