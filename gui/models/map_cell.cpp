#include "map_cell.h"

#include "models/engine_words.h"
#include "paint/bidi_text.h"
#include "paint/number_format.h"
#include "paint/texts.h"
#include "paint/token_text.h"
#include "selection_words.h"

namespace deepscope {

namespace {

constexpr int LongestText = 32; // letters of a token

} // namespace

int strongestToken(const Run &run, TokenRange tokens, int layer, int expert)
{
    int strongest = tokens.begin;
    float greatest = 0;
    for (int token = tokens.begin; token < tokens.end; ++token)
        if (const float weight = run.weightOf(token, layer, expert); weight > greatest) {
            greatest = weight;
            strongest = token;
        }
    return strongest;
}

QStringList cellLines(const Run &run, const Focus &cell, TokenRange tokens, const RoutingStatistics &statistics)
{
    QString text = visibleTokenText(run.bytes(cell.token));
    if (text.size() > LongestText)
        text = text.left(LongestText) + QChar(0x2026);
    QStringList lines = {
        QString(QChar(0x201c)) + isolated(text) + QChar(0x201d),
        tr("token %1, %2").arg(formatExactCount(uint64_t(cell.token)), phaseWord(run.phase(cell.token))),
        tr("layer %1, expert %2").arg(cell.layer).arg(cell.expert),
        choiceWords(run, cell),
        tr("chosen by %1").arg(shareWords(run, cell, statistics)),
    };
    if (tokens.size() > 1)
        lines << tr("the strongest of %1 in this place").arg(formatPlural(tokens.size(), Noun::Token));
    return lines;
}

} // namespace deepscope
