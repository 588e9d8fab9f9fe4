// The words of one Markdown block as they are shown: marks of emphasis, code and links taken out and formulas set, each
// character with its place in the source. HTML, entities, images and backslashes that belong to what is said stay as
// written.
#pragma once

#include "panels/shared/markdown_blocks.h"
#include "panels/shared/markdown_emphasis.h"

#include <QStringList>

namespace deepscope {

struct MarkdownInlines {
    QString text;                // line ends are QChar::LineSeparator
    std::vector<int> sources;    // of each character; -1: of none, as in a tab
    std::vector<uint8_t> styles; // MarkdownStyle
    std::vector<int> links;      // into `addresses`; -1: none
    QStringList addresses;
    std::vector<int> formulas;                  // of each character, into `formulaSources`; -1: none
    std::vector<CharacterRange> formulaSources; // with their signs
};

enum class MarkdownPlace : uint8_t { Text, TableCell }; // in a cell, a backslash before a pipe is never shown

MarkdownInlines readInlines(QStringView source, const std::vector<MarkdownBlock::Line> &lines,
                            MarkdownPlace place = MarkdownPlace::Text);

} // namespace deepscope
