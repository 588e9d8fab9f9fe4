// What stands behind the tokens of a page: a class for each level of a scale, with its colours in light and dark, and
// the words of each token. The scale ends where the greatest value of the chat lies.
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
    TokenGrounds(const ChatDocument &document, TokenMeasure measure);

    bool empty() const { return m_measure == TokenMeasure::Phase; }
    QString styles(bool dark) const; // CSS
    QString legend() const;          // HTML
    // Of the tokens of a phase; `spans` becomes their text, and both must live as long as what is returned.
    HtmlStretches stretches(const DocumentAnswer &answer, Phase phase, TokenSpans &spans) const;

private:
    std::optional<double> valueOf(const DocumentToken &token) const;
    QString opening(const DocumentToken &token) const;

    TokenMeasure m_measure;
    double m_end = 1;
};

} // namespace deepscope
