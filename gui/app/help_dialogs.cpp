#include "app/help_dialogs.h"

#include "app/application_icon.h"
#include "app/system_report.h"
#include "models/background.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <span>

namespace deepscope {

namespace {

struct Keys {
    const char *command, *keys;
};

// What is no command of the menus, by where the keyboard is.
constexpr Keys WritingKeys[] = {
    {QT_TRANSLATE_NOOP("Shortcuts", "Send the question"), QT_TRANSLATE_NOOP("Shortcuts", "Enter")},
    {QT_TRANSLATE_NOOP("Shortcuts", "New line in the question"), QT_TRANSLATE_NOOP("Shortcuts", "Shift+Enter")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Scroll the chat"), QT_TRANSLATE_NOOP("Shortcuts", "PgUp, PgDown")},
    {QT_TRANSLATE_NOOP("Shortcuts", "By word, while there is text"),
     QT_TRANSLATE_NOOP("Shortcuts", "Ctrl+Left, Ctrl+Right")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Leave a question or a thought that is edited as it was"),
     QT_TRANSLATE_NOOP("Shortcuts", "Esc")},
};
constexpr Keys ChatKeys[] = {
    {QT_TRANSLATE_NOOP("Shortcuts", "Scroll"), QT_TRANSLATE_NOOP("Shortcuts", "Up, Down, PgUp, PgDown")},
    {QT_TRANSLATE_NOOP("Shortcuts", "To the beginning, to the end"), QT_TRANSLATE_NOOP("Shortcuts", "Home, End")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Next place of the words that are looked for, place before it"),
     QT_TRANSLATE_NOOP("Shortcuts", "Enter, Shift+Enter")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Close the line in which words are looked for"),
     QT_TRANSLATE_NOOP("Shortcuts", "Esc")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Show one of several answers in the panels"),
     QT_TRANSLATE_NOOP("Shortcuts", "Enter, Space")},
};
constexpr Keys PanelKeys[] = {
    {QT_TRANSLATE_NOOP("Shortcuts", "By token"), QT_TRANSLATE_NOOP("Shortcuts", "Left, Right, Home, End")},
    {QT_TRANSLATE_NOOP("Shortcuts", "By phase"), QT_TRANSLATE_NOOP("Shortcuts", "PgUp, PgDown")},
    {QT_TRANSLATE_NOOP("Shortcuts", "By layer"), QT_TRANSLATE_NOOP("Shortcuts", "Up, Down")},
    {QT_TRANSLATE_NOOP("Shortcuts", "By expert"), QT_TRANSLATE_NOOP("Shortcuts", "Shift+Up, Shift+Down")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Choose a range"), QT_TRANSLATE_NOOP("Shortcuts", "Shift+Left, Shift+Right")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Choose a range by phase"),
     QT_TRANSLATE_NOOP("Shortcuts", "Shift+PgUp, Shift+PgDown")},
    {QT_TRANSLATE_NOOP("Shortcuts", "By expert and layer, in Overview, Load and the maps that compare"),
     QT_TRANSLATE_NOOP("Shortcuts", "Left, Right, Up, Down")},
    {QT_TRANSLATE_NOOP("Shortcuts", "From the overview to the map and back"), QT_TRANSLATE_NOOP("Shortcuts", "Enter")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Choose the marked row"), QT_TRANSLATE_NOOP("Shortcuts", "Space")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Copy the marked rows of experts, or all"),
     QT_TRANSLATE_NOOP("Shortcuts", "Ctrl+C")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Zoom, show all"), QT_TRANSLATE_NOOP("Shortcuts", "+, -, 0")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Move what is shown, in the band below the map"),
     QT_TRANSLATE_NOOP("Shortcuts", "Left, Right, PgUp, PgDown, Home, End")},
};
constexpr Keys CurveKeys[] = {
    {QT_TRANSLATE_NOOP("Shortcuts", "By step, by ten steps"),
     QT_TRANSLATE_NOOP("Shortcuts", "Left, Right, PgUp, PgDown")},
    {QT_TRANSLATE_NOOP("Shortcuts", "To the first step, the last, the turn"),
     QT_TRANSLATE_NOOP("Shortcuts", "Home, End, T")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Show the answers of a step, of the newest"),
     QT_TRANSLATE_NOOP("Shortcuts", "Enter, Esc")},
};
constexpr Keys AnswerKeys[] = {
    {QT_TRANSLATE_NOOP("Shortcuts", "By answer and question, in the grid of all answers"),
     QT_TRANSLATE_NOOP("Shortcuts", "Left, Right, Up, Down")},
    {QT_TRANSLATE_NOOP("Shortcuts", "To the first answer of a question, to the last"),
     QT_TRANSLATE_NOOP("Shortcuts", "Home, End")},
    {QT_TRANSLATE_NOOP("Shortcuts", "By token, in a card of an answer"), QT_TRANSLATE_NOOP("Shortcuts", "Left, Right")},
    {QT_TRANSLATE_NOOP("Shortcuts", "By step and by expert or layer, in the maps over steps"),
     QT_TRANSLATE_NOOP("Shortcuts", "Left, Right, Up, Down")},
    {QT_TRANSLATE_NOOP("Shortcuts", "To the first step of a map, to the last"),
     QT_TRANSLATE_NOOP("Shortcuts", "Home, End")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Choose the marked answer or place"),
     QT_TRANSLATE_NOOP("Shortcuts", "Enter, Space")},
};
constexpr Keys ListKeys[] = {
    {QT_TRANSLATE_NOOP("Shortcuts", "From the search to the list, end the search"),
     QT_TRANSLATE_NOOP("Shortcuts", "Down, Esc")},
    {QT_TRANSLATE_NOOP("Shortcuts", "Delete the chat whose own row is marked"), QT_TRANSLATE_NOOP("Shortcuts", "Del")},
};

QString translated(const char *text) { return QCoreApplication::translate("Shortcuts", text); }

void addRow(QTableWidget *table, const QString &name, const QString &keys)
{
    const int row = table->rowCount();
    table->insertRow(row);
    table->setItem(row, 0, new QTableWidgetItem(name));
    table->setItem(row, 1, new QTableWidgetItem(keys));
}

void addHeading(QTableWidget *table, const QString &text)
{
    addRow(table, text, {});
    QTableWidgetItem *heading = table->item(table->rowCount() - 1, 0);
    QFont font = table->font();
    font.setBold(true);
    heading->setFont(font);
    heading->setFlags(Qt::ItemIsEnabled);
    table->setSpan(heading->row(), 0, 1, 2);
}

void addRows(QTableWidget *table, const QString &heading, std::span<const Keys> rows)
{
    addHeading(table, heading);
    for (const Keys &row : rows)
        addRow(table, translated(row.command), translated(row.keys));
}

// Asking a driver for its devices may take long.
void addCopyButton(QMessageBox *box, const RunStore &store, const OptionsPlanner::DeviceSource &devices)
{
    QPushButton *copy = box->addButton(QMessageBox::tr("Copy System &Report"), QMessageBox::ActionRole);
    copy->disconnect(); // else the box closes, as it does for every button
    QObject::connect(copy, &QPushButton::clicked, box, [copy, &store, devices] {
        copy->setEnabled(false);
        copy->setText(QMessageBox::tr("Looking for Devices…"));
        inBackground(copy, devices, [copy, &store](const DeviceList &list) {
            QGuiApplication::clipboard()->setText(systemReport(store, list));
            copy->setText(QMessageBox::tr("Copied"));
            copy->setEnabled(true);
        });
    });
}

} // namespace

void showShortcuts(QWidget *window)
{
    auto *dialog = new QDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QDialog::tr("Keyboard Shortcuts"));
    auto *table = new QTableWidget(0, 2);
    table->setAccessibleName(dialog->windowTitle());
    table->setHorizontalHeaderLabels({QDialog::tr("Command"), QDialog::tr("Keys")});
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false); // Tab goes on to the button
    addRows(table, QDialog::tr("While a question is written"), WritingKeys);
    addRows(table, QDialog::tr("In the chat"), ChatKeys);
    addRows(table, QDialog::tr("In the token strip and the panels"), PanelKeys);
    addRows(table, QDialog::tr("In the list of chats"), ListKeys);
    addRows(table, QDialog::tr("In the curves of learning"), CurveKeys);
    addRows(table, QDialog::tr("In the answers and maps of learning"), AnswerKeys);
    addHeading(table, QDialog::tr("Everywhere"));
    for (const QAction *action : window->actions())
        if (action->isVisible() && !action->shortcut().isEmpty()) // those of this mode
            addRow(table, QString(action->text()).remove(u'&').remove(u'…'),
                   QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText).replace("; ", ", "));
    table->setCurrentCell(1, 0); // below the first heading
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setIcon({}); // the platform's fits no theme of ours
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(table);
    column->addWidget(buttons);
    dialog->resize(680, 600); // no command is cut
    dialog->open();
}

void showAbout(QWidget *window, const RunStore &store, const OptionsPlanner::DeviceSource &devices)
{
    QStringList lines{
        QMessageBox::tr("A workbench that shows how a DeepSeek-style model works: which experts each "
                        "token woke, what it costs in KV memory, and how the model thinks."),
        QMessageBox::tr("GPL-3.0-or-later. Qt %1. Build: %2.").arg(QString::fromLatin1(qVersion()), buildSummary())};
    if (const LoadedModel *model = store.model())
        lines << QMessageBox::tr("Device: %1, driver %2, Vulkan %3.")
                     .arg(QString::fromStdString(model->device.name), QString::fromStdString(model->device.driver),
                          QString::fromStdString(model->device.apiVersion));
    else
        lines << QMessageBox::tr("No Vulkan device is in use.");
    auto *box = new QMessageBox(window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(QMessageBox::tr("About Deepscope"));
    box->setTextFormat(Qt::PlainText);
    box->setText(QMessageBox::tr("Deepscope %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(lines.join(QStringLiteral("\n\n")));
    box->setIconPixmap(applicationIcon().pixmap(64, 64));
    box->setStandardButtons(QMessageBox::Ok);
    addCopyButton(box, store, devices);
    box->open();
}

} // namespace deepscope
