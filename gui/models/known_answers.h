// Right answers that a person knows, by question.
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

namespace deepscope {

class KnownAnswers : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    QString of(const QString &question) const { return m_answers.value(question.simplified()); } // empty = not known
    void set(const QString &question, const QString &answer);                                    // empty = forget it
    const QHash<QString, QString> &all() const { return m_answers; }
    void restore(const QHash<QString, QString> &answers) { m_answers.insert(answers); } // of an earlier start

    // Adds the questions of a file in JSON lines {"question": "...", "answer": "..."}, as the lab takes them. One
    // sentence where it cannot be read; then nothing is added.
    QString read(const QString &path);

signals:
    void changed();

private:
    QHash<QString, QString> m_answers;
};

} // namespace deepscope
