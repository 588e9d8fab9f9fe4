// Every question that a new chat offers is answered rightly: each is clicked in the window, on the real engine with the
// default model, and what it asks is worked out here in another way than the model does.
#include "app/main_window.h"
#include "app/message_bar.h"
#include "app/suggestions.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/suggestion_button.h"

#include <QAction>
#include <QDate>
#include <QLocale>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace deepscope;

namespace {

// Is this the right answer? Nothing for a question of another kind.
using Check = std::optional<bool> (*)(const QString &question, const QString &answer);

QList<int> numbersIn(const QString &text)
{
    QList<int> numbers;
    static const QRegularExpression number("-?\\d+");
    for (auto match = number.globalMatch(text); match.hasNext();)
        numbers << match.next().captured().toInt();
    return numbers;
}

QString capture(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).captured(1);
}

std::optional<bool> sum(const QString &question, const QString &answer)
{
    const QString terms = capture(question, "What is (\\d+ \\+ \\d+)\\?");
    if (terms.isEmpty())
        return std::nullopt;
    return answer == QString::number(numbersIn(terms)[0] + numbersIn(terms)[1]);
}

std::optional<bool> sorting(const QString &question, const QString &answer)
{
    const QString list = capture(question, "Sort these numbers: ([\\d, ]+)");
    if (list.isEmpty())
        return std::nullopt;
    static const QRegularExpression form("\\d+(, \\d+)*");
    const QList<int> before = numbersIn(list), after = numbersIn(answer);
    return form.match(answer).capturedLength() == answer.size() && std::ranges::is_sorted(after) &&
           std::ranges::is_permutation(before, after);
}

std::optional<bool> letters(const QString &question, const QString &answer)
{
    const QString letter = capture(question, "How many (\\w) are in \\w+\\?");
    const QString word = capture(question, "How many \\w are in (\\w+)\\?");
    if (letter.isEmpty())
        return std::nullopt;
    return answer == QString::number(word.count(letter));
}

std::optional<bool> reversing(const QString &question, const QString &answer)
{
    const QString word = capture(question, "Reverse the word (\\w+)\\.");
    if (word.isEmpty())
        return std::nullopt;
    return std::equal(word.begin(), word.end(), answer.rbegin(), answer.rend());
}

std::optional<bool> comparing(const QString &question, const QString &answer)
{
    const QString both = capture(question, "Is (\\d+ bigger than \\d+)\\?");
    if (both.isEmpty())
        return std::nullopt;
    return answer == (numbersIn(both)[0] > numbersIn(both)[1] ? "yes" : "no");
}

std::optional<bool> units(const QString &question, const QString &answer)
{
    const QString hours = capture(question, "How many minutes are (\\d+) hours\\?");
    if (hours.isEmpty())
        return std::nullopt;
    return answer == QString("%1 minutes").arg(hours.toInt() * 60);
}

// Sum, difference, product and brackets, by the usual rules: expression = term (+|- term)..., term = factor (*
// factor)...
class Arithmetic {
public:
    explicit Arithmetic(const QString &text) : m_rest(text) {}
    std::optional<int> value()
    {
        const auto result = expression();
        return m_rest.isEmpty() ? result : std::nullopt;
    }

private:
    bool take(QChar sign)
    {
        const bool there = m_rest.startsWith(sign);
        if (there)
            m_rest.remove(0, 1);
        return there;
    }
    std::optional<int> factor()
    {
        if (take('(')) {
            const auto inner = expression();
            return take(')') ? inner : std::nullopt;
        }
        static const QRegularExpression leading("^\\d+");
        const QString digits = leading.match(m_rest).captured();
        m_rest.remove(0, digits.size());
        return digits.isEmpty() ? std::nullopt : std::optional(digits.toInt());
    }
    std::optional<int> term()
    {
        auto result = factor();
        while (result && take('*')) {
            const auto next = factor();
            result = next ? std::optional(*result * *next) : std::nullopt;
        }
        return result;
    }
    std::optional<int> expression()
    {
        auto result = term();
        while (result && (m_rest.startsWith('+') || m_rest.startsWith('-'))) {
            const int sign = take('+') ? 1 : -1;
            if (sign < 0)
                take('-');
            const auto next = term();
            result = next ? std::optional(*result + sign * *next) : std::nullopt;
        }
        return result;
    }

    QString m_rest;
};

std::optional<bool> countdown(const QString &question, const QString &answer)
{
    const QString numbers = capture(question, "Use ([\\d, and]+) to make \\d+\\.");
    if (numbers.isEmpty())
        return std::nullopt;
    const int target = capture(question, ".* to make (\\d+)\\.").toInt();
    QString expression = answer;
    static const QRegularExpression digits("\\d+");
    QList<int> used;
    for (auto match = digits.globalMatch(answer); match.hasNext();)
        used << match.next().captured().toInt();
    return Arithmetic(expression.remove(' ')).value() == target &&
           std::ranges::is_permutation(used, numbersIn(numbers));
}

// Who has nobody below; every sentence says who of two is taller.
std::optional<bool> ordering(const QString &question, const QString &answer)
{
    if (!question.endsWith("Who is the shortest?"))
        return std::nullopt;
    static const QRegularExpression fact("(\\w+) is (taller|shorter) than (\\w+)");
    QStringList people, tallerThanSomebody;
    for (auto match = fact.globalMatch(question); match.hasNext();) {
        const auto said = match.next();
        people << said.captured(1) << said.captured(3);
        tallerThanSomebody << said.captured(said.captured(2) == "taller" ? 1 : 3);
    }
    people.removeDuplicates();
    people.removeIf([&](const QString &person) { return tallerThanSomebody.contains(person); });
    return people.size() == 1 && answer == people.front();
}

std::optional<bool> dates(const QString &question, const QString &answer)
{
    const QString days = capture(question, "What is the date (\\d+) days after \\w+ \\d+\\?");
    if (days.isEmpty())
        return std::nullopt;
    const QString start = capture(question, ".* after (\\w+ \\d+)\\?") + " 2001"; // no leap year
    const QDate date = QLocale::c().toDate(start, "MMMM d yyyy").addDays(days.toInt());
    return answer == QLocale::c().toString(date, "MMMM d");
}

constexpr Check Checks[] = {sum, sorting, letters, reversing, comparing, units, countdown, ordering, dates};

// Right or wrong; nothing for a question that no check knows.
std::optional<bool> isRight(const QString &question, const QString &answer)
{
    for (const Check check : Checks)
        if (const auto right = check(question, answer))
            return right;
    return std::nullopt;
}

// What the model says that it can do, and a question that shows it.
struct Claim {
    const char *words, *question;
};
constexpr Claim Claims[] = {{"calculate", "What is 36 + 58?"},
                            {"compare", "Is 4875 bigger than 2315?"},
                            {"sort", "Sort these numbers: 9, 4, 7, 1"},
                            {"reverse", "Reverse the word forest."},
                            {"count letters", "How many r are in strawberry?"},
                            {"convert units", "How many minutes are 3 hours?"},
                            {"work with dates", "What is the date 11 days after March 27?"},
                            {"solve small puzzles", "Use 3, 4 and 10 to make 70."}};

} // namespace

class TestSuggestions : public QObject {
    Q_OBJECT

    static constexpr int Patience = 120000; // milliseconds, for a software device on a busy machine

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    QString answer()
    {
        const bool ended = QTest::qWaitFor([this] { return !m_window->workbench().isRunning(); }, Patience);
        const Run *run = m_window->workbench().store().current();
        if (!ended || !run || !run->summary() || run->summary()->reason != FinishReason::EndToken)
            return "no answer came to an end";
        return m_window->chat()->turns().back()->answerText();
    }

    void type(const QString &question)
    {
        auto *editor = m_window->findChild<QPlainTextEdit *>("question");
        editor->setFocus();
        QTest::keyClicks(editor, question);
        QTest::keyClick(editor, Qt::Key_Return);
    }

    // Each thing that it lists is asked of it.
    void itCanWhatItSays(const QString &said)
    {
        const QString list = capture(said, "I can (.*)\\.");
        static const QRegularExpression separator(", | and ");
        const QStringList claims = list.split(separator, Qt::SkipEmptyParts);
        QVERIFY2(claims.size() > 3, qPrintable(said));
        for (const QString &claim : claims) {
            const auto known = std::ranges::find_if(Claims, [&](const Claim &each) { return claim == each.words; });
            QVERIFY2(known != std::end(Claims), qPrintable(claim));
            m_window->actionTable().newChat->trigger();
            type(known->question);
            const QString shown = answer();
            QVERIFY2(isRight(known->question, shown).value_or(false), qPrintable(claim + ": " + shown));
        }
    }

private slots:
    void initTestCase()
    {
        m_window = std::make_unique<MainWindow>(
            localEngine(), localLab(),
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat));
        m_window->resize(1280, 720);
        m_window->show();
        m_window->open("default");
        QTRY_VERIFY2_WITH_TIMEOUT(!m_window->workbench().isLoading(), "the default model is loaded", Patience);
        QVERIFY2(m_window->workbench().store().model(), qPrintable(m_window->messageBar()->message()));
    }

    // A check that says yes to everything would prove nothing.
    void checksTellRightFromWrong()
    {
        QVERIFY(*isRight("What is 47 + 85?", "132") && !*isRight("What is 47 + 85?", "122"));
        QVERIFY(!*isRight("Sort these numbers: 7, 3, 9", "3, 9, 7"));
        QVERIFY(!*isRight("Sort these numbers: 7, 3, 9", "3, 7"));
        QVERIFY(!*isRight("How many r are in strawberry?", "2"));
        QVERIFY(!*isRight("Use 3, 7 and 8 to make 29.", "8*7-3"));    // 53
        QVERIFY(!*isRight("Use 3, 7 and 8 to make 29.", "29"));       // not of these numbers
        QVERIFY(!*isRight("Use 3, 5 and 8 to make 55.", "8+3*5"));    // 23
        QVERIFY(*isRight("Use 3, 5 and 8 to make 55.", "(8+3) * 5")); // 55
        QVERIFY(!*isRight("Ann is taller than Bob. Carl is shorter than Bob. Who is the shortest?", "Bob"));
        QVERIFY(!*isRight("What is the date 11 days after March 27?", "March 38"));
        QVERIFY(!isRight("Who are you?", "A model"));
    }

    void everySuggestionIsAnsweredRightly_data()
    {
        QTest::addColumn<QString>("question");
        for (const QString &path : {QString("default"), QString("/models/other.gguf")})
            for (const QString &question : suggestedQuestions(path))
                QTest::newRow(qPrintable(path + ": " + question)) << question;
    }
    void everySuggestionIsAnsweredRightly()
    {
        QFETCH(QString, question);
        m_window->actionTable().newChat->trigger();
        const auto buttons = m_window->chat()->findChildren<SuggestionButton *>();
        const auto button = std::ranges::find(buttons, question, &QAbstractButton::text);
        if (button == buttons.end()) // offered for other models only
            type(question);
        else
            QTest::mouseClick(*button, Qt::LeftButton);
        QVERIFY(m_window->workbench().isRunning());
        const QString said = answer();
        if (question == "What can you do?")
            return itCanWhatItSays(said);
        const auto right = isRight(question, said);
        QVERIFY2(right, "no check works this question out");
        QVERIFY2(*right, qPrintable(said));
    }

    void cleanupTestCase() { m_window.reset(); }
};

QTEST_MAIN(TestSuggestions)
#include "tst_suggestions.moc"
