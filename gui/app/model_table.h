// The table of the model browser: what cannot be opened is quiet, Return is left to the dialog, and words stand where
// there is nothing more to list.
#pragma once

#include "panels/shared/quiet_table.h"

namespace deepscope {

class QuietLabel;

class ModelTable : public QuietTable {
    Q_OBJECT

public:
    explicit ModelTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setHint(const QString &text); // below the last row; empty = none
    QString hint() const;

signals:
    void copyRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void placeHint();
    void fitRows();

    QuietLabel *m_hint;
};

} // namespace deepscope
