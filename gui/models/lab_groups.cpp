#include "lab_groups.h"

#include "models/engine_sentences.h"
#include "paint/number_format.h"
#include "paint/sentence.h"
#include "paint/texts.h"
#include "paint/token_text.h"

#include <QStringList>

#include <algorithm>

namespace deepscope {

AnswerStanding standing(const LabAnswer &answer)
{
    if (!answer.form)
        return AnswerStanding::WrongForm;
    return answer.match ? AnswerStanding::Right : AnswerStanding::RightForm;
}

QString standingWords(AnswerStanding standing)
{
    switch (standing) {
    case AnswerStanding::WrongForm:
        return tr("wrong form");
    case AnswerStanding::RightForm:
        return tr("right form, wrong answer");
    case AnswerStanding::Right:
        break;
    }
    return tr("right answer");
}

int rightAnswers(const LabGroup &group)
{
    return int(std::ranges::count(group.answers, AnswerStanding::Right, standing));
}

Solved solved(const LabGroup &group)
{
    const int right = rightAnswers(group);
    if (right == 0)
        return Solved::None;
    return right == int(group.answers.size()) ? Solved::All : Solved::Some;
}

bool teaches(const LabGroup &group)
{
    return std::ranges::any_of(group.answers, [](const LabAnswer &answer) { return answer.advantage != 0; });
}

GroupGrades gradesOf(const LabGroup &group)
{
    std::vector<AnswerGrade> answers;
    for (const LabAnswer &answer : group.answers)
        answers.push_back(
            {answer.form, answer.match, engineSentence(answer.fault), answer.reward, 0, int(answer.thoughtTokens)});
    GroupGrades grades = gradesOf(std::move(answers));
    for (size_t i = 0; i < group.answers.size(); ++i)
        grades.answers[i].advantage = group.answers[i].advantage; // the lab's settings say how
    return grades;
}

QString whyQuiet(const LabGroup &group)
{
    if (teaches(group))
        return {};
    if (solved(group) == Solved::All)
        return tr("All answers are right, so none is better than the others: there is nothing left to learn here.");
    return tr("All answers got the same reward, so none is better than the others: there is nothing to learn here.");
}

QString thoughtWords(const LabAnswer &answer)
{
    return answer.thoughtTokens == 0 ? tr("no thought")
                                     : tr("thought of %1").arg(formatPlural(answer.thoughtTokens, Noun::Token));
}

QString answerWords(const LabAnswer &answer)
{
    const QString stands = standingWords(standing(answer));
    QStringList parts{capitalised(stands),
                      tr("reward %1, advantage %2").arg(formatWeight(answer.reward), formatSigned(answer.advantage)),
                      thoughtWords(answer)};
    if (answer.truncated)
        parts << tr("cut off");
    return parts.join(tr("; ")) + tr(".");
}

QString answerText(const LabAnswer &answer)
{
    std::string bytes;
    for (size_t i = answer.promptTokens; i < answer.tokens.size(); ++i)
        if (const TokenTrace &token = answer.tokens[i]; token.phase == Phase::Answer && !token.special)
            bytes += token.bytes;
    return plainTokenText(bytes).simplified();
}

} // namespace deepscope
