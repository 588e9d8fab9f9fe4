// Where a question is written: a text field that grows to six lines, with Send (Stop while a run goes on), a menu that
// asks several times, and settings.
#pragma once

#include "panels/chat/generation_settings.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace deepscope {

class GenerationPopover;

class Composer : public QFrame {
    Q_OBJECT
public:
    explicit Composer(QWidget *parent = nullptr);

    // One sentence why nothing can be asked, by any model or here and now; empty = can ask. It can be written all the
    // same.
    void setUnavailable(const QString &reason);
    void setRefused(const QString &reason);
    void setRunning(bool running);
    // Of tokens, beside Send; empty = nothing to say. Where there is room, `more` stands there instead.
    void setCount(const QString &words, const QString &more, const QString &toolTip);
    void setBeginsNewChat(bool begins); // says so in the empty field
    bool canSend() const;

    QString text() const;
    void setText(const QString &text);
    void addPassage(const QString &passage); // below what is written, on lines of its own
    void focusEditor();

    // A question of the chat is written anew; what was being written comes back behind it.
    void beginEditing(const QString &question);
    void endEditing();
    bool isEditing() const { return m_editing; }

    GenerationSettings settings() const;
    void setSettings(const GenerationSettings &settings);
    GenerationPopover *settingsForm() const { return m_popover; }
    void setAdvice(const std::optional<Sampling> &advice, const QString &source); // who says so

public slots:
    // Does nothing while there is nothing to send or a run goes on; the text stays until taken().
    void submit() { submitTimes(1); }
    void submitTimes(int answers);
    void taken(const QString &question);
    void giveBack(const QString &question); // to be changed; text that was typed meanwhile stays

signals:
    void submitted(const QString &question, int answers);
    void stopRequested();
    void refused(); // Send was wished, and cannot be
    void canSendChanged();
    void textChanged();
    void settingsChanged();
    void editingCancelled(); // by a person
    void attachWanted();     // text files

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void arrange();
    bool givesUpEditing(const QKeyEvent &key) const;
    void makeTimes();
    QWidget *makeEditLine();
    void makeAttach();
    void grow();
    void invite();
    void updateButtons();
    void showCount();

    QPlainTextEdit *m_editor;
    QWidget *m_editLine;
    QLabel *m_count;
    QPushButton *m_send;
    QToolButton *m_times; // asks several times
    QToolButton *m_settings, *m_attach;
    GenerationPopover *m_popover;
    QString m_unavailable, m_refused;
    QString m_countWords, m_countMore;
    QString m_submitted;   // until it is taken
    QString m_interrupted; // draft, while another question is edited
    bool m_editing = false;
    bool m_running = false, m_beginsNewChat = false;
};

} // namespace deepscope
