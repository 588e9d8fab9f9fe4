// What all panels of data have in common: a picture, or a message in its place, one line of words at the foot that says
// what is under the pointer, and keys that move the focus where no part of the panel needs them.
#pragma once

#include "models/routing_statistics.h"
#include "models/selection.h"
#include "panel_message.h"

#include <QWidget>

#include <functional>

class QMenu;
class QStackedLayout;

namespace deepscope {

class ElidedLabel;

// A view of a panel, as a picture shows it.
struct PanelView {
    QWidget *widget = nullptr; // all of it, also what is scrolled out of sight
    QString name;              // in words: "Experts of token 57 “carry”"
    QString fileName;          // proposed, without ending
};

class DataPanel : public QWidget {
    Q_OBJECT

public:
    DataPanel(const RunStore &store, Selection &selection, QWidget *parent);

    // What the panel shows now, for tests and for people who cannot see it.
    PanelMessage shownMessage() const { return m_shown; }
    QString words() const;
    // What is open in the panel; no widget while a message stands in its place.
    PanelView shownView() const;
    // What can be done in the panel's menu, besides its own, with the thing that is pointed at, or focused.
    using Actions = std::function<void(QMenu &menu, const Focus &thing)>;
    void setFurtherActions(Actions actions) { m_further = std::move(actions); }
    const RunStore &store() const { return m_store; }
    Selection &selection() const { return m_selection; }

signals:
    void pictureWanted(); // of the view that is open

protected:
    void setContent(QWidget *content); // once, from the constructor
    // For a content that has a place for the words; else they stand at the foot.
    ElidedLabel *wordsLine() const { return m_words; }
    void refreshMessage(); // call at the end of the constructor
    void refreshWords();

    // Kind::None: the content is shown.
    virtual PanelMessage message() const = 0;
    // Words on what is pointed at; empty = the hint.
    virtual QString wordsFor(const Focus &focus) const = 0;
    virtual QString hint() const { return {}; }
    // What can be done with the thing that is pointed at, or focused, in the panel's menu.
    virtual void addActions(QMenu &menu, const Focus &thing) { (void)menu, (void)thing; }
    virtual PanelView openView() const = 0;

    const Run *run() const { return m_store.current(); }
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

    const RunStore &m_store;
    Selection &m_selection;

private:
    QStackedLayout *m_stack;
    PanelMessageView *m_messageView;
    ElidedLabel *m_words;
    PanelMessage m_shown;
    Actions m_further;
};

} // namespace deepscope
