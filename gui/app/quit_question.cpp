#include "app/quit_question.h"

#include "app/recording.h"
#include "models/background.h"
#include "models/recorded_run.h"
#include "paint/number_format.h"

#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>

namespace deepscope {

namespace {

constexpr int LongestName = 60; // characters of a question that name its file

// A name that every file system takes, and that no file in the folder has.
QString newFileName(const QString &folder, const QString &question)
{
    static const QRegularExpression refused(QStringLiteral("[<>:\"/\\\\|?*\\x00-\\x1f]"));
    const QString name = QString(question).remove(refused).simplified().left(LongestName).trimmed();
    const QString stem = QDir(folder).filePath(name.isEmpty() ? QStringLiteral("run") : name);
    QString path = stem + QStringLiteral(".run");
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = QStringLiteral("%1 %2.run").arg(stem).arg(number);
    return path;
}

// The sentence of the first that could not be written; empty = all were.
QString writeAll(const QString &folder, const std::vector<RecordedRun> &runs)
{
    for (const RecordedRun &run : runs) {
        const QString sentence = writeRecording(newFileName(folder, QString::fromStdString(run.question)), run);
        if (!sentence.isEmpty())
            return sentence;
    }
    return {};
}

QString wordsOf(const Unwritten &unwritten)
{
    const int turns = int(unwritten.turns.size());
    const QString changes =
        QuitQuestion::tr("%1 to the list of chats").arg(formatPlural(unwritten.changes, Noun::Change));
    if (turns + unwritten.changes == 1)
        return turns ? QuitQuestion::tr("One turn is not written so far, and would be lost.")
                     : QuitQuestion::tr("One change to the list of chats is not written so far, and would be lost.");
    const QString all = unwritten.changes == 0 ? formatPlural(turns, Noun::Turn)
                        : turns == 0           ? changes
                                     : QuitQuestion::tr("%1 and %2").arg(formatPlural(turns, Noun::Turn), changes);
    return QuitQuestion::tr("%1 are not written so far, and would be lost.").arg(all);
}

// A button that does something and leaves the box open.
template <class Act>
QPushButton *addAct(QMessageBox *box, const QString &name, Act act)
{
    QPushButton *button = box->addButton(name, QMessageBox::ActionRole);
    button->disconnect(); // else the box closes, as it does for every button
    QObject::connect(button, &QPushButton::clicked, box, act);
    return button;
}

} // namespace

QuitQuestion::QuitQuestion(Workbench &workbench, QWidget *window)
    : QObject(window), m_workbench(workbench), m_window(window)
{
    connect(&workbench, &Workbench::unwrittenChanged, this, &QuitQuestion::checkWritten);
    connect(&workbench, &Workbench::problemOccurred, this, [this](const UserProblem &problem) {
        if (m_quitting && problem.about == UserProblem::About::Chats)
            ask(problem.sentence);
    });
}

bool QuitQuestion::mayQuit()
{
    if (m_agreed || m_workbench.unwritten().empty())
        return true;
    if (m_box)
        m_box->activateWindow();
    m_quitting = true;
    m_workbench.tryKeepingAgain(); // what is on its way is written in a moment; else there is a problem to tell
    return false;
}

void QuitQuestion::ask(const QString &reason)
{
    if (!m_box) {
        m_box = new QMessageBox(m_window);
        m_box->setAttribute(Qt::WA_DeleteOnClose);
        m_box->setIcon(QMessageBox::Warning);
        m_box->setWindowTitle(tr("Quit Deepscope"));
        m_box->setTextFormat(Qt::PlainText);
        m_box->setDefaultButton(addAct(m_box, tr("&Try again"), [this] { m_workbench.tryKeepingAgain(); }));
        m_save = addAct(m_box, tr("&Save elsewhere…"), [this] { saveElsewhere(); });
        connect(m_box->addButton(tr("&Quit without keeping"), QMessageBox::DestructiveRole), &QPushButton::clicked,
                this, &QuitQuestion::quit);
        m_box->addButton(QMessageBox::Cancel)->setIcon({}); // the platform's fits no theme of ours
        m_box->setEscapeButton(QMessageBox::Cancel);
        connect(m_box, &QDialog::rejected, this, &QuitQuestion::stay);
        m_box->open();
    }
    describe(reason);
}

void QuitQuestion::describe(const QString &reason)
{
    const Unwritten unwritten = m_workbench.unwritten();
    m_box->setText(wordsOf(unwritten));
    m_box->setInformativeText(reason);
    m_save->setVisible(!unwritten.turns.empty());
}

void QuitQuestion::checkWritten()
{
    if (!m_quitting)
        return;
    if (m_workbench.unwritten().empty())
        quit();
    else if (m_box)
        describe(m_box->informativeText());
}

void QuitQuestion::saveElsewhere()
{
    auto *dialog = new QFileDialog(m_box, tr("Save the Turns in a Folder"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &QuitQuestion::save);
    dialog->open();
}

void QuitQuestion::save(const QString &folder)
{
    std::vector<RecordedRun> runs;
    for (const uint32_t turn : m_workbench.unwritten().turns)
        runs.push_back(recordedRun(*m_workbench.store().run(turn)));
    inBackground(
        m_box, [folder, runs = std::move(runs)] { return writeAll(folder, runs); },
        [this](const QString &sentence) {
            if (sentence.isEmpty())
                quit();
            else
                describe(sentence);
        });
}

void QuitQuestion::stay() { m_quitting = false; }

void QuitQuestion::quit()
{
    m_agreed = true;
    if (m_box)
        m_box->hide(); // a window does not close behind a dialog
    QMetaObject::invokeMethod(m_window, &QWidget::close, Qt::QueuedConnection);
}

} // namespace deepscope
