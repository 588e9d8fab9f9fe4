// Markdown as HTML, by the same blocks and words that the chat shows. Nothing of the source becomes a tag: all of it is
// escaped, and links lead to web and mail addresses alone.
#pragma once

#include <QString>

#include <functional>

namespace deepscope {

// What is before and behind a stretch of the source, such as a token: begins with `open` and ends with "</span>";
// empty = nothing. Asked for each place; equal numbers are one stretch, -1 = none.
struct HtmlStretches {
    std::function<int(int source)> at = [](int) { return -1; };
    std::function<QString(int stretch)> open = [](int) { return QString(); };
};

QString escapedHtml(const QString &text);
QString markdownHtml(const QString &source, const HtmlStretches &stretches = {});
// A text without Markdown, each line of it kept; to stand where white space counts.
QString plainHtml(const QString &source, const HtmlStretches &stretches = {});

} // namespace deepscope
