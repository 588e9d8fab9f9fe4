// A block of Markdown as models write it, with its place in the source. CommonMark and GitHub's tables decide
// what is a block, with these exceptions, so that nothing that was written is lost: HTML, entities, footnotes and link
// definitions are text; "---" below a text is a line across; a formula keeps its lines; "#" or ">>>" alone is text; a
// row may have more cells than its table's head.
#pragma once

#include "panels/shared/token_spans.h"

#include <QString>

#include <vector>

namespace deepscope {

struct MarkdownBlock {
    enum class Kind : uint8_t { Paragraph, Heading, Code, Rule, Table };
    struct Line {
        int blanks = 0;      // columns of a tab, before the text
        CharacterRange text; // in the source, without signs
        int lineEnd = 0;     // the place of the line's end in the source
    };

    Kind kind = Kind::Paragraph;
    int level = 0;                       // of a heading, 1 to 6
    int depth = 0;                       // quotes and list items around it
    unsigned quotes = 0;                 // which of these are quotes: one bit each, the lowest for the outermost
    std::vector<CharacterRange> markers; // signs of the list items that begin with it: "-", "12.", "[x]"
    std::vector<Line> lines;             // of a table, without its second
    std::vector<Qt::Alignment> columns;  // of a table
    CharacterRange language;             // of code: the first word behind the fence
    bool goesOn = false;                 // code: with that of the block before
    bool endsLater = false;              // code: the next block goes on with it
    CharacterRange source;               // whole lines, signs and fences included

    bool isFenced() const { return kind == Kind::Code && language.end > 0; } // else code is what is indented
};

} // namespace deepscope
