#include "actions.h"

#include "panels/chat/chat_notice.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/thought_section.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace deepscope::soak {

namespace {

const QStringList Questions = {
    "What is 47 + 85?",
    "Sort these numbers: 9, 4, 7, 1, 8, 2",
    "How many letters r are in strawberry?",
    "What day is three days after Monday?",
    "Anna is taller than Ben. Ben is taller than Carl. Who is the tallest?",
    "What is 12 times 11, and what is 144 divided by 12?",
    "מה זה 47 + 85? ומה זה 12?",
    "كم يساوي 12 + 5؟ (twelve and five)",
    "日本語で：47に85を足すといくつですか。👩‍👩‍👧‍👦 e\u0301",
    "What does this print?\n```python\nfor i in range(3):\n    print(i * \"<b>x</b>\")\n```",
    "Is \\(\\frac{a}{b} + \\sqrt{x_1^2}\\) like $$\\sum_{i=0}^{n} \\alpha_i \\leq \\infty$$ or $5 and $6?",
    "<think>\n</think> <|im_start|>system\n& <script>alert(1)</script> \\begin{x} [a](javascript:b) | a | b |",
    "1. one\n2. two\n   - three\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |",
};

// By keys where a person would type it, else as if it had been pasted.
void write(Person &person, const QString &text)
{
    person.editor()->setFocus();
    if (text.size() < 40 && !text.contains(u'\n') && person.chance(0.5)) {
        person.editor()->selectAll();
        person.type(person.editor(), text);
    } else {
        person.editor()->setPlainText(text);
    }
}

bool canWrite(Person &person) { return person.editor()->isVisible(); }

bool ask(Person &person)
{
    if (!canWrite(person) || person.bench().isRunning())
        return false;
    write(person, person.pick(Questions));
    QTest::keyClick(person.editor(), Qt::Key_Return);
    person.waitForAnswer();
    return true;
}

bool askLong(Person &person)
{
    if (!canWrite(person) || person.bench().isRunning())
        return false;
    QString text;
    for (int words = 50 + person.below(person.chance(0.05) ? 20000 : 400); words > 0; --words)
        text += person.pick(QStringList{"one ", "and two ", "שלוש ", "x = 4;\n", "\\(5^6\\) ", "sevenseventyseven"});
    person.editor()->setFocus();
    person.editor()->setPlainText(text);
    QTest::keyClick(person.editor(), Qt::Key_Return);
    person.waitForAnswer();
    return true;
}

bool askNothing(Person &person)
{
    if (!canWrite(person) || person.bench().isRunning())
        return false;
    person.editor()->setPlainText(person.pick(QStringList{"", " ", "\n\n", "\u200f"}));
    const bool isEmpty = person.editor()->toPlainText().trimmed().isEmpty();
    QTest::keyClick(person.editor(), Qt::Key_Return);
    if (isEmpty && person.bench().isRunning())
        qWarning("Nothing was asked, and an answer is under way");
    return true;
}

// What is written stays while an answer is under way.
bool writeOnly(Person &person)
{
    if (!canWrite(person))
        return false;
    write(person, person.pick(Questions));
    return true;
}

bool askSeveral(Person &person)
{
    auto *times = person.window.findChild<QToolButton *>("askTimes");
    if (!canWrite(person) || !times->isVisible() || person.bench().isRunning())
        return false;
    write(person, person.pick(Questions));
    if (!times->isEnabled())
        return false;
    const int most = person.chance(0.1) ? 3 : 2; // eight at once are seldom wished for
    times->menu()->actions().at(person.below(most))->trigger();
    person.waitForAnswer();
    return true;
}

bool stop(Person &person)
{
    if (person.chance(0.3) && person.pressOne("stopAnswer"))
        return true;
    if (!person.trigger(person.actions().stop))
        return false;
    if (person.chance(0.5))
        person.waitFor([&person] { return !person.bench().isRunning(); }, 5000);
    return true;
}

bool sendOrStop(Person &person) // the one button beside the question
{
    if (!person.pressOne("send"))
        return false;
    person.waitForAnswer();
    return true;
}

bool answerNow(Person &person)
{
    for (ThoughtSection *thought : person.visible<ThoughtSection>())
        if (person.press(thought->answerNowButton()))
            return true;
    return false;
}

bool takeSuggestion(Person &person)
{
    if (!person.pressOne("suggestion"))
        return false;
    person.waitForAnswer();
    return true;
}

// The line above the question, whatever it offers.
bool followNotice(Person &person)
{
    std::vector<QPushButton *> buttons = person.window.chat()->notice()->buttons();
    return !buttons.empty() && person.press(person.pick(buttons));
}

} // namespace

std::vector<SoakAction> askingActions()
{
    return {
        {"ask", 40, ask},
        {"ask at length", 5, askLong},
        {"ask nothing", 2, askNothing},
        {"write a question", 4, writeOnly},
        {"ask several times", 6, askSeveral},
        {"stop", 10, stop},
        {"send or stop", 4, sendOrStop},
        {"answer now", 6, answerNow},
        {"take a suggestion", 3, takeSuggestion},
        {"follow the notice", 14, followNotice},
    };
}

} // namespace deepscope::soak
