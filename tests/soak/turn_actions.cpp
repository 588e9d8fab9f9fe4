#include "actions.h"

#include "panels/chat/answer_view.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/thought_editor.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/chat/version_walker.h"
#include "panels/shared/quiet_table.h"
#include "panels/token_details/token_details.h"

#include <QAbstractItemModel>
#include <QDockWidget>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace deepscope::soak {

namespace {

bool editQuestion(Person &person)
{
    if (!person.pressOne("editQuestion"))
        return false;
    person.type(person.editor(), " And " + QString::number(person.below(100)) + "?");
    const int end = person.below(10);
    if (end < 6) {
        QTest::keyClick(person.editor(), Qt::Key_Return);
        person.waitForAnswer();
    } else if (end < 8) {
        QTest::keyClick(person.editor(), Qt::Key_Escape);
    } else if (end == 8) {
        person.pressOne("cancelEditing");
    }
    return true; // or it stays open, and something else is done
}

bool tryAgain(Person &person)
{
    if (!person.pressOne("tryAgain"))
        return false;
    person.waitForAnswer();
    return true;
}

bool goOn(Person &person)
{
    if (!person.pressOne("continueAnswer"))
        return false;
    person.waitForAnswer();
    return true;
}

bool walkVersions(Person &person)
{
    QList<VersionWalker *> walkers = person.visible<VersionWalker>();
    if (walkers.isEmpty())
        return false;
    VersionWalker *walker = person.pick(walkers);
    return person.press(person.chance(0.5) ? walker->previousButton() : walker->nextButton());
}

bool editThought(Person &person)
{
    AnswerView *answer = person.anyAnswer();
    if (!answer || !answer->thought()->isVisible())
        return false;
    answer->thought()->setOpen(true);
    if (!answer->thought()->editor() && !person.press(answer->thought()->editButton()))
        return false;
    ThoughtEditor *editor = answer->thought()->editor();
    if (!editor)
        return false;
    person.type(editor->editor(), person.pick(QStringList{"Wait. ", "", "12 = 13? ", "So: "}));
    const int end = person.below(4);
    if (end == 0)
        QTest::keyClick(editor->editor(), Qt::Key_Escape);
    else if (end < 3 && person.press(end == 1 ? editor->thinkButton() : editor->answerButton()))
        person.waitForAnswer();
    return true;
}

// Another candidate of Token Details in the place of a token.
bool branch(Person &person)
{
    auto *details = person.panelOfChat<TokenDetails>();
    const Run *run = person.run();
    auto *dock = qobject_cast<QDockWidget *>(details->parentWidget());
    if (!run || run->size() == 0 || person.window.dockWidgetArea(dock) == Qt::NoDockWidgetArea)
        return false;
    dock->show();
    dock->raise();
    person.bench().selection().setFocus({person.below(run->size()), -1, -1});
    const QAbstractItemModel *rows = details->candidatesView()->model();
    if (rows->rowCount() < 2)
        return false;
    details->candidatesView()->selectRow(1 + person.below(rows->rowCount() - 1));
    if (!person.press(details->goOnButton()))
        return false;
    person.waitForAnswer();
    return true;
}

bool fold(Person &person) { return person.pressOne("thoughtHeader"); }

bool clickToken(Person &person)
{
    AnswerView *answer = person.anyAnswer();
    if (!answer || answer->data().size() == 0)
        return false;
    for (int tries = 0; tries < 8; ++tries) {
        const int token = person.below(answer->data().size());
        for (TokenTextView *view : answer->views()) {
            const QRect place = view->isVisible() ? view->tokenRect(uint32_t(token)) : QRect();
            if (!place.isEmpty() && view->viewport()->rect().contains(place.center())) {
                person.click(view->viewport(), place.center());
                return true;
            }
        }
    }
    return false;
}

bool chooseAnswer(Person &person) { return person.pressOne("chooseAnswer"); }

bool lookAtAnswer(Person &person)
{
    AnswerView *answer = person.anyAnswer();
    if (!answer || !answer->isVisible())
        return false;
    person.click(answer, answer->rect().center());
    return true;
}

bool copy(Person &person)
{
    return person.pressOne(person.chance(0.5) ? QString("copyAnswer") : QString("copyCode")) ||
           person.trigger(person.chance(0.5) ? person.actions().copyAnswer : person.actions().copyQuestion);
}

bool grade(Person &person)
{
    if (!person.pressOne("gradeAnswers"))
        return false;
    const QList<QLineEdit *> fields = person.visible<QLineEdit>("rightAnswer");
    if (fields.isEmpty())
        return true;
    fields.back()->setText(QString::number(person.below(200)));
    QTest::keyClick(fields.back(), Qt::Key_Return);
    return true;
}

bool find(Person &person)
{
    if (!person.trigger(person.actions().find))
        return false;
    const QList<QLineEdit *> fields = person.visible<QLineEdit>("findWords");
    if (fields.isEmpty())
        return true; // nothing is shown in which words could be found
    fields.front()->setText(person.pick(QStringList{"1", "a", "the", "=", "no such words", ""}));
    for (int steps = person.below(4); steps > 0; --steps)
        person.trigger(person.chance(0.7) ? person.actions().findNext : person.actions().findPrevious);
    if (person.chance(0.7))
        QTest::keyClick(fields.front(), Qt::Key_Escape);
    return true;
}

} // namespace

std::vector<SoakAction> turnActions()
{
    return {
        {"edit a question", 8, editQuestion},
        {"try again", 8, tryAgain},
        {"continue", 8, goOn},
        {"walk versions", 12, walkVersions},
        {"edit a thought", 6, editThought},
        {"branch", 8, branch},
        {"fold a thought", 4, fold},
        {"click a token", 12, clickToken},
        {"choose an answer", 8, chooseAnswer},
        {"look at an answer", 5, lookAtAnswer},
        {"copy", 4, copy},
        {"grade", 3, grade},
        {"find in the chat", 6, find},
    };
}

} // namespace deepscope::soak
