#include "app/alteration_files.h"

#include "api/alteration.h"
#include "api/error.h"
#include "api/path_text.h"
#include "models/background.h"
#include "models/engine_sentences.h"
#include "panels/experts/alteration_bar.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSaveFile>

namespace deepscope {

AlterationFiles::AlterationFiles(AlterationBar &bar, Workbench &workbench, Settings &settings, QWidget *window)
    : QObject(window), m_workbench(workbench), m_settings(settings), m_window(window)
{
    connect(&bar, &AlterationBar::saveWanted, this, [this] { choose(true); });
    connect(&bar, &AlterationBar::loadWanted, this, [this] { choose(false); });
    connect(&bar, &AlterationBar::answerWanted, this, [this] {
        const QString reason = m_workbench.reasonAgainstAnsweringAgain();
        if (reason.isEmpty())
            m_workbench.answerAgain(m_workbench.trials().switches.alteration());
        else
            emit m_workbench.notice(reason);
    });
    // Later: what a signal tells of may still go on, and chats and runs fit together when it is over.
    const auto offer = [this, &bar] { bar.setReasonAgainstAnswer(m_workbench.reasonAgainstAnsweringAgain()); };
    const auto follow = [&](const auto &sender, auto signal) {
        connect(&sender, signal, &bar, offer, Qt::QueuedConnection);
    };
    follow(workbench, &Workbench::stateChanged);
    for (const auto changed : {&RunStore::modelChanged, &RunStore::currentRunChanged})
        follow(workbench.store(), changed);
    follow(workbench.store(), &RunStore::runFinished);
    for (const auto changed : {&Chats::shownChanged, &Chats::countingChanged})
        follow(workbench.chats(), changed);
    for (const auto added : {&Chats::turnAdded, &Chats::versionAdded})
        follow(workbench.chats(), added);
    offer();
}

void AlterationFiles::choose(bool saving)
{
    auto *dialog = new QFileDialog(
        m_window, saving ? tr("Save the Altered Experts") : tr("Open Altered Experts"), m_settings.folder(),
        saving ? tr("Lists of altered experts (*.json)") : tr("Lists of altered experts (*.json *.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(saving ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(saving ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, saving](const QString &path) {
        m_settings.setFolder(QFileInfo(path).absolutePath());
        saving ? save(path) : open(path);
    });
    dialog->open();
}

void AlterationFiles::save(const QString &path)
{
    QSaveFile file(path);
    const QByteArray json = QByteArray::fromStdString(alterationToJson(m_workbench.trials().switches.alteration()));
    if (!file.open(QIODevice::WriteOnly) || file.write(json + '\n') < 0 || !file.commit())
        emit m_workbench.notice(
            tr("%1 could not be written: %2. Another folder may do.").arg(path, file.errorString()));
}

void AlterationFiles::open(const QString &path)
{
    if (path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive))
        return openList(path);
    try {
        take(readAlteration(pathOf(path.toStdString())));
    } catch (const Error &error) {
        emit m_workbench.notice(engineSentence(error.what()));
    }
}

bool AlterationFiles::isList(const QString &path)
{
    constexpr qint64 MostOfFirst = 4096;
    static const QRegularExpression json(
        QStringLiteral(R"x(^\s*\[\s*\{[^{}\[\]]*"action"\s*:\s*"(off|force|scale|bias|used|no_bias|no_groups)")x"));
    // With a byte order mark or without.
    static const QRegularExpression csv(
        QStringLiteral(R"(^\x{FEFF}?[ \t]*layer[ \t]*,[ \t]*expert[ \t]*(,[^,\r\n]*[^,\s][^,\r\n]*)?\r?(\n|$))"));
    const bool isCsv = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
    if (!isCsv && !path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return false;
    QFile file(path);
    return file.open(QIODevice::ReadOnly) &&
           (isCsv ? csv : json).match(QString::fromUtf8(file.read(MostOfFirst))).hasMatch();
}

void AlterationFiles::take(const Alteration &alteration)
{
    QString why;
    if (!m_workbench.trials().switches.setAll(alteration, &why))
        emit m_workbench.notice(why);
}

// A trace of another program may be long.
void AlterationFiles::openList(const QString &path)
{
    struct Read {
        ChoiceList list;
        QString sentence; // why there is none
    };
    inBackground(
        this,
        [path]() -> Read {
            try {
                return {readChoiceList(pathOf(path.toStdString())), {}};
            } catch (const Error &error) {
                return {{}, engineSentence(error.what())};
            }
        },
        [this, path](const Read &read) {
            if (!read.sentence.isEmpty())
                emit m_workbench.notice(read.sentence);
            else if (const auto action = actionOf(read.list))
                takeList(path, read.list, *action);
            else
                askForAction(path, read.list);
        });
}

void AlterationFiles::takeList(const QString &path, const ChoiceList &list, ExpertAction action)
{
    try {
        take(alterationFromList(list, action, path.toStdString()));
    } catch (const Error &error) {
        emit m_workbench.notice(engineSentence(error.what()));
    }
}

// The name of its column does not say what the values are for.
void AlterationFiles::askForAction(const QString &path, const ChoiceList &list)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Open Altered Experts"),
                                tr("What is to be done with the experts of %1?").arg(QFileInfo(path).fileName()),
                                QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("The list has a value \u201c%1\u201d for each. To switch off and to force, values that are "
           "not 0 say yes.")
            .arg(QString::fromStdString(list.valueName)));
    const std::pair<QString, ExpertAction> choices[] = {{tr("Switch &Off"), ExpertAction::Off},
                                                        {tr("&Force"), ExpertAction::Force},
                                                        {tr("&Scale Weights"), ExpertAction::Scale},
                                                        {tr("&Bias Scores"), ExpertAction::Bias}};
    for (const auto &[words, action] : choices)
        connect(box->addButton(words, QMessageBox::ActionRole), &QPushButton::clicked, this,
                [this, path, list, action = action] { takeList(path, list, action); });
    box->open();
}

} // namespace deepscope
