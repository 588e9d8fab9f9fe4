#include "known_answers.h"

#include "paint/number_format.h"

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
    m_changes[name] = known;
    emit changed();
}

void KnownAnswers::add(const QHash<QString, QString> &answers)
{
    m_answers.insert(answers);
    m_changes.insert(answers);
    emit changed();
}

KnownAnswers::Read KnownAnswers::read(const QString &path)
{
    const auto problem = [](const QString &sentence) { return Read{{}, sentence}; };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return problem(tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    if (file.size() > LargestFile)
        return problem(tr("%1 is larger than %2, which is more than questions take.")
                           .arg(path, formatBytes(uint64_t(LargestFile))));
    Read read;
    for (int line = 1; !file.atEnd(); ++line) {
        const QByteArray text = file.readLine().trimmed();
        if (text.isEmpty())
            continue;
        const QJsonObject entry = QJsonDocument::fromJson(text).object();
        const QString question = entry["question"].toString().simplified(),
                      answer = entry["answer"].toVariant().toString().trimmed(); // a number is one as well
        if (question.isEmpty() || answer.isEmpty())
            return problem(tr("%1: line %2 has no \"question\" with an \"answer\".").arg(path).arg(line));
        read.answers[question] = answer;
    }
    return read.answers.isEmpty() ? problem(tr("%1 has no questions.").arg(path)) : read;
}

} // namespace deepscope
