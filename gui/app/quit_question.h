// Asks before the window closes over what could not be written: whether to try again, to save the turns as run files
// elsewhere, to lose them, or to stay.
#pragma once

#include "app/workbench.h"

#include <QPointer>

class QMessageBox;
class QPushButton;

namespace deepscope {

class QuitQuestion : public QObject {
    Q_OBJECT

public:
    // Both must outlive it.
    QuitQuestion(Workbench &workbench, QWidget *window);

    // Whether the window may close at once. If not, it is closed as soon as all is written or a person says so.
    bool mayQuit();
    void askNothing() { m_agreed = true; } // from now on

private:
    void ask(const QString &reason);
    void describe(const QString &reason);
    void checkWritten();
    void saveElsewhere();
    void save(const QString &folder);
    void stay();
    void quit();

    Workbench &m_workbench;
    QWidget *m_window;
    QPointer<QMessageBox> m_box; // null while nothing is asked
    QPushButton *m_save = nullptr;
    bool m_quitting = false, m_agreed = false;
};

} // namespace deepscope
