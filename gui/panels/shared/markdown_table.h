// The cells of a table's line, and what its second line says of its columns.
#pragma once

#include "panels/shared/token_spans.h"

#include <QStringView>

#include <vector>

namespace deepscope {

// Places in the source, without the blanks around a cell. A pipe in code, and one behind a backslash, parts nothing.
std::vector<CharacterRange> tableCells(QStringView source, CharacterRange line);

// Of "|---|:-:|": one for each column; empty: the line is no such line.
std::vector<Qt::Alignment> tableColumns(QStringView source, CharacterRange line);

} // namespace deepscope
