// Blocks of code in a text document: each lies on a ground of its own, with a head above it that names the language and
// copies the code.
#pragma once

#include <QObject>
#include <QRectF>

#include <functional>
#include <vector>

class QFont;
class QPainter;
class QTextBlockFormat;
class QTextDocument;
class QTextEdit;
class QToolButton;

namespace deepscope {

class Palette;

// Of the first line of a block of code; its room above and below are margins.
void setCodeBegins(QTextBlockFormat &format, bool withHead);
qreal codeHeadHeight(const QFont &font);
// A text gives its first block no margin above: where that is code, the text as a whole has the room.
void makeRoomAbove(QTextDocument &document);

// `seen` in coordinates of the document.
void paintCode(QPainter &painter, const QTextDocument &document, const QRectF &seen, const Palette &colours);

// The buttons in the heads, which copy.
class CodeHeads : public QObject {
    Q_OBJECT

public:
    explicit CodeHeads(QTextEdit &view);

    // The document positions at which blocks with a head begin now, and what gives the code of one of these blocks.
    void place(const std::vector<int> &begins);
    void setSource(std::function<QString(int begin)> code) { m_code = std::move(code); }

signals:
    void pressed();

private:
    QToolButton *addButton();
    void copy(size_t head);

    QTextEdit &m_view;
    std::function<QString(int)> m_code;
    std::vector<int> m_begins;
    std::vector<QToolButton *> m_buttons; // those without a head are hidden
};

} // namespace deepscope
