// What stands behind the tokens of a page: a class for each level of a scale, for each phase or for experts, with its
// colours in light and dark, and the words of each token. A scale ends where the greatest value of the chat lies.
#pragma once

#include "models/chat_document.h"
#include "models/token_measure.h"
#include "panels/shared/markdown_html.h"
#include "panels/shared/token_spans.h"

#include <QCoreApplication>

namespace deepscope {

class TokenGrounds {
    Q_DECLARE_TR_FUNCTIONS(deepscope::TokenGrounds)

public:
    // Of the measures that a run alone tells, or by its phase or strongest expert; nothing colours none.
    TokenGrounds(const ChatDocument &document, std::optional<TokenMeasure> measure);

    bool empty() const { return !m_measure; }
    QString styles(bool dark) const; // CSS
    QString legend() const;          // HTML
    // Of the tokens of a phase; `spans` becomes their text, and both must live as long as what is returned.
    HtmlStretches stretches(const DocumentAnswer &answer, Phase phase, TokenSpans &spans) const;

private:
    std::optional<double> valueOf(const DocumentToken &token) const;
    int levelOf(const DocumentToken &token) const; // -1 = not computed
    QString valueWords(const DocumentToken &token) const;
    QString swatches(int first, int end) const; // HTML
    QString opening(const DocumentToken &token) const;

    std::optional<TokenMeasure> m_measure;
    double m_end = 1;
    int m_levels = 0;      // that a page tells apart
    int m_layer = -1;      // whose experts colour, of the last token that has one
    int m_lastExpert = -1; // the highest number
};

} // namespace deepscope
