// A table without a grid: rows are chosen, nothing is edited. Return, Space and a click choose a row alike.
#pragma once

#include <QTableView>

namespace deepscope {

class QuietTable : public QTableView {
    Q_OBJECT

public:
    explicit QuietTable(const QString &accessibleName, QWidget *parent = nullptr);

signals:
    void chosen(const QModelIndex &index);
    void pointedAt(const QModelIndex &index); // whenever the pointer moves; an invalid index: it is on none

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitRows();
};

} // namespace deepscope
