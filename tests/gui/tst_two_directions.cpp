// Text from right to left and of both directions: outlines of tokens, chat titles, and names in sentences.
#include "models/chat_list_model.h"
#include "paint/bidi_text.h"
#include "panels/chat_list/chat_delegate.h"
#include "panels/shared/text_geometry.h"
#include "panels/shared/token_text_view.h"
#include "support/window_fixture.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QTextBlock>
#include <QTextLayout>

using namespace deepscope;

namespace {

const QString Shalom = QString::fromUtf8("\u05e9\u05dc\u05d5\u05dd");

// From the left: where each stretch of these characters stands in a line of words.
QRectF extentOf(const QString &line, const QString &part)
{
    QTextLayout layout(line);
    layout.beginLayout();
    QTextLine only = layout.createLine();
    only.setLineWidth(10000);
    layout.endLayout();
    QRectF extent;
    for (const QGlyphRun &run : only.glyphRuns(int(line.indexOf(part)), int(part.size())))
        extent |= run.boundingRect();
    return extent;
}

bool hasInk(const QImage &image, const QRect &area)
{
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            if (image.pixel(x, y) != image.pixel(0, 0))
                return true;
    return false;
}

} // namespace

class TestTwoDirections : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

    static QImage drawn(const QString &title, int width)
    {
        QStandardItemModel model(1, 1);
        model.setData(model.index(0, 0), title);
        model.setData(model.index(0, 0), int(ChatListModel::Kind::Chat), ChatListModel::KindRole);
        QStyleOptionViewItem option;
        option.rect = {0, 0, width, 60};
        QImage image(width, 60, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        ChatDelegate().paint(&painter, option, model.index(0, 0));
        return image;
    }

private slots:
    void eachCharacterHasItsOwnPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("Hebrew in Latin") << "abc " + Shalom + " 123 xyz";
        QTest::newRow("Latin in Hebrew") << Shalom + " abc 12 " + Shalom;
        QTest::newRow("Arabic with a number") << QString::fromUtf8("\u0639\u062f\u062f 123 \u0643\u0644\u0645\u0629");
        QTest::newRow("brackets") << Shalom + " (abc) - " + Shalom;
    }
    void eachCharacterHasItsOwnPlace()
    {
        QFETCH(const QString, text);
        TokenTextView view(TokenTextView::Format::Plain);
        view.resize(500, 60);
        view.show();
        view.showText(text);
        QCoreApplication::processEvents();
        std::vector<QRectF> places;
        for (int at = 0; at < text.size(); ++at) {
            const std::vector<QRectF> rects = lineRects(*view.document(), {at, at + 1});
            QCOMPARE(rects.size(), size_t(1));
            QVERIFY2(rects[0].width() > 1, qPrintable(QString::number(at)));
            QCOMPARE(characterAt(*view.document(), rects[0].center()), at);
            for (const QRectF &other : places)
                QVERIFY(!rects[0].adjusted(0.5, 0, -0.5, 0).intersects(other.adjusted(0.5, 0, -0.5, 0)));
            places.push_back(rects[0]);
        }
    }

    void aTokenOverBothDirectionsHasSeveralOutlines()
    {
        TokenTextView view(TokenTextView::Format::Plain);
        view.resize(500, 60);
        view.show();
        const QString text = "abc " + Shalom + " 123 xyz";
        view.showText(text);
        const auto rects = [&](const QString &part) {
            const int begin = int(text.indexOf(part));
            return lineRects(*view.document(), {begin, begin + int(part.size())});
        };
        QCOMPARE(rects(Shalom).size(), size_t(1));
        QCOMPARE(rects("123").size(), size_t(1));
        const std::vector<QRectF> apart = rects("123 xyz"); // the number stands left of what comes before it
        QCOMPARE(apart.size(), size_t(2));
        const QRectF shalom = rects(Shalom)[0];
        QVERIFY(apart[0].right() <= shalom.left() + 0.5 && apart[1].left() >= shalom.right() - 0.5);
        QVERIFY(rects(Shalom + " 123 x").size() == 1); // all of a stretch is one again
    }

    void aBlockRunsAsItsFirstLetter()
    {
        TokenTextView view(TokenTextView::Format::Markdown);
        view.resize(500, 200);
        view.show();
        TokenSpans spans;
        spans.append(0, ("1. " + Shalom + "\n\nabc " + Shalom + "\n\n**" + Shalom + "** abc").toStdString());
        view.showTokens(spans);
        const QTextBlock first = view.document()->begin(), second = first.next(), third = second.next();
        QCOMPARE(first.textDirection(), Qt::RightToLeft);
        QCOMPARE(second.textDirection(), Qt::LeftToRight);
        QCOMPARE(third.textDirection(), Qt::RightToLeft);
        const auto left = [&](const QTextBlock &block) {
            return lineRects(*view.document(), {block.position(), block.position() + 1})[0].left();
        };
        QVERIFY(left(first) > 250 && left(third) > 250);
        QVERIFY(left(second) < 50);
    }

    void aTitleBeginsAndEndsWhereItIsRead()
    {
        constexpr int Width = 200, Half = Width / 2;
        const QImage latin = drawn("Hello", Width), hebrew = drawn(Shalom, Width);
        QVERIFY(hasInk(latin, {0, 0, Half, 60}) && !hasInk(latin, {Half, 0, Half, 60}));
        QVERIFY(!hasInk(hebrew, {0, 0, Half, 60}) && hasInk(hebrew, {Half, 0, Half, 60}));
        // The ellipsis lies low, at the end: on the left of words that run there.
        const QImage longer = drawn(QString(Shalom + " ").repeated(20), Width);
        int left = 0;
        while (!hasInk(longer, {left, 0, 1, 60}))
            ++left;
        int tops = 0;
        while (!hasInk(longer, {left, tops, 6, 1}))
            ++tops;
        int letters = 0;
        while (!hasInk(longer, {Half, letters, 40, 1}))
            ++letters;
        QVERIFY2(tops > letters + 4, qPrintable(QString("%1 %2").arg(tops).arg(letters)));
    }

    void aNameChangesNothingAroundIt()
    {
        QCOMPARE(isolated("model-7b"), QString("model-7b"));
        const QString name = Shalom + " 7";
        const QString line = QString("%1 on 8 devices").arg(isolated(name));
        QVERIFY(extentOf(line, " on ").left() > extentOf(line, Shalom).right() - 1);
        QVERIFY(extentOf(line, "8 dev").left() > extentOf(line, " on ").left());
        QVERIFY(extentOf(line, "7").right() < extentOf(line, Shalom).left() + 1);
        // Marks that direct what comes after them.
        QCOMPARE(isolated(QString::fromUtf8("a\u202eb\u2069c")), QString::fromUtf8("\u2068abc\u2069"));
        QVERIFY(isolated(QString::fromUtf8("\U0001E900")).startsWith(QChar(0x2068))); // a letter of two halves
        const QFontMetrics metrics(QGuiApplication::font());
        const QString cut = elidedLine(metrics, line, metrics.horizontalAdvance(Shalom));
        QVERIFY2(cut.endsWith(QString::fromUtf8("\u2069\u2026")), qPrintable(cut));
        QCOMPARE(elidedLine(metrics, line, 1000), line);
    }

    void theStatusLineIsolatesNames()
    {
        test::WindowFixture f(m_settings.newFile());
        const std::string path = ("/models/" + Shalom + " 7.gguf").toStdString();
        f.window.open(QString::fromStdString(path));
        LoadedModel model = test::smallModel(path);
        model.device.name = "Device 8";
        f.send(model);
        const QString words = f.window.statusBar()->findChild<ElidedLabel *>()->text();
        QCOMPARE(words, QString::fromUtf8("\u2068%1 7\u2069 on Device 8").arg(Shalom));
    }
};

QTEST_MAIN(TestTwoDirections)
#include "tst_two_directions.moc"
