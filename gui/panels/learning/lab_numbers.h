// The numbers of a run of the lab, and the file with a person's own questions.
#pragma once

#include "api/lab.h"

#include <QWidget>

class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace deepscope {

class LabNumbers : public QWidget {
    Q_OBJECT

public:
    explicit LabNumbers(QWidget *parent = nullptr);

    void writeTo(LabRequest &request) const; // steps, questions, and the numbers of its settings
    void read(const LabSettings &settings);
    QString questions() const; // empty: the lab's own tasks
    void setQuestions(const QString &path);

signals:
    void changed();
    void questionsFileWanted();

private:
    QWidget *questionsLine();

    QSpinBox *m_questionCount, *m_answers, *m_cap, *m_steps;
    QDoubleSpinBox *m_temperature, *m_rate, *m_formReward, *m_matchReward, *m_leaving;
    QLineEdit *m_seed, *m_questions;
};

} // namespace deepscope
