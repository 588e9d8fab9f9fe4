// The turns of a chat, scrolled: by wheel, bar, pan and plain keys. It can stay at the end while the text grows and
// finds its height, until the person moves it, or something that the person did: the Tab key goes to what is out of
// view.
#pragma once

#include "panels/shared/panel_scroll.h"

#include <QPointer>

class QPlainTextEdit;

namespace deepscope {

class ConversationScroll : public PanelScroll {
    Q_OBJECT

public:
    explicit ConversationScroll(QWidget *parent = nullptr);

    // Goes there too. With a `part`: only as far as its beginning stays in view.
    void setStaysAtEnd(bool stays, const QWidget *part = nullptr);
    // Both end the staying. A rectangle of `part`, which stands somewhere in the content, comes into view.
    void reveal(const QWidget &part, const QRect &rect);
    void showFromTop(const QWidget &part); // from its first line, unless it is in view as a whole

    // Keys that are of no use to the editor scroll here: Page keys while its text is all in view, and while it is empty
    // Up, Down, Home and End too.
    void takeKeysOf(QPlainTextEdit *editor);

signals:
    void movedByPerson(bool toEnd);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void moveTo(int value);
    void movedTo(int value);
    QRect inContent(const QWidget &part, const QRect &rect) const;
    void goToEnd();

    bool m_staysAtEnd = false;
    bool m_moves = false; // by itself
    QPointer<const QWidget> m_part;
};

} // namespace deepscope
