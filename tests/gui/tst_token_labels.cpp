// Labels that a person gives to tokens: as ranges, in the window, as a set that is compared, and kept with the chat.
#include "app/label_dialog.h"
#include "models/chat_database.h"
#include "panels/expert_comparison/comparison_panel.h"
#include "panels/expert_comparison/set_chooser.h"
#include "panels/expert_comparison/sets_page.h"
#include "panels/token_details/token_details.h"
#include "panels/token_strip/token_strip.h"
#include "support/window_fixture.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>

#include <random>
#include <set>

using namespace deepscope;
using namespace deepscope::test;

namespace {

struct Fixture : WindowFixture {
    explicit Fixture(const QString &settings, const QString &data = {}) : WindowFixture(settings, data)
    {
        window.resize(1280, 800);
        loadDefault();
    }

    RunStore &store() { return window.workbench().store(); }
    Selection &selection() { return window.workbench().selection(); }
    const TokenLabels &labels() { return store().current()->labels(); }
    QAction *command() { return window.actionTable().labelTokens; }

    // The dialog that the command opens; null: none.
    LabelDialog *ask()
    {
        command()->trigger();
        return window.findChild<LabelDialog *>();
    }

    void label(TokenRange tokens, const QString &name)
    {
        selection().setRange(tokens);
        LabelDialog *dialog = ask();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->newLine(), name);
        QTest::keyClick(dialog->newLine(), Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return !window.findChild<LabelDialog *>(); }));
    }
};

} // namespace

class TestTokenLabels : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    // Against a set of tokens for each name, at random.
    void rangesAreWhatWasGivenAndTaken()
    {
        std::mt19937 random(7);
        const QString names[] = {"carry", "digit", "unit"};
        TokenLabels labels;
        std::set<int> expected[3];
        for (int step = 0; step < 600; ++step) {
            const int name = int(random() % 3), begin = int(random() % 40);
            const TokenRange tokens{begin, begin + int(random() % 6)};
            const bool give = random() % 2;
            labels = give ? withLabel(labels, tokens, names[name]) : withoutLabel(labels, tokens, names[name]);
            for (int token = tokens.begin; token < tokens.end; ++token)
                give ? void(expected[name].insert(token)) : void(expected[name].erase(token));
            for (int one = 0; one < 3; ++one)
                for (int token = 0; token < 50; ++token)
                    QCOMPARE(hasLabel(labels, token, names[one]), expected[one].contains(token));
            for (size_t i = 1; i < labels.size(); ++i) // sorted, and no two could be one
                QVERIFY(labels[i - 1].name < labels[i].name ||
                        (labels[i - 1].name == labels[i].name && labels[i - 1].tokens.end < labels[i].tokens.begin));
        }
    }

    // Two windows label the same run, each knowing only what it did itself: against sets of tokens, at random.
    void whatTwoDoStays()
    {
        std::mt19937 random(11);
        const auto tokensOf = [](const TokenLabels &labels) {
            std::set<int> tokens;
            for (const TokenLabel &label : labels)
                for (int token = label.tokens.begin; token < label.tokens.end; ++token)
                    tokens.insert(token);
            return tokens;
        };
        TokenLabels known[2], both;
        std::set<int> expected;
        for (int step = 0; step < 400; ++step) {
            TokenLabels &mine = known[random() % 2];
            const TokenLabels before = mine;
            const int begin = int(random() % 40);
            const TokenRange tokens{begin, begin + int(random() % 8)};
            mine = random() % 2 ? withLabel(before, tokens, "carry") : withoutLabel(before, tokens, "carry");
            both = withChange(both, before, mine);
            for (int token = 0; token < 50; ++token)
                if (hasLabel(mine, token, "carry") != hasLabel(before, token, "carry"))
                    hasLabel(mine, token, "carry") ? void(expected.insert(token)) : void(expected.erase(token));
            QCOMPARE(tokensOf(both), expected);
            for (size_t i = 1; i < both.size(); ++i)
                QVERIFY(both[i - 1].tokens.end < both[i].tokens.begin);
        }
        QCOMPARE(withChange({{"digit", {3, 5}}}, {}, {{"carry", {4, 9}}}),
                 (TokenLabels{{"carry", {4, 9}}, {"digit", {3, 5}}}));
    }

    void tokensAreLabelledInTheWindow()
    {
        Fixture f(m_settings.newFile());
        QVERIFY(!f.command()->isEnabled());
        f.ask();
        WindowFixture &window = f;
        window.ask();
        f.selection().setFocus({6, -1, -1});
        QVERIFY(f.command()->isEnabled());
        LabelDialog *dialog = f.ask();
        QVERIFY(dialog && !dialog->list()->isVisible());
        QTest::keyClicks(dialog->newLine(), "  carry  step ");
        QTest::keyClick(dialog->newLine(), Qt::Key_Return);
        QCOMPARE(f.labels(), (TokenLabels{{"carry step", {6, 7}}}));
        QVERIFY(QTest::qWaitFor([&] { return !f.window.findChild<LabelDialog *>(); }));
        f.selection().setHover({6, -1, -1});
        const QString words = f.window.findChild<TokenStrip *>()->words();
        QVERIFY2(words.contains("labelled carry step"), qPrintable(words));

        // The range comes before the token; what some of it has stays until a person says otherwise.
        f.selection().setRange({5, 9});
        dialog = f.ask();
        QCOMPARE(dialog->list()->count(), 1);
        QCOMPARE(dialog->list()->item(0)->checkState(), Qt::PartiallyChecked);
        dialog->accept();
        QCOMPARE(f.labels(), (TokenLabels{{"carry step", {6, 7}}}));
        QVERIFY(QTest::qWaitFor([&] { return !f.window.findChild<LabelDialog *>(); }));
        dialog = f.ask();
        dialog->list()->item(0)->setCheckState(Qt::Checked);
        dialog->accept();
        QCOMPARE(f.labels(), (TokenLabels{{"carry step", {5, 9}}}));
        QVERIFY(QTest::qWaitFor([&] { return !f.window.findChild<LabelDialog *>(); }));
        f.selection().setRange({7, 8});
        dialog = f.ask();
        dialog->list()->item(0)->setCheckState(Qt::Unchecked);
        dialog->accept();
        QCOMPARE(f.labels(), (TokenLabels{{"carry step", {5, 7}}, {"carry step", {8, 9}}}));
    }

    // As a set of its own, and counted anew when other tokens get the label.
    void labelledTokensAreASet()
    {
        Fixture f(m_settings.newFile());
        static_cast<WindowFixture &>(f).ask();
        f.label({4, 9}, "carry");
        auto *panel = f.window.findChild<ComparisonPanel *>();
        SetChooser *chooser = panel->sets()->setA();
        const int place = chooser->whichBox()->findData("carry");
        QVERIFY(place > 0);
        QCOMPARE(chooser->whichBox()->itemText(place), QString("labelled \u201ccarry\u201d"));
        chooser->whereBox()->setCurrentIndex(int(TokenSetRule::Where::Anywhere));
        chooser->whichBox()->setCurrentIndex(place);
        const auto tokens = [&] { return tokensOf(f.store(), chooser->rule(), {}); };
        QCOMPARE(tokens().size(), size_t(5));
        QCOMPARE(tokens().front().token, 4);
        QCOMPARE(setWords(chooser->rule()), QString("tokens labelled \u201ccarry\u201d of the shown run"));
        f.label({20, 22}, "carry");
        QCOMPARE(tokens().size(), size_t(7));
        QCOMPARE(chooser->whichBox()->currentData().toString(), QString("carry"));
        f.store().setLabels(f.store().current()->id(), {}); // the set is empty then, and still the one that was chosen
        QVERIFY(tokens().empty());
        QCOMPARE(chooser->whichBox()->currentData().toString(), QString("carry"));
    }

    void areKeptWithTheChat()
    {
        const QString data = m_settings.filePath("data");
        {
            Fixture f(m_settings.newFile(), data);
            static_cast<WindowFixture &>(f).ask();
            f.label({4, 9}, "carry");
        }
        {
            Fixture f(m_settings.newFile(), data);
            Chats &chats = f.window.workbench().chats();
            QVERIFY(QTest::qWaitFor([&] { return chats.all().size() == 1; }));
            chats.open(chats.all().front().info.id);
            QVERIFY(QTest::qWaitFor([&] { return f.store().current() != nullptr; }));
            QCOMPARE(f.labels(), (TokenLabels{{"carry", {4, 9}}}));
            f.label({5, 9}, "digit");
            f.store().setLabels(f.store().current()->id(), withoutLabel(f.labels(), {4, 9}, "carry"));
        }
        const ChatDatabase database(data + "/chats.sqlite");
        const ReadRuns read = database.runs(database.list().front().id);
        QCOMPARE(read.runs.front().labels, (TokenLabels{{"digit", {5, 9}}}));
    }
};

QTEST_MAIN(TestTokenLabels)
#include "tst_token_labels.moc"
