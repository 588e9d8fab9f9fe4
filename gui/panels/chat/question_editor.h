// The text field of the composer. Files that are dropped on it are the window's, as those dropped beside it are.
#pragma once

#include <QPlainTextEdit>

namespace deepscope {

class QuestionEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
};

} // namespace deepscope
