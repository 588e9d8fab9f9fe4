// Asks a person what some tokens of a run are called: labels that are in use already, and a new one.
#pragma once

#include "models/run_store.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace deepscope {

class LabelDialog : public QDialog {
    Q_OBJECT

public:
    // Of tokens that the run has; accepting gives and takes labels in the store, which must outlive it.
    LabelDialog(RunStore &store, uint32_t run, TokenRange tokens, QWidget *parent);

    QListWidget *list() const { return m_list; }
    QLineEdit *newLine() const { return m_new; }

    void accept() override;

private:
    void fillList();

    RunStore &m_store;
    const uint32_t m_run;
    const TokenRange m_tokens;
    QListWidget *m_list; // partly checked: some of the tokens have it, and that stays
    QLineEdit *m_new;
};

} // namespace deepscope
