#include "app/chat_page.h"

#include "app/token_grounds.h"
#include "models/chat_markdown.h"
#include "paint/palette.h"
#include "paint/texts.h"
#include "panels/shared/markdown_html.h"

namespace deepscope {

namespace {

constexpr const char *Layout = R"(
body { margin: 0; background: var(--panel); color: var(--text); font: 17px/1.55 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem; }
h3, h4, h5, h6 { line-height: 1.3; margin: 1.5em 0 .5em; }
.quiet, .making, .figures, summary, .legend { color: var(--quiet); font-size: .85rem; }
.quiet { margin: 0 0 2rem; }
article { border-top: 1px solid var(--line); padding: 1.5rem 0; }
.question { font-size: 1.1rem; font-weight: 600; line-height: 1.4; margin: 0 0 1rem; white-space: pre-wrap; }
.thought { border-inline-start: 3px solid var(--think); margin: .5rem 0; padding-inline-start: 1rem; white-space: pre-wrap; }
details { margin: 0 0 1rem; }
summary { cursor: pointer; }
.making { list-style: none; margin: .5rem 0 0; padding: 0; }
.system { white-space: pre-wrap; }
.figures { margin: 1rem 0 0; }
.failure { color: var(--error); }
pre { background: var(--raised); border-radius: 6px; overflow-x: auto; padding: .75rem 1rem; }
code { font: .9em ui-monospace, monospace; }
blockquote { border-inline-start: 3px solid var(--line); margin: 1rem 0; padding-inline-start: 1rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: start; }
.middle { text-align: center; }
.end { text-align: end; }
a { color: var(--accent); }
hr { border: 0; border-top: 1px solid var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0 0 1.5rem; }
.scale { white-space: nowrap; }
.step { display: inline-block; height: .9em; width: 5px; vertical-align: -.1em; }
.unknown { text-decoration: underline dotted; }
)";

QString colours(bool dark, const TokenGrounds &grounds)
{
    const Palette color(dark);
    const auto value = [&](const char *name, const QColor &one) {
        return QStringLiteral("--%1:%2;").arg(QLatin1String(name), one.name());
    };
    return QStringLiteral(":root{color-scheme:%1;").arg(dark ? QStringLiteral("dark") : QStringLiteral("light")) +
           value("panel", color(Role::Panel)) + value("raised", color(Role::Raised)) +
           value("text", color(Role::Text)) + value("quiet", color(Role::QuietText)) +
           value("line", color(Role::Line)) + value("accent", color(Role::Accent)) +
           value("error", color(Role::Error)) + value("think", color.phaseBar(Phase::Think)) + QStringLiteral("}\n") +
           (grounds.empty() ? QString() : grounds.styles(dark));
}

QString wordsOf(const DocumentAnswer &answer, Phase phase, const TokenGrounds &grounds)
{
    const auto html = phase == Phase::Think ? plainHtml : markdownHtml;
    TokenSpans spans;
    if (!grounds.empty() && !answer.tokens.empty()) {
        const HtmlStretches stretches = grounds.stretches(answer, phase, spans);
        return html(spans.text(), stretches);
    }
    return html(phase == Phase::Think ? answer.thought : answer.answer, {});
}

QString thoughtOf(const DocumentAnswer &answer, const TokenGrounds &grounds)
{
    if (answer.thought.isEmpty())
        return {};
    return QStringLiteral("<details><summary>%1</summary><div class=\"thought\" dir=\"auto\">%2</div></details>\n")
        .arg(escapedHtml(tr("Thought")), wordsOf(answer, Phase::Think, grounds).trimmed());
}

QString makingOf(const DocumentAnswer &answer)
{
    QString making;
    for (const QString &line : answer.making)
        making += QStringLiteral("<li dir=\"auto\">%1</li>").arg(escapedHtml(line));
    if (!answer.system.isEmpty())
        making += QStringLiteral("<li class=\"system\" dir=\"auto\">%1</li>")
                      .arg(plainHtml(tr("System text: %1").arg(answer.system)));
    const QString figures = answer.figures.join(QStringLiteral(" \u00b7 "));
    const QString failure = answer.failure.isEmpty() || answer.figures.contains(answer.failure)
                                ? QString()
                                : QStringLiteral("<p class=\"failure\">%1</p>\n").arg(escapedHtml(answer.failure));
    return failure +
           QStringLiteral("<details class=\"figures\"><summary>%1</summary><ul class=\"making\">%2</ul></details>\n")
               .arg(escapedHtml(figures.isEmpty() ? tr("How it was made") : figures), making);
}

QString turnOf(const DocumentAnswer &answer, const TokenGrounds &grounds)
{
    return QStringLiteral("<article>\n<h2 class=\"question\" dir=\"auto\">%1</h2>\n").arg(plainHtml(answer.question)) +
           thoughtOf(answer, grounds) +
           QStringLiteral("<div class=\"answer\" dir=\"auto\">\n%1</div>\n")
               .arg(wordsOf(answer, Phase::Answer, grounds)) +
           makingOf(answer) + QStringLiteral("</article>\n");
}

} // namespace

QByteArray chatPage(const ChatDocument &document, std::optional<TokenMeasure> measure)
{
    const TokenGrounds grounds(document, measure);
    const QString title = escapedHtml(document.title);
    QString page = QStringLiteral("<!DOCTYPE html>\n<html lang=\"\">\n<head>\n<meta charset=\"utf-8\">\n"
                                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                                  "<meta http-equiv=\"Content-Security-Policy\" "
                                  "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                                  "<meta name=\"generator\" content=\"Deepscope\">\n<title>") +
                   title + QStringLiteral("</title>\n<style>\n") + colours(false, grounds) +
                   QStringLiteral("@media (prefers-color-scheme: dark) {\n") + colours(true, grounds) +
                   QStringLiteral("}") + QLatin1String(Layout) +
                   QStringLiteral("</style>\n</head>\n<body>\n<main>\n<h1 dir=\"auto\">") + title +
                   QStringLiteral("</h1>\n<p class=\"quiet\" dir=\"auto\">") + escapedHtml(documentLine(document)) +
                   QStringLiteral("</p>\n");
    if (!grounds.empty())
        page += grounds.legend();
    for (const DocumentAnswer *answer : document.path())
        page += turnOf(*answer, grounds);
    page += QStringLiteral("</main>\n</body>\n</html>\n");
    return page.toUtf8();
}

} // namespace deepscope
