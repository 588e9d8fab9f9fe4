// Where characters of a laid-out document are, and which character is at a place. Coordinates of the document.
#pragma once

#include "panels/shared/token_spans.h"

#include <QRectF>

class QTextDocument;

namespace deepscope {

// The character under a point, not the gap between characters that a text cursor would take; -1: none.
int characterAt(const QTextDocument &document, QPointF point);

// One rectangle for each line that the characters stand on; more where text of both directions parts them.
std::vector<QRectF> lineRects(const QTextDocument &document, CharacterRange characters);

} // namespace deepscope
