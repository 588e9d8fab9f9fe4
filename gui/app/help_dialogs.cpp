#include "app/help_dialogs.h"

#include "app/application_icon.h"
#include "app/system_report.h"

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

namespace deepscope {

namespace {

void addRow(QTableWidget *table, const QString &name, const QString &keys)
{
    const int row = table->rowCount();
    table->insertRow(row);
    table->setItem(row, 0, new QTableWidgetItem(name));
    table->setItem(row, 1, new QTableWidgetItem(keys));
}

void addCopyButton(QMessageBox *box, const RunStore &store)
{
    QPushButton *copy = box->addButton(QMessageBox::tr("Copy System &Report"), QMessageBox::ActionRole);
    copy->disconnect(); // else the box closes, as it does for every button
    QObject::connect(copy, &QPushButton::clicked, box, [copy, &store] {
        QGuiApplication::clipboard()->setText(systemReport(store, listDevices()));
        copy->setText(QMessageBox::tr("Copied"));
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
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    addRow(table, QDialog::tr("Send the question"), QDialog::tr("Enter"));
    addRow(table, QDialog::tr("New line in the question"), QDialog::tr("Shift+Enter"));
    addRow(table, QDialog::tr("Delete the chat that is marked in the list"), QDialog::tr("Del"));
    for (const QAction *action : window->actions())
        if (!action->shortcut().isEmpty())
            addRow(table, QString(action->text()).remove(u'&').remove(u'…'),
                   action->shortcut().toString(QKeySequence::NativeText));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setIcon({}); // the platform's fits no theme of ours
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(table);
    column->addWidget(buttons);
    dialog->resize(440, 560);
    dialog->open();
}

void showAbout(QWidget *window, const RunStore &store)
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
    addCopyButton(box, store);
    box->open();
}

} // namespace deepscope
