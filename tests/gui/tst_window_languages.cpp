// The whole window in German, and with text from right to left: nothing is cut, nothing lies upon something else.
#include "api/devices.h"
#include "api/lab_settings.h"
#include "api/model_catalog.h"
#include "models/engine_words.h"
#include "paint/texts.h"
#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/generation_popover.h"
#include "panels/chat/turn_view.h"
#include "panels/experts/expert_map.h"
#include "panels/shared/elided_label.h"
#include "panels/token_strip/token_strip_plot.h"
#include "support/window_fixture.h"

#include <QAbstractScrollArea>
#include <QComboBox>
#include <QDockWidget>
#include <QMenuBar>
#include <QScrollBar>
#include <QSet>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include <functional>

using namespace deepscope;
using Fixture = test::WindowFixture;
using Kind = LabState::Kind;

namespace {

// Where a person would say it is.
QString placeOf(const QWidget *widget)
{
    QStringList names;
    for (; widget && !widget->isWindow(); widget = widget->parentWidget()) {
        const QString name = widget->objectName().isEmpty() ? widget->metaObject()->className() : widget->objectName();
        names.prepend(name);
    }
    return names.join(u'/');
}

int widthOf(const QWidget *widget, const QString &text)
{
    return widget->fontMetrics().size(Qt::TextShowMnemonic, text).width();
}

// What of this widget's text is not to be seen; empty = nothing.
QString cutText(const QWidget *widget)
{
    const auto tells = [widget](const QString &text) { return text.contains(u'…') && widget->toolTip().size() > 1; };
    if (const auto *label = qobject_cast<const QLabel *>(widget)) {
        const QRect inside = label->contentsRect();
        if (label->text().isEmpty() || tells(label->text()))
            return {};
        const bool fits = label->wordWrap() ? label->heightForWidth(label->width()) <= label->height()
                                            : label->sizeHint().width() <= label->width() + 1 &&
                                                  label->fontMetrics().height() <= inside.height() + 1;
        return fits ? QString() : label->text();
    }
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
        const auto *tool = qobject_cast<const QToolButton *>(button);
        const bool icon = !button->icon().isNull();
        if (button->text().isEmpty() || tells(button->text()) ||
            (tool && icon && tool->toolButtonStyle() == Qt::ToolButtonIconOnly) ||
            widget->inherits("deepscope::SuggestionButton")) // elides; the tool tip has it all
            return {};
        return widthOf(button, button->text()) + (icon ? button->iconSize().width() : 0) <= button->width()
                   ? QString()
                   : button->text();
    }
    if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
        QStyleOptionComboBox option;
        option.initFrom(box);
        const QRect field =
            box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box);
        return widthOf(box, box->currentText()) <= field.width() ? QString() : box->currentText();
    }
    if (const auto *bar = qobject_cast<const QTabBar *>(widget))
        for (int i = 0; i < bar->count(); ++i)
            if (widthOf(bar, bar->tabText(i)) >
                    bar->tabRect(i).width() - bar->style()->pixelMetric(QStyle::PM_TabBarTabHSpace, nullptr, bar) ||
                bar->tabRect(i).right() > bar->width() || bar->tabRect(i).left() < 0)
                return bar->tabText(i);
    return {};
}

// DEEPSCOPE_TEST_PICTURES=FOLDER keeps what was looked at, for a person to look at it too.
void keepPicture(MainWindow &window, const QString &state)
{
    const QString folder = qEnvironmentVariable("DEEPSCOPE_TEST_PICTURES");
    if (!folder.isEmpty())
        window.grab().save(folder + u'/' + (window.isRightToLeft() ? "rtl " : "") + state + ".png");
}

bool isSeen(const QWidget *widget) { return widget->isVisible() && !widget->visibleRegion().isEmpty(); }

// Calls back for what a person can bring into view: without a model, after an answer, each panel and each of its views,
// learning, the settings.
void throughTheWindow(Fixture &f, const std::function<void(const QString &)> &look)
{
    const auto settle = [&] {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    };
    const auto lookAt = [&](const QString &state) {
        look(state);
        keepPicture(f.window, state);
    };
    const auto panels = [&](const QString &when) {
        for (QDockWidget *dock : f.window.findChildren<QDockWidget *>()) {
            if (dock->isHidden())
                continue;
            dock->raise();
            settle();
            lookAt(when + ", " + dock->objectName());
            for (QTabWidget *tabs : dock->findChildren<QTabWidget *>())
                for (int i = 0; i < tabs->count(); ++i) {
                    tabs->setCurrentIndex(i);
                    settle();
                    lookAt(when + ", " + dock->objectName() + ", " + tabs->tabText(i));
                }
        }
    };
    f.window.resize(1280, 720);
    f.window.actionTable().resetLayout->trigger();
    settle();
    lookAt("empty");
    f.loadDefault();
    f.ask();
    f.window.actionTable().resetLayout->trigger();
    panels("answered");
    f.window.findChild<QDockWidget *>("comparison")->show();
    panels("comparing");
    f.window.findChild<QDockWidget *>("comparison")->close();
    f.editor()->setPlainText("What is 47 + 85?");
    f.settle();
    f.window.chat()->composer()->submitTimes(4);
    f.settle();
    for (const AnswerView *card : f.window.chat()->turns().back()->answers()->all()) {
        f.log.sendPieces(card->run(), test::additionPieces(), 0, test::additionPieces().size());
        f.send(test::summaryOf(card->run(), FinishReason::TokenLimit));
    }
    settle();
    lookAt("several answers");
    GenerationPopover *settings = f.window.chat()->composer()->settingsForm();
    settings->popUpAbove(f.window.chat()->composer());
    settle();
    lookAt("settings");
    settings->close();
    f.window.actionTable().modeLearning->trigger();
    settle();
    lookAt("before learning");
    f.window.actionTable().labStart->trigger();
    f.lab.send(test::labBegun());
    f.lab.send(test::labHeldOut(0));
    for (uint32_t step = 0; step <= 80; ++step)
        f.lab.send(test::labStep(step));
    f.lab.send(test::labState(Kind::Learning, 80));
    panels("learning");
}

// Pairs of neighbours that lie upon each other, and children outside of their parents. What rolls is meant to.
QSet<QString> misplaced(const QWidget &window)
{
    QSet<QString> found;
    QList<QWidget *> all = window.findChildren<QWidget *>();
    for (const QWidget *parent : all) {
        if (!isSeen(parent))
            continue;
        QList<const QWidget *> children;
        for (const QObject *child : parent->children())
            if (const auto *widget = qobject_cast<const QWidget *>(child);
                widget && isSeen(widget) && !widget->isWindow() &&
                !widget->testAttribute(Qt::WA_TransparentForMouseEvents))
                children << widget;
        const auto *area = qobject_cast<const QAbstractScrollArea *>(parent->parentWidget());
        for (const QWidget *child : children)
            if (!(area && area->viewport() == parent) && !parent->rect().contains(child->geometry()))
                found << placeOf(child) + " is outside";
        for (qsizetype i = 0; i < children.size(); ++i)
            for (qsizetype j = i + 1; j < children.size(); ++j)
                if (children[i]->geometry().intersects(children[j]->geometry()))
                    found << placeOf(children[i]) + " lies upon " + placeOf(children[j]);
    }
    return found;
}

// The letter that is pressed with Alt; empty = none.
QString accessKey(const QString &text)
{
    static const QRegularExpression key(QStringLiteral("&([^&\\s])"));
    return key.match(text).captured(1).toLower();
}

// Access keys that two entries of a menu have.
QStringList sharedKeys(const QMenu *menu)
{
    QStringList shared;
    QHash<QString, QString> owners;
    for (const QAction *action : menu->actions()) {
        if (action->menu())
            shared += sharedKeys(action->menu());
        const QString letter = accessKey(action->text());
        if (letter.isEmpty() || !action->isVisible())
            continue;
        if (owners.contains(letter))
            shared << menu->title() + ": " + owners[letter] + " and " + action->text();
        owners[letter] = action->text();
    }
    return shared;
}

// Access keys that two buttons or fields of a form have, and those that lead nowhere.
QStringList brokenKeysIn(const QWidget *form)
{
    QStringList broken;
    QHash<QString, QString> owners;
    for (const QWidget *widget : form->findChildren<QWidget *>()) {
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const auto *label = qobject_cast<const QLabel *>(widget);
        const QString text = button ? button->text() : label && label->buddy() ? label->text() : QString();
        const QString letter = accessKey(text);
        if (letter.isEmpty() || !widget->isVisible())
            continue;
        if (label && label->buddy()->focusPolicy() == Qt::NoFocus)
            broken << placeOf(form) + ": " + text + " leads nowhere";
        if (owners.contains(letter))
            broken << placeOf(form) + ": " + owners[letter] + " and " + text;
        owners[letter] = text;
    }
    return broken;
}

// In each panel by itself, and in the settings with all that they can have.
QStringList brokenKeysOf(Fixture &f)
{
    QStringList broken;
    GenerationPopover *settings = f.window.chat()->composer()->settingsForm();
    throughTheWindow(f, [&](const QString &state) {
        if (state == "settings") {
            f.window.chat()->composer()->setAdvice(Sampling{.temperature = 0.6F}, "X");
            broken += brokenKeysIn(settings);
        }
        for (const QDockWidget *dock : f.window.findChildren<QDockWidget *>())
            broken += brokenKeysIn(dock);
    });
    broken.removeDuplicates();
    return broken;
}

// In the menus of chat and learning.
QStringList sharedKeysOf(Fixture &f)
{
    f.loadDefault();
    f.ask();
    QStringList shared;
    for (const bool learning : {false, true}) {
        (learning ? f.window.actionTable().modeLearning : f.window.actionTable().modeChat)->trigger();
        QCoreApplication::processEvents();
        for (const QAction *action : f.window.menuBar()->actions())
            shared += sharedKeys(action->menu());
    }
    shared.removeDuplicates();
    return shared;
}

} // namespace

class TestWindowLanguages : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void initTestCase()
    {
        {
            Fixture f(m_settings.newFile());
            QCOMPARE(f.window.actionTable().quit->text(), QString("&Quit"));
            QCOMPARE(sharedKeysOf(f), QStringList());
        }
        {
            Fixture f(m_settings.newFile());
            QCOMPARE(brokenKeysOf(f), QStringList());
        }
        useLanguage("de");
    }

    void speaksGerman()
    {
        Fixture f(m_settings.newFile());
        QCOMPARE(f.window.actionTable().quit->text(), QString("&Beenden"));
        QCOMPARE(sharedKeysOf(f), QStringList());
    }

    void accessKeysAreOfOneThing()
    {
        Fixture f(m_settings.newFile());
        QCOMPARE(brokenKeysOf(f), QStringList());
    }

    // The engine may word something anew; then its line in gui/models/engine_words.cpp is to change too.
    void knowsWhatTheEngineSays()
    {
        for (const RewardKind kind : AllRewardKinds)
            QVERIFY(engineText(rewardKindSentence(kind)) != rewardKindSentence(kind));
        for (const Algorithm algorithm : AllAlgorithms)
            QVERIFY(engineText(algorithmSentence(algorithm)) != algorithmSentence(algorithm));
        QVERIFY(engineText(deviceTypeName(DeviceType::Integrated)) != "integrated");
        QCOMPARE(engineText(modelSourceName(ModelSource::User)), QString("eigener Ordner"));
        QCOMPARE(engineText("never said"), QString("never said"));
    }

    void nothingIsCut()
    {
        Fixture f(m_settings.newFile());
        QHash<QString, QString> cut; // with the state where it was seen first
        throughTheWindow(f, [&](const QString &state) {
            for (const QWidget *widget : f.window.findChildren<QWidget *>())
                if (isSeen(widget))
                    if (const QString text = cutText(widget); !text.isEmpty())
                        cut.insert(placeOf(widget) + ": " + text, cut.value(placeOf(widget) + ": " + text, state));
        });
        for (auto each = cut.cbegin(); each != cut.cend(); ++each)
            qWarning("%s (%s)", qPrintable(each.key()), qPrintable(each.value()));
        QCOMPARE(cut.size(), 0);
        QVERIFY(f.window.minimumSizeHint().width() <= 1280 && f.window.minimumSizeHint().height() <= 720);
    }

    void goesFromRightToLeft()
    {
        QSet<QString> usual, mirrored;
        {
            Fixture f(m_settings.newFile());
            throughTheWindow(f, [&](const QString &) { usual += misplaced(f.window); });
        }
        QApplication::setLayoutDirection(Qt::RightToLeft);
        {
            Fixture f(m_settings.newFile());
            throughTheWindow(f, [&](const QString &) { mirrored += misplaced(f.window); });
        }
        QApplication::setLayoutDirection(Qt::LeftToRight);
        const QStringList more = (mirrored - usual).values();
        QVERIFY2(more.isEmpty(), qPrintable(more.join(u'\n')));
    }

    void panelsWorkFromRightToLeft()
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        Fixture f(m_settings.newFile());
        f.window.resize(1280, 720);
        f.loadDefault();
        f.ask();
        f.window.actionTable().resetLayout->trigger();
        auto *experts = f.window.findChild<QDockWidget *>("experts");
        experts->raise();
        QCoreApplication::processEvents();
        auto *map = experts->findChild<ExpertMap *>();
        QVERIFY(isSeen(map));
        Selection &selection = f.window.workbench().selection();
        for (const int token : {3, 7}) {
            const QPoint cell = map->cellRect({token, 1, 0}).center().toPoint();
            QTest::mouseClick(map, Qt::LeftButton, {}, cell);
            QCOMPARE(selection.focus().token, token);
            QCOMPARE(selection.focus().layer, 1);
        }
        auto *strip = f.window.findChild<QDockWidget *>("tokens")->findChild<TokenStripPlot *>();
        QTest::mouseClick(strip, Qt::LeftButton, {}, strip->cellRect(5).center().toPoint());
        QCOMPARE(selection.focus().token, 5);
        QTest::keyClick(strip, Qt::Key_Right);
        QCOMPARE(selection.focus().token, 6);
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void choiceIsKept()
    {
        const QString file = m_settings.newFile();
        {
            Fixture f(file);
            QVERIFY(f.window.actionTable().languageSystem->isChecked());
            f.window.actionTable().languageGerman->trigger();
            QVERIFY(!f.window.statusBar()->currentMessage().isEmpty());
        }
        QCOMPARE(Settings::languageIn(QSettings(file, QSettings::IniFormat)), QString("de"));
        Fixture f(file);
        QVERIFY(f.window.actionTable().languageGerman->isChecked());
        f.window.actionTable().languageSystem->trigger();
        QCOMPARE(Settings::languageIn(QSettings(file, QSettings::IniFormat)), QString());
    }
};

QTEST_MAIN(TestWindowLanguages)
#include "tst_window_languages.moc"
