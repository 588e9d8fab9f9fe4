// The right answer to a question, where a person knows it, and what the answers are worth by it.
#pragma once

#include "models/answer_grades.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace deepscope {

class GradeLine : public QWidget {
    Q_OBJECT

public:
    explicit GradeLine(QWidget *parent = nullptr);

    void setExpected(const QString &answer);
    void setGrades(const GroupGrades &grades); // of all answers; a single one says it beside itself
    QLineEdit *editor() const { return m_editor; }
    QString words() const;

signals:
    void expectedChanged(const QString &answer);
    void fileWanted(); // of questions with their answers

private:
    QLineEdit *m_editor;
    QLabel *m_words;
};

} // namespace deepscope
