#include "app/label_dialog.h"

#include "models/selection_words.h"
#include "paint/type_scale.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace deepscope {

LabelDialog::LabelDialog(RunStore &store, uint32_t run, TokenRange tokens, QWidget *parent)
    : QDialog(parent), m_store(store), m_run(run), m_tokens(tokens), m_list(new QListWidget), m_new(new QLineEdit)
{
    const Run &labelled = *store.run(run);
    setWindowTitle(tr("Label Tokens"));
    auto *what = new QLabel(tokens.size() == 1 ? tokenWords(labelled, tokens.begin) : rangeWords(labelled, tokens));
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    fillList();
    m_list->setAccessibleName(tr("Labels in use"));
    m_list->setVisible(m_list->count() > 0);
    m_new->setMaxLength(LongestLabel);
    m_new->setPlaceholderText(tr("carry step"));
    auto *form = new QFormLayout;
    form->addRow(tr("&New label"), m_new);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    for (QAbstractButton *button : buttons->buttons())
        button->setIcon({}); // the platform's fit no theme of ours
    buttons->button(QDialogButtonBox::Ok)->setText(tr("&Label"));
    connect(buttons, &QDialogButtonBox::accepted, this, &LabelDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(2 * Step);
    column->addWidget(what);
    column->addWidget(m_list);
    column->addLayout(form);
    column->addWidget(buttons);
    m_new->setFocus();
    resize(360, sizeHint().height());
}

void LabelDialog::fillList()
{
    const TokenLabels &labels = m_store.run(m_run)->labels();
    for (const QString &name : m_store.labelNames()) {
        auto *item = new QListWidgetItem(name, m_list);
        int have = 0;
        for (int token = m_tokens.begin; token < m_tokens.end; ++token)
            have += hasLabel(labels, token, name);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(have == 0 ? Qt::Unchecked : have == m_tokens.size() ? Qt::Checked : Qt::PartiallyChecked);
    }
}

void LabelDialog::accept()
{
    if (const Run *run = m_store.run(m_run)) { // else it was let go meanwhile
        TokenLabels labels = run->labels();
        for (int row = 0; row < m_list->count(); ++row) {
            const QListWidgetItem &item = *m_list->item(row);
            if (item.checkState() == Qt::Checked)
                labels = withLabel(labels, m_tokens, item.text());
            else if (item.checkState() == Qt::Unchecked)
                labels = withoutLabel(labels, m_tokens, item.text());
        }
        if (const QString name = m_new->text().simplified(); !name.isEmpty())
            labels = withLabel(labels, m_tokens, name);
        m_store.setLabels(m_run, labels);
    }
    QDialog::accept();
}

} // namespace deepscope
