// The lab's problems: each thought is worked through again by checkers that know nothing of how it was made.
#include "catalog/model_header.h"
#include "support/expect_error.h"
#include "train/chat_form.h"
#include "train/draws.h"
#include "train/tasks/lab_task.h"

#include <QRegularExpression>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace deepscope;

namespace {

std::shared_ptr<const LabTask> taskOf(const std::string &name)
{
    for (const auto &task : labTasks())
        if (task->name() == name)
            return task;
    throw std::runtime_error("there is no task " + name);
}

// Why the problem or its work is wrong; empty when it is right.
QString faultInSum(const Problem &problem)
{
    static const QRegularExpression question("^([1-9]\\d{1,3})\\+([1-9]\\d{1,3})=\\?$");
    static const QRegularExpression step("^(\\d)\\+(\\d)(\\+1)?=(\\d+)$");
    const auto asked = question.match(QString::fromStdString(problem.question));
    if (!asked.hasMatch())
        return "question";
    const int a = asked.captured(1).toInt(), b = asked.captured(2).toInt();
    if (problem.answer != std::to_string(a + b))
        return "answer";
    QStringList lines = QString::fromStdString(problem.thought).split(';');
    if (lines.takeLast() != QString::fromStdString(problem.answer))
        return "last line";
    int restA = a, restB = b, carry = 0, place = 1, found = 0;
    for (const QString &line : lines) {
        const auto match = step.match(line);
        if (!match.hasMatch() || match.captured(1).toInt() != restA % 10 || match.captured(2).toInt() != restB % 10)
            return "digits: " + line;
        if (match.captured(3).isEmpty() != (carry == 0))
            return "carry: " + line;
        const int total = match.captured(1).toInt() + match.captured(2).toInt() + carry;
        if (match.captured(4).toInt() != total)
            return "sum: " + line;
        found += total % 10 * place;
        place *= 10;
        carry = total / 10;
        restA /= 10;
        restB /= 10;
    }
    return restA == 0 && restB == 0 && found + carry * place == a + b ? "" : "steps";
}

// All sums and differences of two of the numbers that make the target.
std::set<QString> waysOf(const QList<int> &numbers, int target)
{
    std::set<QString> ways;
    for (const int a : numbers)
        for (const int b : numbers) {
            if (a < b && a + b == target)
                ways.insert(QString("%1+%2").arg(a).arg(b));
            if (a - b == target)
                ways.insert(QString("%1-%2").arg(a).arg(b));
        }
    return ways;
}

QString faultInCountdown(const Problem &problem)
{
    static const QRegularExpression question("^((?:\\d\\d,){5}\\d\\d):(\\d\\d)=\\?$");
    static const QRegularExpression step("^(\\d+)-(\\d+)=(\\d+)(!?)$"), answer("^(\\d+)([+-])(\\d+)$");
    const auto asked = question.match(QString::fromStdString(problem.question));
    const auto said = answer.match(QString::fromStdString(problem.answer));
    if (!asked.hasMatch() || !said.hasMatch())
        return "question or answer";
    QList<int> numbers;
    for (const QString &number : asked.captured(1).split(','))
        numbers << number.toInt();
    const int target = asked.captured(2).toInt(), x = said.captured(1).toInt(), y = said.captured(3).toInt();
    if (!numbers.contains(x) || !numbers.contains(y) || x == y || numbers.contains(target) ||
        (said.captured(2) == "+" ? x + y : x - y) != target)
        return "answer";
    if (const size_t ways = waysOf(numbers, target).size(); ways != 1)
        return QString("%1 ways").arg(ways);
    const QStringList lines = QString::fromStdString(problem.thought).split(';');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto match = step.match(lines[i]);
        const int from = match.captured(1).toInt(), less = match.captured(2).toInt(), rest = match.captured(3).toInt();
        if (!match.hasMatch() || from - less != rest || rest <= 0)
            return "arithmetic: " + lines[i];
        if (std::minmax(from, less) != std::minmax(target, numbers[i]))
            return "order of the search: " + lines[i];
        const bool hit = numbers.contains(rest);
        if (hit != (i == lines.size() - 1) || match.captured(4).isEmpty() == hit)
            return "hit: " + lines[i];
        if (hit && (x != numbers[i] || y != rest))
            return "what was found is not the answer";
    }
    return lines.size() >= 2 ? "" : "found at once";
}

QString faultInCups(const Problem &problem)
{
    static const QRegularExpression question("^([1-5]{5}):([1-5]{2}(?:,[1-5]{2}){3,4})=\\?$");
    const auto asked = question.match(QString::fromStdString(problem.question));
    if (!asked.hasMatch())
        return "question";
    std::map<QChar, int> places; // of each cup
    for (int place = 0; place < 5; ++place)
        places[asked.captured(1)[place]] = place;
    const QStringList pairs = asked.captured(2).split(','), rows = QString::fromStdString(problem.thought).split(';');
    if (places.size() != 5 || pairs.size() != rows.size() || rows.last().toStdString() != problem.answer)
        return "counts";
    for (qsizetype i = 0; i < pairs.size(); ++i) {
        if (pairs[i][0] >= pairs[i][1] || (i > 0 && pairs[i] == pairs[i - 1]))
            return "pair " + pairs[i];
        std::swap(places[pairs[i][0]], places[pairs[i][1]]);
        for (const auto &[cup, place] : places)
            if (rows[i].size() != 5 || rows[i][place] != cup)
                return "row " + rows[i];
    }
    return "";
}

} // namespace

class TestLabTasks : public QObject {
    Q_OBJECT

    static void eachTask()
    {
        QTest::addColumn<QString>("name");
        for (const auto &task : labTasks())
            QTest::newRow(task->name().c_str()) << QString::fromStdString(task->name());
    }

private slots:
    void tasksHaveNames();
    void thoughtsAreRight_data() { eachTask(); }
    void thoughtsAreRight();
    void checkersFindFaults();
    void heldOutIsNeverTrained_data() { eachTask(); }
    void heldOutIsNeverTrained();
    void foldsHaveTheirShares();
    void sameSeedSameText();
    void aSearchEndsAnywhere();
    void sumsAreMostlyLong();
    void thoughtsAreShort();
    void drawsAreEven();
};

void TestLabTasks::tasksHaveNames()
{
    std::set<std::string> names;
    for (const auto &task : labTasks()) {
        names.insert(task->name());
        QVERIFY(isSentence(task->sentence()));
    }
    QCOMPARE(names, (std::set<std::string>{"sums", "countdown", "cups"}));
}

void TestLabTasks::thoughtsAreRight()
{
    QFETCH(QString, name);
    const auto task = taskOf(name.toStdString());
    const std::map<QString, QString (*)(const Problem &)> checkers{
        {"sums", faultInSum}, {"countdown", faultInCountdown}, {"cups", faultInCups}};
    for (uint64_t number = 0; number < 6000; ++number) {
        const Problem problem = task->problem(11, number, Fold(number % 3));
        const QString fault = checkers.at(name)(problem);
        QVERIFY2(fault.isEmpty(), qPrintable(QString::fromStdString(problem.note) + ": " + fault));
        QVERIFY(problem.thought.starts_with(problem.firstStep + ";"));
        QVERIFY(problem.firstStep.find(';') == std::string::npos);
        const std::string content = problem.question.substr(0, problem.question.size() - 2); // without "=?"
        QCOMPARE(problem.note, content + " " + problem.thought);
    }
}

// A checker that finds nothing proves nothing.
void TestLabTasks::checkersFindFaults()
{
    const auto sum = [](const char *thought, const char *answer = "82") {
        return faultInSum({{}, "47+35=?", {}, thought, {}, answer});
    };
    QCOMPARE(sum("7+5=12;4+3+1=8;82"), "");
    QVERIFY(!sum("7+5=12;4+3=7;82").isEmpty() && !sum("7+5=11;4+3+1=8;82").isEmpty() && !sum("7+5=12;82").isEmpty());
    QVERIFY(!sum("7+5=12;4+3+1=8;72").isEmpty() && !sum("7+5=12;4+3+1=8;81", "81").isEmpty());
    const auto countdown = [](const char *thought, const char *answer = "14+29") {
        return faultInCountdown({{}, "41,14,29,35,12,46:43=?", {}, thought, {}, answer});
    };
    QCOMPARE(countdown("43-41=2;43-14=29!"), "");
    QVERIFY(!countdown("43-14=29!").isEmpty() && !countdown("43-41=2;43-14=29").isEmpty());
    QVERIFY(!countdown("43-41=3;43-14=29!").isEmpty() && !countdown("43-41=2;43-14=28").isEmpty());
    QVERIFY(!countdown("43-41=2;43-14=29!", "29+14").isEmpty());
    const auto cups = [](const char *thought, const char *answer = "45231") {
        return faultInCups({{}, "31524:13,25,14,35=?", {}, thought, {}, answer});
    };
    QCOMPARE(cups("13524;13254;43251;45231"), "");
    QVERIFY(!cups("13524;13254;43251;54231").isEmpty() && !cups("13524;13254;45231").isEmpty());
    QVERIFY(!cups("13524;13254;43251;45231", "43251").isEmpty());
}

void TestLabTasks::heldOutIsNeverTrained()
{
    QFETCH(QString, name);
    const auto task = taskOf(name.toStdString());
    std::set<std::string> trained, questions;
    for (uint64_t number = 0; number < 100000; ++number) {
        const Problem problem = task->problem(number % 7, number, Fold::Training);
        QCOMPARE(foldOf(task->name(), problem.key), Fold::Training);
        trained.insert(problem.key);
        questions.insert(problem.question);
    }
    QVERIFY2(trained.size() > 90000, qPrintable(QString::number(trained.size())));
    for (uint64_t number = 0; number < 3000; ++number)
        for (const Fold fold : {Fold::HeldOut, Fold::Validation}) {
            const Problem problem = task->problem(1, number, fold);
            QVERIFY(!trained.contains(problem.key) && !questions.contains(problem.question));
        }
    // In another order it is the same problem.
    if (name == "sums")
        QVERIFY(std::ranges::all_of(questions, [&](const std::string &question) {
            const size_t plus = question.find('+');
            const std::string a = question.substr(0, plus), b = question.substr(plus + 1, question.size() - plus - 3);
            return trained.contains(a < b ? a + " " + b : b + " " + a);
        }));
}

void TestLabTasks::foldsHaveTheirShares()
{
    std::map<Fold, int> counts;
    int unlike = 0;
    for (int i = 0; i < 100000; ++i) {
        ++counts[foldOf("sums", std::to_string(i))];
        unlike += foldOf("sums", std::to_string(i)) != foldOf("cups", std::to_string(i));
    }
    QVERIFY2(std::abs(counts[Fold::HeldOut] - 10000) < 500, qPrintable(QString::number(counts[Fold::HeldOut])));
    QVERIFY2(std::abs(counts[Fold::Validation] - 4000) < 350, qPrintable(QString::number(counts[Fold::Validation])));
    QVERIFY(unlike > 20000); // each task has a line of its own
    // Stable: FNV-1a with the end of MurmurHash3, as computed elsewhere.
    QCOMPARE(foldPlace("sums", "12 47"), 0.20554695189675454);
    QCOMPARE(foldPlace("own", "Wie spät?"), 0.55843695293890294);
}

// To the letter, so that a model trained on one machine is held out from the same problems on another.
void TestLabTasks::sameSeedSameText()
{
    for (const auto &task : labTasks())
        for (uint64_t number = 0; number < 1000; ++number) {
            const Problem one = task->problem(4, number, Fold::Training),
                          two = task->problem(4, number, Fold::Training);
            QCOMPARE(one.note, two.note);
            QVERIFY(one.key != task->problem(5, number, Fold::Training).key || one.key.size() <= 5);
        }
    const uint64_t far = uint64_t(1) << 40;
    const auto note = [](const char *name, uint64_t number, Fold fold) {
        return QString::fromStdString(taskOf(name)->problem(1, number, fold).note);
    };
    QCOMPARE(note("sums", 0, Fold::Training), QString("15+69 5+9=14;1+6+1=8;84"));
    QCOMPARE(note("sums", far, Fold::HeldOut), QString("8684+1333 4+3=7;8+3=11;6+3+1=10;8+1+1=10;10017"));
    QCOMPARE(note("countdown", 0, Fold::Training), QString("11,12,37,21,48,19:33 33-11=22;33-12=21!"));
    QCOMPARE(note("countdown", far, Fold::HeldOut),
             QString("27,50,30,44,45,11:15 27-15=12;50-15=35;30-15=15;44-15=29;45-15=30!"));
    QCOMPARE(note("cups", 0, Fold::Training), QString("23451:34,45,35,15 24351;25341;23541;23145"));
    QCOMPARE(note("cups", far, Fold::HeldOut), QString("15432:13,15,25,35 35412;31452;31425;51423"));
}

// Else a guess would be right often, and a thought would not pay.
void TestLabTasks::aSearchEndsAnywhere()
{
    std::map<qsizetype, int> ends;
    for (uint64_t number = 0; number < 8000; ++number)
        ++ends[QString::fromStdString(taskOf("countdown")->problem(2, number, Fold::Training).thought).count(';')];
    QCOMPARE(ends.size(), size_t(4)); // after two to five numbers of six
    for (const auto &[place, count] : ends)
        QVERIFY2(std::abs(count - 2000) < 200, qPrintable(QString("%1: %2").arg(place).arg(count)));
}

void TestLabTasks::sumsAreMostlyLong()
{
    std::map<size_t, int> digits;
    for (uint64_t number = 0; number < 10000; ++number)
        ++digits[taskOf("sums")->problem(2, number, Fold::Training).question.find('+')];
    QVERIFY(std::abs(digits[2] - 1000) < 150 && std::abs(digits[3] - 4000) < 250 && std::abs(digits[4] - 5000) < 250);
}

// With the vocabulary of the default model an answer with the whole work takes at most 64 tokens.
void TestLabTasks::thoughtsAreShort()
{
    const ModelHeader model(DEEPSCOPE_RESOURCES "/default.gguf");
    const ChatForm form(*model.tokenizer, *model.chatTemplate);
    for (const auto &task : labTasks()) {
        size_t most = 0;
        for (uint64_t number = 0; number < 5000; ++number) {
            const Problem problem = task->problem(3, number, Fold::HeldOut);
            most = std::max(most, form.inside(problem.thought).size() + form.inside(problem.answer).size() + 5);
        }
        QVERIFY2(most > 30 && most <= 64, qPrintable(QString::number(most)));
    }
}

void TestLabTasks::drawsAreEven()
{
    RandomDraws draws(1, DrawnFor::Problem, 0);
    std::map<uint32_t, int> counts;
    std::map<size_t, int> shares;
    std::map<std::string, int> orders;
    for (int i = 0; i < 60000; ++i) {
        ++counts[draws.between(3, 8)];
        ++shares[draws.oneOf(std::array{1.0, 0.0, 3.0})];
        std::string order = "abc";
        draws.shuffle(order);
        ++orders[order];
    }
    QCOMPARE(counts.size(), size_t(6));
    QCOMPARE(orders.size(), size_t(6));
    for (const auto &[value, count] : counts)
        QVERIFY(value >= 3 && value <= 8 && std::abs(count - 10000) < 500);
    for (const auto &[order, count] : orders)
        QVERIFY(std::abs(count - 10000) < 500);
    QVERIFY(shares[1] == 0 && std::abs(shares[0] - 15000) < 600);
    QCOMPARE(draws.oneOf(std::array{0.0, 0.0}), size_t(1));
    std::set<uint32_t> firsts; // other numbers for each seed, purpose and number
    for (const uint64_t seed : {uint64_t(0), uint64_t(1), uint64_t(1) << 32})
        for (const DrawnFor purpose : {DrawnFor::Problem, DrawnFor::Text, DrawnFor::Reward})
            for (const uint64_t number : {uint64_t(0), uint64_t(1), uint64_t(1) << 32})
                firsts.insert(RandomDraws(seed, purpose, number).next());
    QCOMPARE(firsts.size(), size_t(27));
}

QTEST_APPLESS_MAIN(TestLabTasks)
#include "tst_lab_tasks.moc"
