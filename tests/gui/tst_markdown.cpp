// What is shown of the Markdown that models write: its structure, and every character that is not a mark of it.
#include "paint/palette.h"
#include "panels/shared/markdown_text.h"
#include "panels/shared/token_text_view.h"
#include "support/shown_markdown.h"
#include "support/thread_time.h"

#include <QTest>

using namespace deepscope;

class TestMarkdown : public QObject {
    Q_OBJECT

    static QStringList shown(const QString &source)
    {
        QTextDocument document;
        MarkdownText(&document).update(source);
        return test::shownBlocks(document);
    }

    static void row(const char *name, const char *source, const char *blocks)
    {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(blocks).split('|');
    }

    static void same(const char *name, const char *text) { QTest::newRow(name) << QString::fromUtf8(text); }

private slots:
    void textStaysAsItIsWritten_data()
    {
        QTest::addColumn<QString>("source");
        same("stars of a product", "2*3*4 = 24");
        same("stars of letters", "a*b*c and (a+b)*c*(d)");
        same("powers", "x**2 + y**2 and 2**n - 2**m and n**k + m**j");
        same("arguments", "def f(*args, **kwargs): n**k");
        same("a star in brackets", "COUNT(*) and SUM(*)");
        same("comments", "/* one */ and /*two*/");
        same("patterns", "*.txt and *.md");
        same("tildes", "0.3~8 mm and 0.3~4.5 mm, ~/a ~b~");
        same("many tildes", "a ~~~ b ~~~");
        same("names", "snake_case_name, _private, __init__, __init__.py, a_b");
        same("open formulas", "so \\( a_1*b*c_2 and \\[ x_1 = [y](z) * *w*");
        same("braces and row ends", "\\{ a \\\\ b \\} \\, \\; \\% \\frac");
        same("open dollars", "$$a_1 *b* _c_ $x");
        same("prices", "$5 and $6 or $7*2*3");
        same("paths", "C:\\Users\\name and \\\\host\\share");
        same("tags", "<div>x</div> and vector<int> and <b>bold</b> <br/> <!-- no -->");
        same("comparisons", "a < b and c > d, a<b>c");
        same("entities", "&amp; &lt; &nbsp; &#65; AT&T");
        same("an index and a call", "f[i](x) and a[0](b.c) [] [x] [a][b]");
        same("no heading", "#5 and #name");
        same("seven signs", "####### no");
        same("a sign alone", "#");
        same("marks alone", "** * _ ~ `");
        same("open marks", "**open and *open and `open and [open](");
        same("ticks of other lengths", "``a` b");
        same("mail", "a_b@c.org, <a@b.org>");
        same("no rule", "--");
        same("zero width", "a\xE2\x80\x8B*b");
        same("no table", "a # b");
        same("footnote", "see [^1]");
    }
    void textStaysAsItIsWritten()
    {
        QFETCH(QString, source);
        QCOMPARE(shown(source), QStringList{source});
    }

    // Blocks are parted by "|" here.
    void blocksAndMarks_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("blocks");
        row("emphasis", "**b** *i* _i_ ***bi*** ~~s~~ `c` __B b__", "**b** *i* *i* ***bi*** ~s~ `c` **B b**");
        row("in a word", "**H**yper**T**ext", "**H**yper**T**ext");
        row("nested", "**a *b* c**", "**a *****b***** c**");
        row("wide letters", "“**中文**”，**注意：**后面，**“引”**字 *斜*体",
            "“**中文**”，**注意：**后面，**“引”**字 *斜*体");
        row("escapes", "\\*a\\* \\_b\\_ \\# \\` \\<x\\> 5\\$", "*a* _b_ # ` <x> 5$");
        row("escaped number", "1986\\. A year", "1986. A year");
        row("code keeps all", "`a*b*c \\( <b> &amp;` and `` ` ``", "`a*b*c \\( <b> &amp;` and ```");
        row("line ends", "one\ntwo  \nthree", "one¶two¶three");
        row("returns", "one\r\ntwo\rthree\r\n\r\nfour", "one¶two¶three|four");
        row("a verse", "one\n  two\n    three", "one¶  two¶    three");
        row("a sum", "  12\n+ 34\n----\n  46", "  12¶+ 34|rule|  46");
        row("an open formula of lines", "$$\na_1\n+ b\n- c\n= d\n> e", "$$¶a_1¶+ b¶- c¶= d¶> e");
        row("numbers go on", "1. a\n\n```\nx\n```\n\n2. b\n3) c", ">1. a|code x|>2. b|>3) c");
        row("a list from n", "7. a\n8. b", ">7. a|>8. b");
        row("a year", "1986. A great year", ">1986. A great year");
        row("a year in a text", "Here\n1986. A year", "Here¶1986. A year");
        row("lists in lists", "1. a\n   - b\n     * c\n   10. d\n2. e", ">1. a|>>◦ b|>>>▪ c|>>10. d|>2. e");
        row("paragraph in an item", "- a\n\n  b\n\nc", ">• a|>b|c");
        row("code in an item", "1. a\n   ```py\n   x\n     y\n   ```\n2. b", ">1. a|>code x|>code   y|>2. b");
        row("signs on one line", "- 1. a", ">>• 1. a");
        row("heading in an item", "- # a", ">h1 • a");
        row("empty items", "-\n- a\n2.", ">• |>• a|>2. ");
        row("for and against", "+ good\n- bad", ">+ good|>• bad");
        row("tasks", "- [ ] a\n- [x] b\n1. [X] c", ">☐ a|>☑ b|>1. ☑ c");
        row("quotes", "> a\n> > b\n>\n> - c\n\nd", ">a|>>b|>>• c|d");
        row("item after a quote in an item", "- > a\n- b", ">• |>>a|>• b");
        row("prompts", ">>> print(1)\n1", ">>> print(1)¶1");
        row("headings", "# A\n## C#\n### D ###\nx", "h1 A|h2 C#|h3 D|x");
        row("underlined title", "Title\n=====\nx", "h1 Title|x");
        row("underlined sum", "12\n===\n13", "12¶===¶13");
        row("rule below a text", "text\n---\nmore", "text|rule|more");
        row("rules", "***\n* * *\n___", "rule|rule|rule");
        row("fence in a fence", "````md\n```py\nx\n```\n````\nafter", "code ```py|code x|code ```|after");
        row("waves", "~~~\n```\n~~~\nx", "code ```|x");
        row("open fence", "```py\n**x**\n\n# y", "code **x**|code |code # y");
        row("ticks on one line", "```x``` y", "`x` y");
        row("indented code", "a\n\n    b\n      *c*\n\nd", "a|code b|code   *c*|d");
        row("tab", "- a\n\n\tb\tc", ">• a|>b\tc");
        row("definitions", "[a]: http://b\n[^1]: note\n[a]", "[a]: [http://b]¶[^1]: note¶[a]");
        row("links", "[a](http://b \"t\") [**c**](#d) <http://e> http://f/g_h_i.",
            "[a] **[c]** <[http://e]> [http://f/g_h_i].");
        row("link to brackets", "[a](http://b/c_(d)) (http://e/f)", "[a] ([http://e/f])");
        row("images", "![a](http://b/c.png) ![d][e]", "![a]([http://b/c.png]) ![d][e]");
        row("controls",
            "a\x01"
            "b\x1b[1m\x7f",
            "a␁b␛[1m␡");
    }
    void blocksAndMarks()
    {
        QFETCH(QString, source);
        QFETCH(QStringList, blocks);
        QCOMPARE(shown(source), blocks);
    }

    void nulIsSeen() { QCOMPARE(shown(QString("a") + QChar(0) + "b"), QStringList{QString::fromUtf8("a␀b")}); }

    void tables()
    {
        const QStringList expected{"text",           "cell 0 0 a",     "cell 0 1 b",     "cell 0 2 ",
                                   "cell 1 0 `x|y`", "cell 1 1 **c**", "cell 1 2 more",  "cell 2 0 ",
                                   "cell 2 1 d | e", "cell 2 2 ",      "after the table"};
        QCOMPARE(shown("text\n| a | b |\n|---|:-:|\n| `x|y` | **c** | more |\n| | d \\| e |\nafter the table"),
                 expected);
        QCOMPARE(shown("a | b\nc | d"), QStringList{QString::fromUtf8("a | b¶c | d")}); // no line below its head
    }

    // The document has no picture in it, so nothing can be fetched.
    void imagesAreText()
    {
        QTextDocument document;
        MarkdownText(&document).update("![a](http://b/c.png) <img src=\"http://d\">\n\n[![x](y.png)](http://z)");
        QVERIFY(!document.toRawText().contains(QChar(QChar::ObjectReplacementCharacter)));
        QVERIFY(!document.toHtml().contains("<img"));
    }

    // Its words alone are shown; where they lead to is said to whoever points at them.
    void linksTellTheirAddress()
    {
        QTextDocument document;
        MarkdownText(&document).update("see [here](http://a.b/c \"d\")");
        QTextCursor cursor(&document);
        cursor.setPosition(6);
        QCOMPARE(cursor.charFormat().toolTip(), QString("http://a.b/c"));
        cursor.setPosition(2);
        QVERIFY(cursor.charFormat().toolTip().isEmpty());
    }

    // The sign of a quote is not shown; a bar stands for it, one for each quote, through all of its blocks.
    void quotesHaveBars()
    {
        const auto barsAt = [](const QString &source, qreal share) {
            TokenTextView view(TokenTextView::Format::Markdown);
            view.appendToken(0, source.toStdString());
            view.finish();
            view.resize(400, view.sizeHint().height());
            const QImage picture = view.grab().toImage();
            const QColor bar = Palette::of(view.palette())(Role::Axis);
            const int y = static_cast<int>(picture.height() * share);
            int bars = 0;
            for (int x = 1; x < 100; ++x)
                bars += picture.pixelColor(x, y) == bar && picture.pixelColor(x - 1, y) != bar ? 1 : 0;
            return bars;
        };
        QCOMPARE(barsAt("> \u00a0\n>\n> \u00a0", 0.2), 1);
        QCOMPARE(barsAt("> \u00a0\n>\n> \u00a0", 0.5), 1);
        QCOMPARE(barsAt("> > \u00a0", 0.5), 2);
        QCOMPARE(barsAt("\u00a0", 0.5), 0);
    }

    // Where the text begins at the right its bars are there, and so is the room for them.
    void quotesOfTextFromTheRightHaveBarsThere()
    {
        TokenTextView view(TokenTextView::Format::Markdown);
        view.appendToken(0, QString("> > \u05e9\u05dc\u05d5\u05dd").toStdString());
        view.finish();
        view.resize(400, view.sizeHint().height());
        const QImage picture = view.grab().toImage();
        const QColor bar = Palette::of(view.palette())(Role::Axis);
        const int y = picture.height() / 2;
        const auto barsBetween = [&](int from, int to) {
            int bars = 0;
            for (int x = from; x < to; ++x)
                bars += picture.pixelColor(x, y) == bar && picture.pixelColor(x - 1, y) != bar ? 1 : 0;
            return bars;
        };
        QCOMPARE(barsBetween(1, 100), 0);
        QCOMPARE(barsBetween(picture.width() - 80, picture.width()), 2);
    }

    void hostileTextsTakeNoTime_data()
    {
        QTest::addColumn<QString>("source");
        for (const char *part :
             {">",    "> ",  "- ",  "1. ",  "*a ",     "*a_ ", "a**b", "(*a", "[",     "[a](",  "[a](http:b",
              "`a``", "$a ", "a$$", "\\(a", "\\[a\\]", "www.", "|",    "\\",  "- a\n", "# a\n", "> a\n\n"})
            QTest::newRow(part) << QString::fromUtf8(part).repeated(10000);
        QTest::newRow("wide table") << QString("|").repeated(1000) + '\n' + QString("|-").repeated(1000);
    }
    void hostileTextsTakeNoTime()
    {
        QFETCH(QString, source);
        const double time = measure([&] { QVERIFY(!shown(source).isEmpty()); });
        QVERIFY2(time < 2000, qPrintable(QString::number(time)));
    }
};

QTEST_MAIN(TestMarkdown)
#include "tst_markdown.moc"
