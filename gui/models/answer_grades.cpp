#include "answer_grades.h"

#include "chat_history.h"
#include "imported_run.h"
#include "paint/number_format.h"
#include "paint/texts.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <functional>
#include <ranges>

namespace deepscope {

namespace {

struct Written {
    int thoughtTokens = 0, answerTokens = 0; // that are text
    bool closesThought = false;              // the last one
};

Written writtenBy(const Run &run)
{
    Written written;
    for (const Run::Section &section : run.sections()) {
        if (section.phase == Phase::Prompt)
            continue;
        const int last = section.tokens.end - 1;
        written.closesThought = section.phase == Phase::Answer || (run.special(last) && !run.trace(last).control);
        for (int token = section.tokens.begin; token < section.tokens.end; ++token)
            if (!run.special(token))
                ++(section.phase == Phase::Think ? written.thoughtTokens : written.answerTokens);
    }
    return written;
}

QString faultOf(const Run &run, const Written &written)
{
    if (written.thoughtTokens == 0)
        return tr("It has no thought.");
    if (!written.closesThought)
        return tr("The thought is never closed.");
    if (written.answerTokens == 0 || answerBytes(run).empty())
        return tr("There is nothing in the answer.");
    const std::optional<FinishReason> reason = run.summary() ? std::optional(run.summary()->reason) : std::nullopt;
    if (reason != FinishReason::EndToken && reason != FinishReason::StopText) // which a person set as an end
        return tr("It did not end by itself.");
    return {};
}

QString saidBy(const Run &run)
{
    const QString answer = QString::fromStdString(answerBytes(run));
    const QString boxed = QStringLiteral("\\boxed{");
    for (qsizetype at = answer.lastIndexOf(boxed); at >= 0; at = at > 0 ? answer.lastIndexOf(boxed, at - 1) : -1) {
        const qsizetype begin = at + boxed.size();
        int open = 1;
        qsizetype end = begin;
        for (; end < answer.size() && open > 0; ++end)
            open += answer[end] == u'{' ? 1 : answer[end] == u'}' ? -1 : 0;
        if (open == 0)
            return answer.mid(begin, end - begin - 1);
    }
    return answer;
}

// "1,000" is a thousand; "1,5" and "1,2" are none of it.
std::optional<double> numberIn(const QString &text)
{
    static const QRegularExpression thousands(QStringLiteral(R"(^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$)"));
    const QString digits = thousands.match(text).hasMatch() ? QString(text).remove(u',') : text;
    bool isNumber = false;
    const double number = digits.toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

bool matches(const QString &said, const QString &expected)
{
    const QString a = said.simplified().toCaseFolded(), b = expected.simplified().toCaseFolded();
    if (a == b)
        return !b.isEmpty();
    const std::optional<double> one = numberIn(a);
    return one && one == numberIn(b);
}

AnswerGrade gradeOf(const Run &run, const QString &expected)
{
    AnswerGrade grade;
    if (run.state() == RunState::Working) {
        grade.ended = false;
        return grade;
    }
    if (isImported(run)) {
        grade.fault = tr("Its tokens are not known.");
        return grade;
    }
    const Written written = writtenBy(run);
    grade.thoughtTokens = written.thoughtTokens;
    grade.fault = faultOf(run, written);
    grade.form = grade.fault.isEmpty();
    grade.match = matches(saidBy(run), expected);
    grade.reward = grade.form ? AnswerGrade::FormReward + (grade.match ? AnswerGrade::MatchReward : 0) : 0;
    return grade;
}

std::optional<double> meanThought(const GroupGrades &grades, bool right)
{
    double sum = 0;
    int count = 0;
    for (const AnswerGrade &grade : grades.answers)
        if (grade.ended && (grade.form && grade.match) == right) {
            sum += grade.thoughtTokens;
            ++count;
        }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

} // namespace

GroupGrades gradesOf(const std::vector<const Run *> &runs, const QString &expected)
{
    std::vector<AnswerGrade> answers;
    for (const Run *run : runs)
        answers.push_back(gradeOf(*run, expected));
    return gradesOf(std::move(answers));
}

GroupGrades gradesOf(std::vector<AnswerGrade> answers)
{
    GroupGrades grades;
    grades.answers = std::move(answers);
    auto ended = grades.answers | std::views::filter(&AnswerGrade::ended);
    grades.ended = int(std::ranges::distance(ended));
    double squares = 0;
    for (const AnswerGrade &grade : ended) {
        grades.right += grade.form && grade.match;
        grades.mean += grade.reward / grades.ended;
    }
    for (const AnswerGrade &grade : ended)
        squares += (grade.reward - grades.mean) * (grade.reward - grades.mean);
    const bool equal =
        std::ranges::adjacent_find(ended, std::ranges::not_equal_to(), &AnswerGrade::reward) == ended.end();
    grades.deviation = equal ? 0 : std::sqrt(squares / grades.ended);
    for (AnswerGrade &grade : ended)
        grade.advantage = equal ? 0 : (grade.reward - grades.mean) / grades.deviation;
    grades.thoughtOfRight = meanThought(grades, true);
    grades.thoughtOfWrong = meanThought(grades, false);
    return grades;
}

QString gradeWords(const AnswerGrade &grade, bool amongOthers)
{
    if (!grade.ended)
        return {};
    const QString stands = !grade.form   ? tr("wrong form: %1").arg(grade.fault)
                           : grade.match ? tr("right answer")
                                         : tr("right form, wrong answer");
    const QString worth = tr("reward %1").arg(formatWeight(grade.reward));
    return amongOthers ? tr("%1; %2, advantage %3").arg(stands, worth, formatSigned(grade.advantage))
                       : tr("%1; %2").arg(stands, worth);
}

QString groupWords(const GroupGrades &grades)
{
    QStringList parts;
    if (const auto all = int(grades.answers.size()); grades.ended < all)
        parts << tr("%1 of %2 ended").arg(grades.ended).arg(all);
    if (grades.ended > 0)
        parts << tr("%1 of %2 right").arg(grades.right).arg(grades.ended)
              << tr("rewards: mean %1, deviation %2").arg(formatWeight(grades.mean), formatWeight(grades.deviation));
    if (grades.thoughtOfRight)
        parts << tr("thoughts of right answers: %1 tokens").arg(*grades.thoughtOfRight, 0, 'f', 1);
    if (grades.thoughtOfWrong)
        parts << tr("of wrong ones: %1").arg(*grades.thoughtOfWrong, 0, 'f', 1);
    if (grades.deviation == 0 && grades.ended > 1)
        parts << tr("all got the same, so none is better than the others");
    return parts.join(QStringLiteral("; ")) + u'.';
}

} // namespace deepscope
