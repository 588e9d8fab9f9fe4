// Experts that a person alters: the text is read again, the change is shown token by token, and another answer stands
// beside the first.
#include "app/alteration_files.h"
#include "panels/chat/answer_view.h"
#include "panels/chat/answers_view.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/composer.h"
#include "panels/chat/turn_view.h"
#include "panels/experts/expert_map.h"
#include "panels/token_strip/token_strip_plot.h"
#include "support/alteration_fixture.h"

#include <QComboBox>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <cmath>

using namespace deepscope;
using namespace deepscope::test;
using Fixture = AlterationFixture;

class TestWindowAlterations : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void readsTheTextAgain()
    {
        Fixture f(m_settings.newFile());
        QVERIFY(f.bar()->words().isEmpty() && !f.bar()->isVisible());
        f.showExpert(Layer, Expert);
        QVERIFY(f.row()->button(ExpertSwitch::Plain)->isChecked());
        f.click(f.row()->button(ExpertSwitch::Off));
        QCOMPARE(f.log.comparisons.size(), size_t(1));
        const CompareRequest asked = f.log.comparisons.back();
        QCOMPARE(asked.tokens.size(), size_t(f.run().size()));
        QCOMPARE(asked.tokens.front(), f.run().tokenId(0));
        QVERIFY(asked.one.empty());
        QVERIFY(asked.other.experts == (std::vector<ExpertChange>{{Layer, Expert, ExpertAction::Off, 0}}));
        QVERIFY(f.bar()->isVisible());
        QCOMPARE(f.bar()->words(), QString("layer 1: expert 3 off: reading the text again …"));

        f.send(f.answer());
        const int tokens = int(asked.tokens.size()) - 1;
        const SecondReading::Sum &sum = f.bench().trials().reading.sum();
        QCOMPARE(sum.tokens, tokens);
        QCOMPARE(sum.flips, tokens / 5);
        QCOMPARE(sum.divergence, 0.25);
        QVERIFY(std::abs(sum.logprob + (tokens + 1) / 20.0) < 1e-6);
        QCOMPARE(sum.moved, 0.25); // one of four choices
        QVERIFY(f.bench().trials().reading.moved(2, 1) && !f.bench().trials().reading.moved(2, 2));
        QVERIFY2(f.bar()->words().contains("KL 0.25 nats a token"), qPrintable(f.bar()->words()));

        // The strip shows it by itself, the more the further down, and says it in words.
        const TokenStripPlot *plot = f.strip()->plot();
        QCOMPARE(plot->measure(), TokenMeasure::Change);
        QVERIFY(plot->scaleEnd() >= tokens / 10.0);
        const Palette color = Palette::of(plot->palette());
        const auto distance = [&](int token) {
            const QColor cell = plot->cellColor(color, token), ground = QColor(ColorScale::diverging(color).at(0.5));
            return std::abs(cell.red() - ground.red()) + std::abs(cell.green() - ground.green()) +
                   std::abs(cell.blue() - ground.blue());
        };
        QVERIFY(distance(tokens) > distance(tokens / 2) && distance(tokens / 2) > distance(1));
        f.bench().selection().setHover({5, -1, -1});
        QVERIFY2(f.strip()->words().contains("-0.50 nats"), qPrintable(f.strip()->words()));
        QVERIFY(f.strip()->words().contains("another token would be the best"));
        QVERIFY2(f.strip()->words().contains("its experts are others in layer 1,"), qPrintable(f.strip()->words()));

        f.click(f.button("Reset"));
        QVERIFY(f.bar()->words().isEmpty());
        QCOMPARE(plot->measure(), TokenMeasure::Phase);
        QVERIFY(f.row()->button(ExpertSwitch::Plain)->isChecked());
    }

    // Only the newest question counts, whatever is answered meanwhile.
    void newestQuestionCounts()
    {
        Fixture f(m_settings.newFile());
        f.showExpert(Layer, Expert);
        f.click(f.row()->button(ExpertSwitch::Off));
        const Comparison old = f.answer();
        f.click(f.row()->button(ExpertSwitch::Double));
        QCOMPARE(f.log.comparisons.size(), size_t(2));
        QVERIFY(f.log.cancelled == (std::vector<uint32_t>{old.run}));
        f.send(old);
        QVERIFY(f.bench().trials().reading.state() == SecondReading::State::Waiting);
        Comparison failed;
        failed.run = f.log.comparisons.back().run;
        failed.failure = Failure{ErrorKind::Device, "The device is gone."};
        f.send(failed);
        QVERIFY2(f.bar()->words().endsWith("The device is gone."), qPrintable(f.bar()->words()));
    }

    void goesOnAfterALoadThatCameToNothing()
    {
        Fixture f(m_settings.newFile());
        f.showExpert(Layer, Expert);
        f.click(f.row()->button(ExpertSwitch::Off));
        QCOMPARE(f.log.comparisons.size(), size_t(1));
        f.window.open("/models/other.gguf");
        QVERIFY(f.bench().trials().reading.state() == SecondReading::State::Failed);
        f.send(Failure{ErrorKind::Interrupted, "Loading was cancelled."});
        QTRY_COMPARE(f.log.comparisons.size(), size_t(2));
        f.send(f.answer());
        QVERIFY(f.bench().trials().reading.state() == SecondReading::State::There);
    }

    void refusesWhatTheModelCannotHave()
    {
        Fixture f(m_settings.newFile());
        for (const int expert : {0, 1}) {
            f.showExpert(Layer, expert);
            f.click(f.row()->button(ExpertSwitch::Forced));
        }
        f.showExpert(Layer, 2);
        f.click(f.row()->button(ExpertSwitch::Forced)); // of two that are used
        QVERIFY(f.row()->button(ExpertSwitch::Plain)->isChecked());
        QVERIFY2(f.bar()->words().contains("3 experts are forced, and a token has 2"), qPrintable(f.bar()->words()));
        QCOMPARE(f.bench().trials().switches.alteration().experts.size(), size_t(2));
    }

    void answersAgainBesideTheFirst()
    {
        Fixture f(m_settings.newFile());
        f.showExpert(Layer, Expert);
        f.click(f.row()->button(ExpertSwitch::Half));
        f.send(f.answer());
        const RunRequest first = f.log.starts.back();
        f.click(f.button("Answer Again"));
        QCOMPARE(f.log.starts.size(), size_t(2));
        const RunRequest &again = f.log.starts.back();
        QVERIFY(again.alteration.experts == (std::vector<ExpertChange>{{Layer, Expert, ExpertAction::Scale, 0.5F}}));
        QCOMPARE(again.sampling.seed, first.sampling.seed);
        QCOMPARE(again.chat.back().text, first.chat.back().text);
        f.stream(0, additionPieces().size());
        f.send(summaryOf(again.run));
        auto *answers = f.window.findChild<AnswersView *>();
        QCOMPARE(answers->all().size(), size_t(2));
        const auto state = [&](size_t place) {
            return answers->all().at(place)->findChild<QLabel *>("answerState")->text();
        };
        QVERIFY2(state(1).contains("altered: layer 1: expert 3 × 0.5"), qPrintable(state(1)));
        QVERIFY(!state(0).contains("altered"));
        f.click(f.button("Reset"));
        f.bench().store().setCurrent(again.run); // it says of itself how it was made
        QCOMPARE(f.bar()->words(), QString("Made with layer 1: expert 3 × 0.5"));
    }

    // However many altered answers agree, the chat goes on with the one that is not, until a person chooses.
    void alteredAnswersDoNotOutvote()
    {
        Fixture f(m_settings.newFile());
        const uint32_t plain = f.bench().store().current()->id();
        std::vector<Piece> other = additionPieces();
        other.back().bytes = "1";
        for (const float factor : {0.5F, 2.0F}) {
            Alteration alteration;
            alteration.experts = {{Layer, Expert, ExpertAction::Scale, factor}};
            f.bench().answerAgain(alteration);
            f.log.sendPieces(f.log.starts.back().run, other, 0, other.size());
            f.send(summaryOf(f.log.starts.back().run));
        }
        auto *answers = f.window.findChild<AnswersView *>();
        QCOMPARE(answers->all().size(), size_t(3));
        QCOMPARE(f.bench().chats().shown(), (std::vector<uint32_t>{plain}));
        const QString making = answers->findChild<QLabel *>("answersMaking")->text();
        QVERIFY2(making.contains("goes on with answer 1; what altered experts answer is for comparing"),
                 qPrintable(making));
        f.type("And 1 more?");
        QCOMPARE(f.log.starts.back().chat.size(), size_t(3));
        QCOMPARE(f.log.starts.back().chat[1].text, std::string("132"));
    }

    // A question that is being changed meanwhile is another one.
    void answersAgainWhileAnotherIsChanged()
    {
        Fixture f(m_settings.newFile());
        f.type("And 1 more?");
        f.stream(0, additionPieces().size());
        f.send(summaryOf(f.log.starts.back().run));
        const uint32_t second = f.log.starts.back().run;
        f.showExpert(Layer, Expert);
        f.click(f.row()->button(ExpertSwitch::Half));
        f.send(f.answer());
        f.window.chat()->turns()[0]->findChild<QToolButton *>("editQuestion")->click();
        QVERIFY(f.window.chat()->composer()->isEditing());
        f.click(f.button("Answer Again"));
        f.stream(0, additionPieces().size());
        f.send(summaryOf(f.log.starts.back().run));
        QVERIFY(f.window.chat()->composer()->isEditing());
        QCOMPARE(f.window.chat()->turns().size(), size_t(2));
        const ChatTurns &turns = f.bench().chats().shownChat()->turns;
        QVERIFY(turns.groupOf(second, f.bench().store()) == (std::vector<uint32_t>{second, f.log.starts.back().run}));
        QCOMPARE(turns.path(f.bench().store()).back(), second);
    }

    // Of several versions it is the one that was drawn alike.
    void standsBesideTheVersionThatItAlters()
    {
        Fixture f(m_settings.newFile());
        const uint32_t first = f.log.starts.back().run;
        f.window.chat()->turns()[0]->findChild<QPushButton *>("tryAgain")->click();
        f.stream(0, additionPieces().size());
        f.send(summaryOf(f.log.starts.back().run));
        const uint32_t anew = f.log.starts.back().run;
        f.bench().chats().choose(first);
        f.showExpert(Layer, Expert);
        f.click(f.row()->button(ExpertSwitch::Off));
        f.send(f.answer());
        f.click(f.button("Answer Again"));
        f.stream(0, additionPieces().size());
        const uint32_t altered = f.log.starts.back().run;
        f.send(summaryOf(altered));
        const ChatTurns &turns = f.bench().chats().shownChat()->turns;
        QVERIFY(turns.groupsOf(anew, f.bench().store()) ==
                (std::vector<std::vector<uint32_t>>{{first, altered}, {anew}}));
    }

    // What is altered may hold from a token on, or for a range: the text before it is shared by both readings.
    void holdsWhereAPersonSays()
    {
        Fixture f(m_settings.newFile());
        f.showExpert(Layer, Expert);
        f.click(f.row()->button(ExpertSwitch::Off));
        QMenu *menu = f.button("Where")->menu();
        const auto offers = [&] {
            emit menu->aboutToShow();
            QStringList names;
            for (const QAction *action : menu->actions())
                names << QString(action->text()).remove('&') + (action->isChecked() ? " *" : "");
            return names;
        };
        QCOMPARE(offers(), QStringList({"All Tokens *", "Select a token or a range for other places"}));
        f.bench().selection().setFocus({5, Layer, Expert});
        f.bench().selection().setRange({7, 11});
        QCOMPARE(offers(), QStringList({"All Tokens *", "From Token 5 On", "The Selected Tokens 7 to 10"}));
        menu->actions()[1]->trigger();
        QTest::qWait(1);
        QCOMPARE(f.log.comparisons.back().other.from, 5U);
        QCOMPARE(f.log.comparisons.back().other.until, Alteration().until);
        QVERIFY2(f.bar()->words().startsWith("from token 5 on, layer 1: expert 3 off"), qPrintable(f.bar()->words()));
        offers();
        menu->actions()[2]->trigger();
        // Another expert joins the list, and it holds at the same tokens.
        f.bench().trials().switches.set(Layer, 2, ExpertSwitch::Half);
        QTest::qWait(1);
        const Alteration &asked = f.log.comparisons.back().other;
        QVERIFY(asked.from == 7 && asked.until == 11 && asked.experts.size() == 2);
        QVERIFY2(f.bar()->words().startsWith("at tokens 7 to 10, layer 1: expert 3 off"), qPrintable(f.bar()->words()));
        QVERIFY(f.row()->button(ExpertSwitch::Off)->isChecked());
        QCOMPARE(offers(), QStringList({"All Tokens", "From Token 5 On", "The Selected Tokens 7 to 10 *"}));
        // With the last one taken back nothing is left of it.
        f.bench().trials().switches.set(Layer, 2, ExpertSwitch::Plain);
        f.bench().trials().switches.set(Layer, Expert, ExpertSwitch::Plain);
        QVERIFY(f.bench().trials().switches.alteration() == Alteration());

        // One that takes another's place at one token is not switched, also while it is told; the next switch drops it.
        ExpertSwitches &switches = f.bench().trials().switches;
        const auto told = connect(&switches, &ExpertSwitches::changed, this,
                                  [&] { QVERIFY(switches.empty() || !switches.of(Layer, Expert)); });
        switches.exchange(5, Layer, std::vector<ExpertHit>{{1, 0.5F}, {2, 0.5F}}, Expert);
        disconnect(told);
        switches.set(Layer, 0, ExpertSwitch::Off);
        QVERIFY(switches.alteration().experts == (std::vector<ExpertChange>{{Layer, 0, ExpertAction::Off, 0}}));
    }

    // The map's menu, by key: of the expert that is focused.
    void menuOfAnExpert()
    {
        Fixture f(m_settings.newFile());
        f.bench().selection().setFocus({4, Layer, Expert});
        QStringList texts;
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(f.panel(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions())
            texts << action->text();
        menu->actions().at(2)->trigger();
        menu->close();
        QVERIFY2(texts.contains("Forced") && texts.contains("× 2"), qPrintable(texts.join(" | ")));
        QVERIFY(f.bench().trials().switches.of(Layer, Expert) == ExpertSwitch::Off);
    }

    void listsAreKeptInFiles()
    {
        Fixture f(m_settings.newFile());
        auto *files = f.window.findChild<AlterationFiles *>();
        f.showExpert(Layer, Expert);
        f.click(f.row()->button(ExpertSwitch::Off));
        const QString path = m_settings.filePath("list.json");
        files->save(path);
        f.bench().trials().switches.reset();
        files->open(path);
        QVERIFY(f.bench().trials().switches.of(Layer, Expert) == ExpertSwitch::Off);
        QString said;
        QObject::connect(&f.bench(), &Workbench::notice, [&](const QString &sentence) { said = sentence; });
        files->open(m_settings.filePath("none.json"));
        QVERIFY2(said.contains("cannot be read"), qPrintable(said));
        files->save(m_settings.filePath("no folder/list.json"));
        QVERIFY2(said.contains("could not be written"), qPrintable(said));
        QFile broken(path);
        QVERIFY(broken.open(QIODevice::WriteOnly) &&
                broken.write("[{\"layer\": 1, \"expert\": 77, \"action\": \"off\"}]") > 0);
        broken.close();
        files->open(path);
        QVERIFY2(said.contains("There is no expert 77"), qPrintable(said));
        QVERIFY(f.bench().trials().switches.of(Layer, Expert) == ExpertSwitch::Off); // as it was
    }

    // Lists that other programs wrote: what a column is called says what is done, else a person does.
    void listsOfOtherPrograms()
    {
        Fixture f(m_settings.newFile());
        auto *files = f.window.findChild<AlterationFiles *>();
        const ExpertSwitches &switches = f.bench().trials().switches;
        const auto write = [&](const char *text) {
            const QString path = m_settings.filePath("list.csv");
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(text) > 0 ? path : QString();
        };
        files->open(write("layer,expert\n1,3\n1,3\n2,5\n"));
        QTRY_VERIFY(switches.of(1, 3) == ExpertSwitch::Off && switches.of(2, 5) == ExpertSwitch::Off);
        QCOMPARE(switches.alteration().experts.size(), size_t(2));
        files->open(write("layer,expert,scale\n2,4,2\n"));
        QTRY_VERIFY(switches.of(2, 4) == ExpertSwitch::Double && switches.of(1, 3) == ExpertSwitch::Plain);
        files->open(write("layer,expert,risk\n1,6,0.25\n1,7,0\n"));
        QTRY_VERIFY(f.window.findChild<QMessageBox *>());
        auto *box = f.window.findChild<QMessageBox *>();
        QVERIFY2(box->informativeText().contains("risk"), qPrintable(box->informativeText()));
        for (QAbstractButton *one : box->buttons())
            if (one->text() == "&Force")
                QTest::mouseClick(one, Qt::LeftButton);
        QCoreApplication::processEvents();
        QVERIFY(switches.of(1, 6) == ExpertSwitch::Forced && switches.of(1, 7) == ExpertSwitch::Plain);
        QString said;
        QObject::connect(&f.bench(), &Workbench::notice, [&](const QString &sentence) { said = sentence; });
        files->open(write("layer,expert\n1,99\n"));
        QTRY_VERIFY2(said.contains("There is no expert 99"), qPrintable(said));
        files->open(write("expert\n1\n"));
        QTRY_VERIFY2(said.contains("is not the header"), qPrintable(said));
        QVERIFY(switches.of(1, 6) == ExpertSwitch::Forced); // as it was
    }

    // What a token lost is struck out on the map, what it has instead is framed.
    void theMapMarksWhatMoved()
    {
        Fixture f(m_settings.newFile());
        f.showExpert(Layer, Expert);
        f.click(f.row()->button(ExpertSwitch::Off));
        f.panel()->tabs()->setCurrentIndex(0);
        ExpertMap *map = f.window.findChild<ExpertMap *>();
        QTRY_VERIFY(map->isVisible() && map->isPainted());
        const QImage before = map->grab().toImage();
        f.send(f.answer());
        const SecondReading &reading = f.bench().trials().reading;
        QCOMPARE(reading.moves(2, 1).lost, std::vector<int>{3});
        QCOMPARE(reading.moves(2, 1).gained, std::vector<int>{4});
        QVERIFY(reading.moves(2, 2).lost.empty() && reading.moves(2, 2).gained.empty());
        const QImage after = map->grab().toImage();
        const QColor mark = Palette::of(map->palette())(Role::Warning);
        const auto marked = [&](const QImage &image, int layer, int expert) {
            const QRect cell = map->cellRect({2, layer, expert}).toAlignedRect();
            for (int y = cell.top(); y <= cell.bottom(); ++y)
                for (int x = cell.left(); x <= cell.right(); ++x)
                    if (image.pixelColor(x, y) == mark)
                        return true;
            return false;
        };
        QVERIFY(map->cellRect({2, 1, 3}).width() >= 4);
        QVERIFY(!marked(before, 1, 4) && marked(after, 1, 4));
        QVERIFY(!marked(before, 2, 4) && !marked(after, 2, 4));
        QVERIFY(before != after);
    }
};

QTEST_MAIN(TestWindowAlterations)
#include "tst_window_alterations.moc"
