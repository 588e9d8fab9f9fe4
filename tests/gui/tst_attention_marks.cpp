// What the shown token looks at most is marked in the strip and in the chat.
#include "models/attention_figures.h"
#include "panels/chat/chat_panel.h"
#include "panels/chat/thought_section.h"
#include "panels/chat/turn_view.h"
#include "panels/shared/token_text_view.h"
#include "support/attention_fixture.h"

#include <QComboBox>

#include <algorithm>
#include <iterator>

using namespace deepscope;
using namespace deepscope::test;

namespace {

// Those that are to be marked, plainly: among the eight greatest, with a hundredth and more than if all got alike.
std::vector<int> standingOut(const std::vector<double> &shares)
{
    std::vector<int> found;
    for (size_t p = 0; p < shares.size(); ++p) {
        const auto greater = std::ranges::count_if(shares, [&](double other) { return other > shares[p]; });
        if (greater < 8 && shares[p] >= 0.01 && shares[p] > 1.0 / double(shares.size()))
            found.push_back(int(p));
    }
    return found;
}

std::vector<int> tokensOf(const std::vector<std::pair<int, double>> &marked)
{
    std::vector<int> tokens;
    for (const auto &[token, strength] : marked)
        tokens.push_back(token);
    return tokens;
}

// Whether there is a line in the accent's colour below the middle of what stands there.
bool isMarked(const QWidget &widget, const QImage &image, const QRect &place)
{
    const QColor accent = Palette::of(widget.palette())(Role::Accent);
    for (int y = place.top() + 2; y <= place.bottom(); ++y)
        if (image.valid(place.center().x(), y) && image.pixelColor(place.center().x(), y) == accent)
            return true;
    return false;
}

struct Fixture : AttentionFixture {
    using AttentionFixture::AttentionFixture;

    std::vector<int> markedInStrip()
    {
        const QImage image = strip()->grab().toImage();
        std::vector<int> tokens;
        for (int token = 0; token < run().size(); ++token)
            if (isMarked(*strip(), image, strip()->cellRect(token).toRect()))
                tokens.push_back(token);
        return tokens;
    }
    // Of the first turn, and which of its tokens can be seen there at all.
    std::vector<int> markedInChat(std::vector<int> *seen = nullptr)
    {
        const TurnView *turn = window.chat()->turns().front();
        std::vector<int> tokens;
        for (TokenTextView *view : {turn->question(), turn->thought()->text(), turn->answer()}) {
            const QImage image = view->grab().toImage();
            for (const uint32_t token : view->spans().tokens())
                if (const QRect place = view->tokenRect(token); !place.isEmpty()) {
                    if (seen)
                        seen->push_back(int(token));
                    if (isMarked(*view, image, place))
                        tokens.push_back(int(token));
                }
        }
        return tokens;
    }
};

} // namespace

class TestAttentionMarks : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

private slots:
    void cleanup() { QApplication::setPalette(QPalette()); }

    void whatStandsOut()
    {
        std::vector<double> shares(200, 0.0005);
        shares[0] = 0.5; // attention rests there
        for (size_t i = 1; i < 10; ++i)
            shares[10 * i] = 0.02 + 0.002 * double(i);
        const auto marked = lookedAtMost(shares);
        QCOMPARE(tokensOf(marked), (std::vector<int>{0, 30, 40, 50, 60, 70, 80, 90}));
        QVERIFY(near(marked.front().second, 1) && near(marked.back().second, 1));
        QVERIFY(near(marked[1].second, 0.026 / 0.038));
        shares.assign(200, 0.0005);
        shares[0] = 0.9;
        shares[150] = 0.009; // more than the others, and as good as nothing
        QCOMPARE(tokensOf(lookedAtMost(shares)), (std::vector<int>{0}));
        QVERIFY(lookedAtMost(std::vector<double>(4, 0.25)).empty()); // none stands out
        QVERIFY(lookedAtMost({}).empty());
    }

    void marksTheStrongest_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void marksTheStrongest()
    {
        QFETCH(bool, dark);
        Fixture f(m_settings.newFile());
        (dark ? f.window.actionTable().themeDark : f.window.actionTable().themeLight)->trigger();
        f.ask();
        f.window.chat()->turns().front()->thought()->setOpen(true);
        f.open();
        f.focus(CarryToken);
        f.selection().showAll();
        QCOMPARE(f.markedInStrip(), std::vector<int>()); // not known so far
        f.answer(f.askedUpTo(CarryToken));
        const AttentionReading &attention = f.window.workbench().attention();
        const auto layers = f.run().model().info.layers;
        std::vector<double> shares(CarryToken + 1);
        for (uint32_t layer = 0; layer < layers; ++layer)
            for (uint32_t p = 0; p <= CarryToken; ++p)
                shares[p] += meanOf(layerOf(layer, CarryToken + 1), p) / layers;
        const auto verify = [&](const std::vector<int> &expected) {
            QVERIFY(expected.size() > 1 && expected.size() <= 8);
            QCOMPARE(tokensOf(attention.marked()), expected);
            QCOMPARE(f.markedInStrip(), expected);
            std::vector<int> seen, inChat;
            const std::vector<int> marked = f.markedInChat(&seen);
            std::ranges::set_intersection(expected, seen, std::back_inserter(inChat)); // control tokens are no text
            QVERIFY(!inChat.empty());
            QCOMPARE(marked, inChat);
        };
        verify(standingOut(shares));
        // Of one head of a layer.
        f.focus(CarryToken, 1);
        f.view()->headBox()->setCurrentIndex(3);
        emit f.view()->headBox()->activated(3);
        for (uint32_t p = 0; p <= CarryToken; ++p)
            shares[p] = massOf(layerOf(1, CarryToken + 1), 2, p);
        verify(standingOut(shares));
        // The tab is hidden: also where its figures still colour the tokens.
        f.panel()->tabs()->setCurrentIndex(0);
        QVERIFY(f.markedInStrip().empty() && f.markedInChat().empty());
        auto *box = f.window.findChild<TokenStrip *>()->colorBox();
        box->setCurrentIndex(int(TokenMeasure::Attention));
        f.answer(f.asked(f.log.attention.size() + 1));
        QVERIFY(attention.shareOf(CarryToken));
        QVERIFY(attention.marked().empty());
        f.open();
        box->setCurrentIndex(int(TokenMeasure::Phase));
        verify(standingOut(shares));
        f.type("And another question?");
        QVERIFY(attention.marked().empty());
        QVERIFY(f.markedInStrip().empty() && f.markedInChat().empty());
    }
};

QTEST_MAIN(TestAttentionMarks)
#include "tst_attention_marks.moc"
