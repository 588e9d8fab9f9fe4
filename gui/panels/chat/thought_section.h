// The thought of one turn: a header that says how long it took, and the text below it, which can be folded away. Its
// last line is still seen while it is being written.
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>

class QToolButton;

namespace deepscope {

class ElidedLabel;
class Run;
class ThoughtEditor;
class TokenTextView;

class ThoughtSection : public QWidget {
    Q_OBJECT

public:
    explicit ThoughtSection(QWidget *parent = nullptr);

    TokenTextView *text() const { return m_text; }
    bool isOpen() const { return m_open; }
    void setOpen(bool open);

    void openAsWished(bool open); // by the person
    // Folds or opens by itself, unless the person has done so, or has selected some of what would be folded.
    void suggestOpen(bool open);
    // From now on its header says the count and the time alone: it is narrow.
    void setBrief() { m_brief = true; }
    // Counts, time and speed, from the tokens so far.
    void showFigures(const Run &run, bool thinking);

    void setSent(bool sent); // with later questions

    // The focused token where it is of this thought, else empty; a folded thought names it in its header.
    void setFocusText(const QString &token);

    // In the place of the text, until it is done or given up.
    enum class Keyboard : uint8_t { Goes, Stays };
    void beginEditing(const QString &thought, Keyboard keyboard = Keyboard::Goes);
    ThoughtEditor *editor() const { return m_editor; } // null: it is not being edited
    std::optional<QString> unfinished() const;         // what is written there and not sent so far
    // Whether another version of the turn can begin with it; by default it can. What is being written stays.
    void setOffersVersions(bool offers);
    QToolButton *editButton() const { return m_edit; }
    QToolButton *answerNowButton() const { return m_answerNow; }

signals:
    void answerNowRequested();
    void editRequested();
    void edited(const QString &thought, bool answers); // else it is to go on

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void endEditing();
    void describe();
    void showOffers();
    void showLastLine();

    QToolButton *m_header, *m_answerNow, *m_edit;
    ThoughtEditor *m_editor = nullptr;
    ElidedLabel *m_lastLine;
    TokenTextView *m_text;
    bool m_open = true;
    bool m_touched = false; // by the person
    bool m_brief = false;
    bool m_sent = false, m_ended = false;
    bool m_offers = true, m_canBeEdited = false;
    bool m_sending = false;
    bool m_thinking = false;
    QStringList m_figures;
    QString m_focus;
};

} // namespace deepscope
