// Which stars, underscores and tildes of a text are marks of emphasis, by CommonMark's rules. Signs of calculation and
// of names stay text: 2*3*4, a*b, x**2, f(*), /*…*/, snake_case, __init__, one tilde alone.
#pragma once

#include <QStringView>

#include <cstdint>
#include <vector>

namespace deepscope {

enum MarkdownStyle : uint8_t {
    Italic = 1,
    Bold = 2,
    Struck = 4,
    CodeText = 8,
    FormulaText = 16,
    Superscript = 32,
    Subscript = 64,
    Framed = 128
};

class MarkdownEmphasis {
public:
    explicit MarkdownEmphasis(QStringView text); // of one block

    // The run of equal signs [begin, end). Runs come in their order.
    void add(int begin, int end);
    // The places where it stands with all runs so far; pairs never reach over it once closeGroup was called.
    size_t group() const { return m_runs.size(); }
    void closeGroup(size_t group);

    // Applies what pairs are left: for each character its styles, and whether it is a mark.
    struct Result {
        std::vector<uint8_t> styles;
        std::vector<bool> marks;
    };
    Result finished();

private:
    struct Run {
        int begin, end; // what is left of it
        bool opens, closes;
        int length; // at first
    };

    void pairRuns(size_t from);
    bool belongTogether(const Run &opening, const Run &closing) const;
    void apply(Run &opening, Run &closing);

    QStringView m_text;
    std::vector<Run> m_runs;
    struct Change {
        int italic = 0, bold = 0, struck = 0;
    };
    std::vector<Change> m_changes; // at each place, how many more than before it
    std::vector<bool> m_marks;
};

} // namespace deepscope
