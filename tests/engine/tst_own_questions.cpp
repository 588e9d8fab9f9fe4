// A person's own questions as a task: what is read, what is refused, and how they are shared out.
#include "catalog/model_header.h"
#include "support/expect_error.h"
#include "train/tasks/own_questions.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <set>

using namespace deepscope;

class TestOwnQuestions : public QObject {
    Q_OBJECT

    const ModelHeader m_model{DEEPSCOPE_RESOURCES "/default.gguf"};
    const ChatForm m_form{*m_model.tokenizer, *m_model.chatTemplate};
    const QTemporaryDir m_folder;

    std::string write(const QByteArray &text) const
    {
        const std::string path = m_folder.filePath("own.jsonl").toStdString();
        std::ofstream(path, std::ios::binary) << text.toStdString();
        return path;
    }
    LabTasks readTasks(const QByteArray &text) const { return ownQuestions(write(text), m_form); }
    std::shared_ptr<const LabTask> read(const QByteArray &text) const
    {
        const LabTasks tasks = readTasks(text);
        return tasks.size() == 1 ? tasks.front() : throw std::runtime_error("one task was expected");
    }

    static QByteArray lines(int count)
    {
        QByteArray text;
        for (int i = 0; i < count; ++i)
            text += QString("{\"question\": \"What is number %1?\", \"answer\": \"%2\"}\n").arg(i).arg(i * i).toUtf8();
        return text;
    }
    static std::set<std::string> questions(const LabTask &own, Fold fold, uint64_t from = 0)
    {
        std::set<std::string> found;
        for (uint64_t number = 0; number < own.count(fold); ++number)
            found.insert(own.problem(1, from + number, fold).question);
        return found;
    }

private slots:
    void readsWhatIsThere();
    void namesMakeTasks();
    void sharesThemOut();
    void fewQuestionsReachEveryFold();
    void everyoneOnceBeforeTheFirstAgain();
    void refusesBadLines_data();
    void refusesBadLines();
};

void TestOwnQuestions::readsWhatIsThere()
{
    const auto own = read("\xEF\xBB\xBF{\"question\": \" Wie spät? \", \"answer\": \"vier\\n\"}\r\n"
                          "\r\n  \n"
                          "{\"answer\": \"b\", \"more\": [1], \"question\": \"a\"}\n"
                          "{\"question\": \"a\", \"answer\": \"b\"}\n"
                          "{\"question\": \"c\", \"answer\": \"d\"}"); // the last line without an end
    std::set<std::string> all;
    for (const Fold fold : {Fold::Training, Fold::Validation, Fold::HeldOut}) {
        QCOMPARE(own->count(fold), size_t(1));
        const Problem problem = own->problem(0, 0, fold);
        all.insert(problem.question + "|" + problem.answer);
        QVERIFY(problem.note.empty() && problem.thought.empty() && problem.firstStep.empty());
        QCOMPARE(problem.key, problem.question);
    }
    QCOMPARE(all, (std::set<std::string>{"Wie spät?|vier", "a|b", "c|d"}));
    QCOMPARE(own->name(), std::string("own"));
}

void TestOwnQuestions::namesMakeTasks()
{
    const QByteArray named = lines(6).replace("}", ", \"task\": \"squares\"}");
    QByteArray letters;
    for (char letter = 'a'; letter < 'e'; ++letter)
        letters += QString(R"({"question": "%1", "answer": "%1", "task": "letters"})").arg(letter).toUtf8() + "\n";
    const LabTasks tasks = readTasks(named.left(named.indexOf('\n') + 1) + letters + named);
    QCOMPARE(tasks.size(), size_t(2));
    QCOMPARE(tasks[0]->name(), std::string("squares"));
    QCOMPARE(tasks[1]->name(), std::string("letters"));
    size_t counts[2] = {};
    for (const Fold fold : {Fold::Training, Fold::Validation, Fold::HeldOut})
        for (size_t i = 0; i < 2; ++i)
            counts[i] += questions(*tasks[i], fold).size();
    QCOMPARE(counts[0], size_t(6));
    QCOMPARE(counts[1], size_t(4));
}

void TestOwnQuestions::sharesThemOut()
{
    const auto own = read(lines(2000)), fewer = read(lines(1000));
    const auto trained = questions(*own, Fold::Training), kept = questions(*own, Fold::Validation),
               heldOut = questions(*own, Fold::HeldOut);
    QCOMPARE(trained.size() + kept.size() + heldOut.size(), size_t(2000));
    QVERIFY(heldOut.size() > 150 && heldOut.size() < 250 && kept.size() > 45 && kept.size() < 120);
    for (const std::string &question : heldOut)
        QVERIFY(!trained.contains(question) && !kept.contains(question));
    // What was held out stays so when more are added.
    for (const std::string &question : questions(*fewer, Fold::HeldOut))
        QVERIFY(heldOut.contains(question));
}

void TestOwnQuestions::fewQuestionsReachEveryFold()
{
    for (int count = 3; count < 12; ++count) {
        const auto own = read(lines(count));
        std::set<std::string> all;
        for (const Fold fold : {Fold::Training, Fold::Validation, Fold::HeldOut}) {
            QVERIFY(own->count(fold) >= 1);
            all.merge(questions(*own, fold));
        }
        QCOMPARE(all.size(), size_t(count));
    }
}

void TestOwnQuestions::everyoneOnceBeforeTheFirstAgain()
{
    const auto own = read(lines(40));
    const size_t count = own->count(Fold::Training);
    std::vector<std::string> rounds[2];
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(questions(*own, Fold::Training, count * size_t(round)).size(), count);
        for (size_t i = 0; i < count; ++i)
            rounds[round].push_back(own->problem(1, count * size_t(round) + i, Fold::Training).question);
    }
    QVERIFY(rounds[0] != rounds[1]);
    QVERIFY(own->problem(1, 7, Fold::Training).question == rounds[0][7]);
}

void TestOwnQuestions::refusesBadLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no JSON") << QByteArray("What is 2 + 2? 4") << QByteArray("line 4: it is no JSON object.");
    QTest::newRow("a list") << QByteArray("[\"a\", \"b\"]") << QByteArray("line 4: it is no JSON object.");
    QTest::newRow("cut") << QByteArray("{\"question\": \"a\", \"answer\": \"b") << QByteArray("it is no JSON object.");
    QTest::newRow("no UTF-8") << QByteArray("{\"question\": \"a\xff\", \"answer\": \"b\"}")
                              << QByteArray("it is no JSON object.");
    QTest::newRow("no question") << QByteArray("{\"answer\": \"b\"}") << QByteArray("line 4: it has no \"question\"");
    QTest::newRow("no answer") << QByteArray("{\"question\": \"a\"}") << QByteArray("line 4: it has no \"answer\"");
    QTest::newRow("a number") << QByteArray("{\"question\": \"a\", \"answer\": 4}")
                              << QByteArray("\"answer\" that is a text in quotation marks.");
    QTest::newRow("empty") << QByteArray("{\"question\": \"a\", \"answer\": \" \"}")
                           << QByteArray("line 4: its answer is empty.");
    QTest::newRow("a mark") << QByteArray("{\"question\": \"a\", \"answer\": \"4</answer>\"}")
                            << QByteArray("line 4: its answer holds a mark");
    QTest::newRow("an end") << QByteArray("{\"question\": \"a<|end|>\", \"answer\": \"4\"}")
                            << QByteArray("line 4: its question holds a mark");
    QTest::newRow("a task without a name") << QByteArray(R"({"question": "a", "answer": "b", "task": " "})")
                                           << QByteArray("line 4: its \"task\" is no name");
    QTest::newRow("a task with a number") << QByteArray(R"({"question": "a", "answer": "b", "task": 1})")
                                          << QByteArray("line 4: its \"task\" is no name");
    QTest::newRow("two answers") << QByteArray("{\"question\": \"What is number 1?\", \"answer\": \"5\"}")
                                 << QByteArray("line 4: its question has another answer in line 2.");
}

void TestOwnQuestions::refusesBadLines()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, said);
    const std::string path = write(lines(3) + line + "\n" + lines(5));
    EXPECT_FILE_ERROR(ownQuestions(path, m_form), path, said.toStdString());

    const std::string few = write(lines(2));
    EXPECT_FILE_ERROR(ownQuestions(few, m_form), few, "holds 2 questions");
    const std::string fewOfOne = write(lines(3) + "{\"question\": \"a\", \"answer\": \"b\", \"task\": \"letters\"}");
    EXPECT_FILE_ERROR(ownQuestions(fewOfOne, m_form), fewOfOne, "task \"letters\", holds 1 question.");
    const std::string none = write("\n");
    EXPECT_FILE_ERROR(ownQuestions(none, m_form), none, "holds 0 questions");
    EXPECT_FILE_ERROR(ownQuestions("/no/such/file", m_form), "/no/such/file", "cannot be read");
}

QTEST_APPLESS_MAIN(TestOwnQuestions)
#include "tst_own_questions.moc"
