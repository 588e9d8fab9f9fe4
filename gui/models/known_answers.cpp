#include "known_answers.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace deepscope {

void KnownAnswers::set(const QString &question, const QString &answer)
{
    const QString name = question.simplified(), known = answer.trimmed();
    if (of(name) == known)
        return;
    if (known.isEmpty())
        m_answers.remove(name);
    else
        m_answers[name] = known;
    emit changed();
}

QString KnownAnswers::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tr("%1 cannot be read: %2.").arg(path, file.errorString());
    QHash<QString, QString> found;
    for (int line = 1; !file.atEnd(); ++line) {
        const QByteArray text = file.readLine().trimmed();
        if (text.isEmpty())
            continue;
        const QJsonObject entry = QJsonDocument::fromJson(text).object();
        const QString question = entry["question"].toString().simplified(),
                      answer = entry["answer"].toString().trimmed();
        if (question.isEmpty() || answer.isEmpty())
            return tr("%1: line %2 has no \"question\" with an \"answer\".").arg(path).arg(line);
        found[question] = answer;
    }
    if (found.isEmpty())
        return tr("%1 has no questions.").arg(path);
    m_answers.insert(found);
    emit changed();
    return {};
}

} // namespace deepscope
