// Text files that a person chooses or drops: each is read beside the interface thread and goes into the question that
// is being written, in their order.
#pragma once

#include <QObject>
#include <QStringList>

class QMimeData;

namespace deepscope {

class Composer;
class Settings;

class Attachments : public QObject {
    Q_OBJECT

public:
    // Both must outlive it; the dialog is shown over `window`.
    Attachments(Composer &composer, Settings &settings, QWidget *window);

    void choose();
    void attach(const QStringList &paths);

    static constexpr int MostFiles = 20;                     // at once
    static constexpr qsizetype MostCharacters = 1024 * 1024; // of the question, with what is attached

signals:
    void refused(const QString &sentence); // which files, and why

private:
    Composer &m_composer;
    Settings &m_settings;
    QWidget *m_window;
};

// The files of this machine that are dragged; empty if there is anything else among what is dragged.
QStringList draggedFiles(const QMimeData &dragged);
// A model, a recorded run, a record of learning or a whole chat, by the ending of its name. What JSON is for does not
// stand in its name.
bool isOpened(const QString &path);

} // namespace deepscope
