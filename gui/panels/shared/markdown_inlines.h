// The words of one Markdown block as they are shown: marks of emphasis, code and links taken out, each character with
// its place in the source. Formulas, HTML, entities, images and backslashes that belong to what is said stay as
// written.
#pragma once

#include "panels/shared/markdown_blocks.h"
#include "panels/shared/markdown_emphasis.h"

#include <QStringList>

namespace deepscope {

struct MarkdownInlines {
    QString text;                // line ends are QChar::LineSeparator
    std::vector<int> sources;    // of each character; -1: a part of a tab
    std::vector<uint8_t> styles; // MarkdownStyle
    std::vector<int> links;      // into `addresses`; -1: none
    QStringList addresses;
};

enum class MarkdownPlace : uint8_t { Text, TableCell }; // in a cell, a backslash before a pipe is never shown

MarkdownInlines readInlines(QStringView source, const std::vector<MarkdownBlock::Line> &lines,
                            MarkdownPlace place = MarkdownPlace::Text);

} // namespace deepscope
