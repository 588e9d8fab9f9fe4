// What answers are worth by R1's rules, against a plain recomputation, and in the window beside each other.
#include "models/answer_grades.h"
#include "models/known_answers.h"
#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/grade_line.h"
#include "panels/chat/turn_view.h"
#include "support/window_fixture.h"

#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <cmath>

using namespace deepscope;
using namespace deepscope::test;

namespace {

std::vector<Piece> saying(const std::string &thought, const std::string &answer)
{
    using enum Phase;
    std::vector<Piece> pieces{{Prompt, "?"}, {Prompt, "<think>", true}};
    if (!thought.empty())
        pieces.push_back({Think, thought});
    pieces.push_back({Think, "</think>", true});
    if (!answer.empty())
        pieces.push_back({Answer, answer});
    return pieces;
}

struct Runs {
    RunStore store;
    std::vector<const Run *> all;

    uint32_t begin(const std::vector<Piece> &pieces)
    {
        const uint32_t run = store.beginRun(store.freeNumber(), "?", smallModel());
        store.append(tracesOf(run, pieces));
        all.push_back(store.run(run));
        return run;
    }
    void add(const std::vector<Piece> &pieces, FinishReason reason = FinishReason::EndToken)
    {
        store.finish(summaryOf(begin(pieces), reason));
    }
};

} // namespace

class TestAnswerGrades : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void rewardsFormAndMatch()
    {
        Runs runs;
        runs.add(saying("a b", "132"));
        runs.add(saying("a", " 133 "));
        runs.add(saying("", "132"));
        runs.add(saying("a", ""));
        runs.add(saying("a", "132"), FinishReason::TokenLimit);
        runs.add({{Phase::Prompt, "?"}, {Phase::Think, "a"}});
        const GroupGrades grades = gradesOf(runs.all, "132");
        const double expected[] = {1.2, 0.2, 0, 0, 0, 0};
        double mean = 0, squares = 0;
        for (const double reward : expected)
            mean += reward / 6;
        for (const double reward : expected)
            squares += (reward - mean) * (reward - mean);
        const double deviation = std::sqrt(squares / 6);
        QCOMPARE(grades.right, 1);
        QVERIFY(std::abs(grades.mean - mean) < 1e-12 && std::abs(grades.deviation - deviation) < 1e-12);
        for (size_t i = 0; i < 6; ++i) {
            QVERIFY(std::abs(grades.answers[i].reward - expected[i]) < 1e-12);
            QVERIFY(std::abs(grades.answers[i].advantage - (expected[i] - mean) / deviation) < 1e-12);
        }
        const QString faults[] = {"",
                                  "",
                                  "It has no thought.",
                                  "There is nothing in the answer.",
                                  "It did not end by itself.",
                                  "The thought is never closed."};
        for (size_t i = 0; i < 6; ++i)
            QCOMPARE(grades.answers[i].fault, faults[i]);
        QCOMPARE(*grades.thoughtOfRight, 1.0);
        QCOMPARE(*grades.thoughtOfWrong, 4.0 / 5);
        QVERIFY2(gradeWords(grades.answers[0], true).startsWith("right answer; reward 1.20, advantage +"),
                 qPrintable(gradeWords(grades.answers[0], true)));
    }

    // Those that go on are no answers of reward 0: mean, deviation, advantages and lengths are of the others.
    void thoseThatGoOnDoNotCount()
    {
        Runs runs;
        runs.add(saying("a b", "132"));
        runs.begin(saying("a b c d", "132"));
        runs.add(saying("a", "133"));
        runs.add(saying("", "132"));
        const GroupGrades grades = gradesOf(runs.all, "132");
        const double rewards[] = {1.2, 0.2, 0};
        const double mean = (1.2 + 0.2) / 3;
        double squares = 0;
        for (const double reward : rewards)
            squares += (reward - mean) * (reward - mean);
        const double deviation = std::sqrt(squares / 3);
        QCOMPARE(grades.ended, 3);
        QVERIFY(std::abs(grades.mean - mean) < 1e-12 && std::abs(grades.deviation - deviation) < 1e-12);
        const size_t ended[] = {0, 2, 3};
        for (size_t i = 0; i < 3; ++i)
            QVERIFY(std::abs(grades.answers[ended[i]].advantage - (rewards[i] - mean) / deviation) < 1e-12);
        QCOMPARE(grades.answers[1].advantage, 0.0);
        QVERIFY(gradeWords(grades.answers[1], true).isEmpty());
        QCOMPARE(*grades.thoughtOfWrong, 0.5);
        QVERIFY2(groupWords(grades).startsWith("3 of 4 ended; 1 of 3 right; rewards: mean 0.47"),
                 qPrintable(groupWords(grades)));
    }

    void nothingHasEnded()
    {
        Runs runs;
        runs.begin(saying("a", "1"));
        runs.begin(saying("b", "2"));
        QCOMPARE(groupWords(gradesOf(runs.all, "3")), QString("0 of 2 ended."));
    }

    void equalRewardsTeachNothing()
    {
        Runs runs;
        runs.add(saying("a", "1"));
        runs.add(saying("b", "2"));
        const GroupGrades grades = gradesOf(runs.all, "3");
        QCOMPARE(grades.deviation, 0.0);
        QCOMPARE(grades.answers[0].advantage, 0.0);
        QVERIFY2(groupWords(grades).contains("all got the same"), qPrintable(groupWords(grades)));
    }

    void comparesWhatIsMeant_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<bool>("right");
        QTest::newRow("case and blanks") << " Paris "
                                         << "paris" << true;
        QTest::newRow("number") << "1,320.0"
                                << "1320" << true;
        QTest::newRow("boxed") << "So it is \\boxed{7}, not \\boxed{8}"
                               << "8" << true;
        QTest::newRow("more words") << "It is Paris"
                                    << "Paris" << false;
        QTest::newRow("nothing expected") << ""
                                          << "" << false;
    }
    void comparesWhatIsMeant()
    {
        QFETCH(const QString, said);
        QFETCH(const QString, expected);
        QFETCH(const bool, right);
        Runs runs;
        runs.add(saying("a", said.toStdString()));
        QCOMPARE(gradesOf(runs.all, expected).answers[0].match, right);
    }

    void questionsComeFromAFile()
    {
        KnownAnswers answers;
        const auto write = [&](const QByteArray &text) {
            QFile file(m_settings.filePath("q.jsonl"));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
        };
        const KnownAnswers::Read read =
            KnownAnswers::read(write("{\"question\": \"How  many?\", \"answer\": \" 3\"}\n\n"
                                     "{\"question\": \"And now?\", \"answer\": 42}\n"));
        QCOMPARE(read.problem, QString());
        answers.add(read.answers);
        QCOMPARE(answers.of("How many?"), QString("3"));
        QCOMPARE(answers.of("And now?"), QString("42"));
        const auto problem = [](const QString &path) { return KnownAnswers::read(path).problem; };
        QVERIFY2(problem(write("{\"question\": \"a\", \"answer\": \"b\"}\nno\n")).contains("line 2"), "line");
        QVERIFY(problem(m_settings.filePath("none")).contains("cannot be read"));
        QVERIFY(problem(write("\n")).contains("no questions"));
        // Another window may know others: each writes what was changed in it alone.
        QCOMPARE(answers.takeChanges(), read.answers);
        answers.set("How many?", {});
        QCOMPARE(answers.takeChanges(), (QHash<QString, QString>{{"How many?", {}}}));
        QVERIFY(answers.takeChanges().isEmpty());
    }

    // What many data sets are: one array of all.
    void questionsComeFromAnArray()
    {
        const auto read = [&](const QByteArray &text) {
            QFile file(m_settings.filePath("questions.json"));
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
                qFatal("cannot write a file");
            file.close();
            return KnownAnswers::read(file.fileName());
        };
        const KnownAnswers::Read questions = read("\n[{\"question\": \"How  many?\",\n  \"answer\": \" 3\"},\n "
                                                  "{\"question\": \"And now?\", \"answer\": 42}]\n");
        QCOMPARE(questions.problem, QString());
        QCOMPARE(questions.answers, (QHash<QString, QString>{{"How many?", "3"}, {"And now?", "42"}}));
        const QString second = read("[{\"question\": \"a\", \"answer\": \"b\"}, 7]").problem;
        QVERIFY2(second.contains("entry 2 has no"), qPrintable(second));
        const QString open = read("[{\"question\": \"a\", \"answer\": \"b\"}").problem;
        QVERIFY2(open.contains("is not whole JSON"), qPrintable(open));
        QVERIFY(read("[]").problem.contains("no questions"));
    }

    void inTheWindow()
    {
        const QString settings = m_settings.newFile();
        {
            WindowFixture f(settings);
            f.window.resize(1280, 800);
            f.loadDefault();
            f.editor()->setPlainText("What is 47 + 85?");
            f.window.chat()->composer()->submitTimes(2);
            QVERIFY(f.settle());
            QCOMPARE(f.log.starts.size(), size_t(2));
            std::vector<Piece> wrong = additionPieces();
            wrong.back().bytes = "3";
            f.log.sendPieces(f.log.starts[0].run, additionPieces(), 0, additionPieces().size());
            f.log.sendPieces(f.log.starts[1].run, wrong, 0, wrong.size());
            f.send(summaryOf(f.log.starts[0].run));
            TurnView *turn = f.window.chat()->turns().front();
            GradeLine *line = turn->answers()->gradeLine();
            QVERIFY(!line->isVisible());
            QTest::mouseClick(turn->findChild<QToolButton *>("gradeAnswers"), Qt::LeftButton);
            QVERIFY(line->isVisible() && line->editor()->hasFocus());
            QTest::keyClicks(line->editor(), "132");
            QVERIFY2(line->words().startsWith("1 of 2 ended; 1 of 1 right"), qPrintable(line->words()));
            const auto grade = [&](size_t place) {
                return turn->answers()->all()[place]->findChild<QLabel *>("answerGrade")->text();
            };
            QCOMPARE(grade(0), QString("Right answer; reward 1.20."));
            QCOMPARE(grade(1), QString());
            f.send(summaryOf(f.log.starts[1].run));
            QVERIFY2(line->words().startsWith("1 of 2 right; rewards: mean 0.70, deviation 0.50"),
                     qPrintable(line->words()));
            QCOMPARE(grade(0), QString("Right answer; reward 1.20, advantage +1.00."));
            QCOMPARE(grade(1), QString("Right form, wrong answer; reward 0.20, advantage -1.00."));
        }
        WindowFixture f(settings); // it is known from then on
        f.loadDefault();
        f.ask();
        const auto *label = f.window.chat()->turns().front()->findChild<QLabel *>("answerGrade");
        QCOMPARE(label->text(), QString("Right answer; reward 1.20."));
    }
};

QTEST_MAIN(TestAnswerGrades)
#include "tst_answer_grades.moc"
