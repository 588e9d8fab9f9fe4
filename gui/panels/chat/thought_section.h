// The thought of one turn: a header that says how long it took, and the text below it, which can be folded away. Its
// last line is still seen while it is being written.
#pragma once

#include <QStringList>
#include <QWidget>

class QToolButton;

namespace deepscope {

class ElidedLabel;
class Run;
class TokenTextView;

class ThoughtSection : public QWidget {
    Q_OBJECT

public:
    explicit ThoughtSection(QWidget *parent = nullptr);

    TokenTextView *text() const { return m_text; }
    bool isOpen() const { return m_open; }
    void setOpen(bool open);

    // Folds or opens by itself, unless the person has done so, or has selected some of what would be folded.
    void suggestOpen(bool open);
    // From now on its header says the count and the time alone: it is narrow.
    void setBrief() { m_brief = true; }
    // Counts, time and speed, from the tokens so far.
    void showFigures(const Run &run, bool thinking);

    // The focused token where it is of this thought, else empty; a folded thought names it in its header.
    void setFocusText(const QString &token);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();
    void showLastLine();

    QToolButton *m_header;
    ElidedLabel *m_lastLine;
    TokenTextView *m_text;
    bool m_open = true;
    bool m_touched = false; // by the person
    bool m_brief = false;
    bool m_thinking = false;
    QStringList m_figures;
    QString m_focus;
};

} // namespace deepscope
