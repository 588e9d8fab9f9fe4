// Text in which every token can be pointed at: a read-only view as tall as its text, without scroll bars of its own.
#pragma once

#include "panels/shared/long_lines.h"
#include "panels/shared/markdown_text.h"
#include "panels/shared/token_spans.h"

#include <QTextEdit>
#include <QTimer>

#include <functional>

namespace deepscope {

class CodeHeads;

// What other views lend to the tokens of the run that the panels show, by token index in the run.
struct TokenColors {
    std::function<QColor(uint32_t)> ground;         // behind each token; none, or an invalid colour = the panel
    std::vector<std::pair<int, double>> underlined; // tokens with a line below them, and how strong it is, up to 1
};

// What is drawn over the tokens, by token index in the run.
struct TokenMarks : TokenColors {
    int focus = -1;                    // strong outline
    int hover = -1;                    // light outline
    int written = -1;                  // the text behind this token fades, as if it were not written yet; -1 = none
    std::function<bool(uint32_t)> lit; // tokens that stand out while the others step back; none = all alike
};

class TokenTextView : public QTextEdit {
    Q_OBJECT
public:
    enum class Format { Plain, Markdown };

    explicit TokenTextView(Format format, QWidget *parent = nullptr);

    // Text without tokens, or tokens that arrive later for the same text (a question and its prompt tokens).
    void showText(const QString &text);
    void showTokens(const TokenSpans &spans);

    void appendToken(uint32_t token, std::string_view bytes); // shown by the next update
    void appendText(const QString &text);                     // of no token
    void updateText();                                        // what is selected stays so
    void finish();

    const TokenSpans &spans() const { return m_spans; }
    void setMarks(const TokenMarks &marks); // outlines and lines only: cheap
    void setHover(int token);
    void refreshLit(); // after the answers of `lit` or `ground`, or what is written, changed

    // What a tool tip says of a token; empty = there is none.
    void setTokenTip(const std::function<QString(int token)> &tip) { m_tip = tip; }

    int tokenAt(const QPoint &viewportPosition) const; // -1: no token there
    QRect tokenRect(uint32_t token) const;             // of its first line, in the viewport

    void find(const QString &words); // marks where they stand, also in text that comes later; empty = nothing
    int found() const { return static_cast<int>(m_found.size()); }
    void setCurrentFound(int match);  // stands out among them; -1 = none
    QRect foundRect(int match) const; // of its first line, in the viewport

    QStringList links() const;                 // their addresses, each once, in the order of the text
    static bool mayOpen(const QString &link);  // others could start a program or read a file
    static bool openLink(const QString &link); // whether it may be opened, and was

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void tokenHovered(int token); // whenever the pointer moves; -1: it is on no token
    void tokenClicked(int token);
    void held();         // a person presses the button on it, or selects some of it
    void foundChanged(); // with the text

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    QVariant loadResource(int type, const QUrl &name) override;
    QMimeData *createMimeDataFromSelection() const override; // what was written, as text alone

private:
    struct Selected {
        CharacterRange text, source; // source: where the text may be shown anew
        bool backwards = false;
    };
    Selected selected() const;
    void select(const Selected &selected);
    void appendPlain();
    void wrapAnew();
    QPointF scrolled() const;
    CharacterRange shownRange(uint32_t token) const;
    void light(const QRectF &seen); // and what is near; in coordinates of the document
    void lightWhatIsSeen(const QRectF &seen);
    CharacterRange charactersIn(const QRectF &part) const; // of the document
    int writtenEnd() const;                                // in the document
    void outline(QPainter &painter, int token, const QColor &colour, qreal width) const;
    void fitHeight();
    void findFrom(int place);
    void paintFound(QPainter &painter, const QRectF &seen) const;
    // Qt's own way of painting what stands out cuts shapes out of shapes: half a second for a screen of coloured
    // tokens.
    void paintSelection(QPainter &painter, const QRectF &seen) const;
    void paintGrounds(QPainter &painter, const QRectF &seen) const;
    void paintUnderlines(QPainter &painter) const;
    void paintText(QPainter &painter, const QRectF &seen) const;
    QRegion fadedRegion(const QRectF &seen) const;     // of what steps back
    QRegion unwrittenRegion(const QRectF &seen) const; // of what is not written yet
    QString linkAt(const QPoint &viewportPosition) const;
    void showLink(const QPoint &viewportPosition);

    Format m_format;
    QString m_text;    // without Markdown, as it was given; the document shows it character by character
    LongLines m_lines; // how the document cuts that: positions there are others
    TokenSpans m_spans;
    MarkdownText m_markdown;
    QTimer m_wrap; // a new width may be one of many
    TokenMarks m_marks;
    std::function<QString(int token)> m_tip;
    CharacterRange m_lightable; // of the document: tokens outside of it do not stand out so far
    QPoint m_pressed;
    QString m_pointed;                   // the link under the pointer
    QString m_wanted;                    // the words that are looked for
    std::vector<CharacterRange> m_found; // of the text; with Markdown, of the document
    int m_currentFound = -1;
    CodeHeads *m_code;
};

} // namespace deepscope
