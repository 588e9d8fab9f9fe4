#include "panels/shared/markdown_code.h"

#include "paint/palette.h"
#include "paint/type_scale.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextEdit>
#include <QTextFrame>
#include <QTimer>
#include <QToolButton>

namespace deepscope {

namespace {

constexpr int BeginsProperty = QTextFormat::UserProperty + 3;
constexpr int Begins = 1, BeginsWithHead = 2;
constexpr int Padding = Step;     // above and below the code
constexpr int CopiedShown = 1500; // milliseconds

bool isCode(const QTextBlock &block)
{
    return block.isValid() && block.blockFormat().hasProperty(QTextFormat::BlockCodeFence);
}

int beginOf(const QTextBlock &block) { return block.blockFormat().intProperty(BeginsProperty); }

// Between the sides of the code's ground.
QRectF across(const QTextDocument &document, const QTextBlock &block, qreal top, qreal bottom)
{
    const qreal left = document.documentMargin() + block.blockFormat().indent() * document.indentWidth();
    return {left, top, document.size().width() - document.documentMargin() - left, bottom - top};
}

void paintHead(QPainter &painter, const QTextDocument &document, const QTextBlock &block, const QRectF &head,
               const Palette &colours)
{
    const QString language = block.blockFormat().stringProperty(QTextFormat::BlockCodeLanguage);
    painter.setFont(smallFont(document.defaultFont()));
    painter.setPen(colours(Role::QuietText));
    const QRectF words = head.adjusted(2 * Step, 0, -head.width() / 3, 0); // the button is at the right
    painter.drawText(
        words, Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetricsF(painter.font())
            .elidedText(language.isEmpty() ? CodeHeads::tr("Code") : language, Qt::ElideRight, words.width()));
    painter.fillRect(QRectF(head.left(), head.bottom() - 1, head.width(), 1), colours(Role::Line));
}

// One line of code: the pieces of ground meet.
void paintPiece(QPainter &painter, const QTextDocument &document, const QTextBlock &block, const Palette &colours)
{
    const QAbstractTextDocumentLayout *layout = document.documentLayout();
    const QRectF line = layout->blockBoundingRect(block);
    const int begin = beginOf(block);
    const bool ends = !isCode(block.next()) || beginOf(block.next()) != 0;
    const qreal head = begin == BeginsWithHead ? codeHeadHeight(document.defaultFont()) : 0;
    const qreal top = begin != 0 ? line.top() - Padding - head : line.top();
    const qreal bottom = ends ? line.bottom() + Padding : layout->blockBoundingRect(block.next()).top();
    const QRectF ground = across(document, block, top, bottom);
    painter.fillRect(ground, colours(Role::Raised));
    const QColor edge = colours(Role::Line);
    painter.fillRect(QRectF(ground.left(), ground.top(), 1, ground.height()), edge);
    painter.fillRect(QRectF(ground.right() - 1, ground.top(), 1, ground.height()), edge);
    if (begin != 0)
        painter.fillRect(QRectF(ground.left(), ground.top(), ground.width(), 1), edge);
    if (ends)
        painter.fillRect(QRectF(ground.left(), ground.bottom() - 1, ground.width(), 1), edge);
    if (head > 0)
        paintHead(painter, document, block, QRectF(ground.topLeft(), QSizeF(ground.width(), head)), colours);
}

} // namespace

void setCodeBegins(QTextBlockFormat &format, bool withHead)
{
    format.setProperty(BeginsProperty, withHead ? BeginsWithHead : Begins);
    format.setTopMargin(format.topMargin() + 2 * Padding); // that of the block above, too
}

qreal codeHeadHeight(const QFont &font) { return QFontMetricsF(smallFont(font)).height() + 2 * Step; }

void makeRoomAbove(QTextDocument &document)
{
    const QTextBlock first = document.begin();
    const qreal head = beginOf(first) == BeginsWithHead ? codeHeadHeight(document.defaultFont()) : 0;
    const qreal above = document.documentMargin() + (beginOf(first) != 0 ? Padding + head : 0);
    QTextFrameFormat format = document.rootFrame()->frameFormat();
    if (format.topMargin() == above)
        return;
    format.setTopMargin(above);
    document.rootFrame()->setFrameFormat(format);
}

void paintCode(QPainter &painter, const QTextDocument &document, const QRectF &seen, const Palette &colours)
{
    const QAbstractTextDocumentLayout *layout = document.documentLayout();
    QTextBlock block = document.findBlock(qMax(0, layout->hitTest(seen.topLeft(), Qt::FuzzyHit))).previous();
    block = block.isValid() ? block : document.begin();
    bool below = false;
    for (; block.isValid() && !below; block = block.next()) {
        below = layout->blockBoundingRect(block).top() > seen.bottom(); // its head may still be in view
        if (isCode(block))
            paintPiece(painter, document, block, colours);
    }
}

CodeHeads::CodeHeads(QTextEdit &view) : QObject(&view), m_view(view) {}

QToolButton *CodeHeads::addButton()
{
    auto *button = new QToolButton(m_view.viewport());
    const size_t head = m_buttons.size();
    button->setObjectName(QStringLiteral("copyCode"));
    button->setText(tr("Copy"));
    button->setAccessibleName(tr("Copy code %1").arg(head + 1));
    button->setToolTip(tr("Copy this code"));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setCursor(Qt::ArrowCursor);
    connect(button, &QToolButton::pressed, this, &CodeHeads::pressed);
    connect(button, &QToolButton::clicked, this, [this, head] { copy(head); });
    m_buttons.push_back(button);
    return button;
}

void CodeHeads::copy(size_t head)
{
    if (head >= m_begins.size())
        return;
    QGuiApplication::clipboard()->setText(m_code(m_begins[head]));
    QToolButton *button = m_buttons[head];
    button->setText(tr("Copied"));
    place(m_begins);
    QTimer::singleShot(CopiedShown, button, [this, button] {
        button->setText(tr("Copy"));
        place(m_begins);
    });
}

void CodeHeads::place(const std::vector<int> &begins)
{
    m_begins = begins;
    const QTextDocument &document = *m_view.document();
    const int height = static_cast<int>(codeHeadHeight(document.defaultFont())) - 2;
    const QPointF scrolled(m_view.horizontalScrollBar()->value(), m_view.verticalScrollBar()->value());
    for (size_t head = 0; head < begins.size(); ++head) {
        QToolButton *button = head < m_buttons.size() ? m_buttons[head] : addButton();
        button->setFont(smallFont(document.defaultFont()));
        const QTextBlock block = document.findBlock(begins[head]);
        const QRectF line = document.documentLayout()->blockBoundingRect(block);
        const QRectF ground = across(document, block, line.top() - Padding - height - 1, line.top());
        const int width = button->sizeHint().width();
        const QPoint corner = (ground.topRight() - scrolled).toPoint() - QPoint(width + 1, 0);
        button->setGeometry(QRect(corner, QSize(width, height - 1)));
        button->show();
    }
    for (size_t unused = begins.size(); unused < m_buttons.size(); ++unused)
        m_buttons[unused]->hide();
}

} // namespace deepscope
