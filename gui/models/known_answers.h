// Right answers that a person knows, by question.
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

#include <utility>

class QJsonObject;

namespace deepscope {

class KnownAnswers : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    QString of(const QString &question) const { return m_answers.value(question.simplified()); } // empty = not known
    void set(const QString &question, const QString &answer);                                    // empty = forget it
    QHash<QString, QString> takeChanges() { return std::exchange(m_changes, {}); }      // since it was asked last
    void restore(const QHash<QString, QString> &answers) { m_answers.insert(answers); } // of an earlier start

    void add(const QHash<QString, QString> &answers);

    // The questions of a file in JSON lines {"question": "...", "answer": "..."}, as the lab takes them, or in one JSON
    // array of such entries. On any thread.
    static constexpr qint64 LargestFile = 64 * 1024 * 1024; // bytes
    struct Read {
        QHash<QString, QString> answers;
        QString problem; // one sentence; then there are no answers

        bool take(const QJsonObject &entry); // false: it is no question with an answer
    };
    static Read read(const QString &path);

signals:
    void changed();

private:
    static Read readLines(const QByteArray &text, const QString &path);
    static Read readArray(const QByteArray &text, const QString &path);

    QHash<QString, QString> m_answers, m_changes;
};

} // namespace deepscope
