#include "known_answers.h"

#include "paint/number_format.h"

#include <QFile>
#include <QJsonArray>
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
    const QByteArray text = file.readAll();
    return text.trimmed().startsWith('[') ? readArray(text, path) : readLines(text, path);
}

KnownAnswers::Read KnownAnswers::readLines(const QByteArray &text, const QString &path)
{
    Read read;
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        if (!line.trimmed().isEmpty() && !read.take(QJsonDocument::fromJson(line).object()))
            return {{}, tr("%1: line %2 has no \"question\" with an \"answer\".").arg(path).arg(number)};
    }
    return read.answers.isEmpty() ? Read{{}, tr("%1 has no questions.").arg(path)} : read;
}

KnownAnswers::Read KnownAnswers::readArray(const QByteArray &text, const QString &path)
{
    QJsonParseError error;
    const QJsonArray entries = QJsonDocument::fromJson(text, &error).array();
    if (error.error != QJsonParseError::NoError)
        return {{}, tr("%1 is not whole JSON: %2.").arg(path, error.errorString())};
    Read read;
    int number = 0;
    for (const QJsonValue entry : entries) {
        ++number;
        if (!read.take(entry.toObject()))
            return {{}, tr("%1: entry %2 has no \"question\" with an \"answer\".").arg(path).arg(number)};
    }
    return read.answers.isEmpty() ? Read{{}, tr("%1 has no questions.").arg(path)} : read;
}

bool KnownAnswers::Read::take(const QJsonObject &entry)
{
    const QString question = entry["question"].toString().simplified(),
                  answer = entry["answer"].toVariant().toString().trimmed(); // a number is one as well
    if (!question.isEmpty() && !answer.isEmpty())
        answers[question] = answer;
    return !question.isEmpty() && !answer.isEmpty();
}

} // namespace deepscope
