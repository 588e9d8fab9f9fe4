// Formulas of TeX as they are shown, and what is copied of them.
#include "panels/shared/markdown_formula.h"
#include "panels/shared/token_text_view.h"
#include "support/thread_time.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QRandomGenerator>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>

using namespace deepscope;

class TestFormulas : public QObject {
    Q_OBJECT

    // "^…^" and "_…_" around what is raised and lowered, "[…]" around what is framed; line ends are "¶".
    static QString shown(const QString &source)
    {
        QTextDocument document;
        MarkdownText(&document).update(source);
        QString words;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
            for (auto it = block.begin(); !it.atEnd(); ++it) {
                const QTextCharFormat format = it.fragment().charFormat();
                const auto place = format.verticalAlignment();
                const QString mark = place == QTextCharFormat::AlignSuperScript ? "^"
                                     : place == QTextCharFormat::AlignSubScript ? "_"
                                                                                : "";
                const bool framed = !formulaOf(format).empty() && format.background().style() != Qt::NoBrush;
                words += (framed ? "[" : "") + mark + it.fragment().text() + mark + (framed ? "]" : "");
            }
        return words.replace("^^", "")
            .replace("__", "")
            .replace(QChar(QChar::LineSeparator), QString::fromUtf8("¶"))
            .replace(QChar(0x2003), QString::fromUtf8("→"))
            .replace("][", "");
    }

    static void row(const char *source, const char *expected)
    {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    }

private slots:
    void areSet_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected");
        row("so \\(x_1\\) is", "so x_1_ is");
        row("\\(a^{n+1} b_{ij}\\)", "a^n+1^ b_ij_");
        row("\\(x_i^2\\)", "x_i_^2^");
        row("\\(2^{k_1}\\)", "2^k_1^");
        row("\\(2^{k_{i+1}}\\)", "2^k_(i+1)^");
        row("\\(2^{k_{10}}\\)", "2^k_10^");
        row("\\(\\alpha \\beta + \\pi r^2\\)", "αβ + πr^2^");
        row("\\(90^\\circ\\)", "90^∘^");
        row("\\(a\\times b \\le c\\cdot d\\)", "a × b ≤ c · d");
        row("\\(x=5\\)", "x = 5");
        row("\\(5-3\\)", "5−3");
        row("\\(\\frac{1}{2}\\)", "1/2");
        row("\\(\\frac12\\)", "1/2");
        row("\\(\\frac{a+b}{2c}\\)", "(a+b)/(2c)");
        row("\\(\\dfrac{-b \\pm \\sqrt{b^2-4ac}}{2a}\\)", "(−b ± √(b^2^−4ac))/(2a)");
        row("\\(\\sqrt{2} \\sqrt[3]{x+1}\\)", "√2 ^3^√(x+1)");
        row("\\(\\boxed{132}\\)", "[132]");
        row("$$\\boxed{\\frac{1}{2}}$$", "→[1/2]");
        row("\\(v = 3\\,\\text{m per s}\\)", "v = 3 m per s");
        row("\\(\\sin x + \\log_2 n\\)", "sin x + log_2_ n");
        row("\\(\\sum_{i=1}^{n} i\\)", "∑_i=1_^n^ i");
        row("\\(x \\in \\mathbb{R}\\)", "x ∈ ℝ");
        row("\\(\\left( a \\right.\\)", "( a");
        row("\\(\\{1, 2\\} 5\\% \\$3\\)", "{1, 2} 5% $3");
        row("\\(f'(x)\\)", "f′(x)");
        row("\\(\\overline{ab} \\vec{v}\\)", "a\xCC\x85"
                                             "b\xCC\x85 v\xE2\x83\x97");
        row("\\(\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}\\)", "(a b ; c d )");
        row("\\(a \\to b \\implies c\\)", "a → b ⟹ c");
        // Of its own lines.
        row("so \\[ x = 1 \\] then", "so ¶→x = 1¶then");
        row("So\n$$\na_1\n+ b\n$$\nthen", "So¶→a_1_ + b¶then");
        row("\\[\\begin{aligned} x &= 1 \\\\ y &= 2 \\end{aligned}\\]", "→x = 1 ¶→y = 2");
        row("\\[ x \\].", "→x.");
        // What is not known can be read.
        row("\\(\\foo{x}_1 + \\bar\\)", "\\foo{x}_1_ + \\bar");
        row("\\(\\frac{1}\\)", "\\frac{1}");
        row("\\(a^\\)", "a^");
        row("\\({a} {b}}\\)", "a b}");
        row("\\({a\\)", "{a");
        row("\\(a\\)b\\(c\\)", "abc");
        // Dollars.
        row("$x_1 * y$ and $z$", "x_1_ * y and z");
        row("from $5 to $6 or $7", "from $5 to $6 or $7");
        row("$5, or 6 in $ and 7", "$5, or 6 in $ and 7");
        row("costs $5 or 10$ more", "costs $5 or 10$ more");
        row("cheap $5-$ or", "cheap $5-$ or");
        row("echo $HOME and $PATH:$x", "echo $HOME and $PATH:$x");
        row("$\\text{two words} = x$", "two words = x");
        row("`$x_1$` and **$x$**", "$x_1$ and x");
        row("|a|\n|-|\n|$x_1$|", "ax_1_");
        // Nothing, or not closed.
        row("\\(\\) $$ $$ \\[", "\\(\\) $$ $$ \\[");
        row("$$\\frac{1}{2", "$$\\frac{1}{2");
        row("\\(x", "\\(x");
    }
    void areSet()
    {
        QFETCH(QString, source);
        QFETCH(QString, expected);
        QCOMPARE(shown(source), expected);
    }

    // Whole formulas, as they were written.
    void areCopiedAsTheyWereWritten()
    {
        const QString source = "so \\(\\frac{a}{2}\\) is\n\n$$\nx^2\n$$\n\nand **b** $\\pi$.";
        TokenTextView view(TokenTextView::Format::Markdown);
        for (uint32_t token = 0; token < source.size(); ++token)
            view.appendToken(token, source.mid(token, 1).toStdString());
        view.finish();
        view.resize(400, 300);
        view.show();
        const auto copied = [&](const QString &first, const QString &last) {
            const QString shownText = view.document()->toRawText();
            QTextCursor cursor(view.document());
            cursor.setPosition(static_cast<int>(shownText.indexOf(first)));
            cursor.setPosition(static_cast<int>(shownText.indexOf(last, cursor.position()) + last.size()),
                               QTextCursor::KeepAnchor);
            view.setTextCursor(cursor);
            view.copy();
            return QGuiApplication::clipboard()->text();
        };
        QCOMPARE(copied("so", "is"), QString("so \\(\\frac{a}{2}\\) is"));
        QCOMPARE(copied("/", "/"), QString("\\(\\frac{a}{2}\\)")); // a part is of no use
        QCOMPARE(copied("2", "is"), QString("\\(\\frac{a}{2}\\) is"));
        QCOMPARE(copied("x", "2"), QString("$$\nx^2\n$$"));
        QCOMPARE(copied(QString::fromUtf8("π"), "."), QString("$\\pi$."));
        QCOMPARE(copied("so", "."), source);
        // Each character is of a token of its formula.
        const int slash = static_cast<int>(source.indexOf("{2}"));
        const QRect rect = view.tokenRect(static_cast<uint32_t>(source.indexOf("a}")));
        QVERIFY(rect.isValid());
        QCOMPARE(view.tokenAt(rect.center()), static_cast<int>(source.indexOf("a}")));
        QVERIFY(view.tokenRect(static_cast<uint32_t>(slash + 1)).left() > rect.left());
    }

    // Whatever is written, each sign has a place in it, and these rise.
    void placesRise()
    {
        static const QStringList parts{"\\frac",
                                       "{",
                                       "}",
                                       "\\sqrt",
                                       "[3]",
                                       "^",
                                       "_",
                                       "x",
                                       "12",
                                       " ",
                                       "\\alpha",
                                       "\\left(",
                                       "\\right",
                                       "\\text",
                                       "\\\\",
                                       "&",
                                       "\\begin{cases}",
                                       "\\end{cases}",
                                       "\\",
                                       "=",
                                       "-",
                                       "\\boxed",
                                       "\\vec",
                                       "\\foo",
                                       "\\sin",
                                       "'",
                                       "\\{",
                                       QString::fromUtf8("😀"),
                                       "\\mathbb",
                                       "\\times",
                                       "\n",
                                       "~",
                                       "\\begin{pmatrix}",
                                       "\\,",
                                       "<",
                                       ".",
                                       "\\overline"};
        int signs = 0;
        for (quint32 seed = 0; seed < 3000; ++seed) {
            QRandomGenerator random(seed);
            QString text = "ab";
            for (int i = random.bounded(1, 25); i > 0; --i)
                text += parts[random.bounded(static_cast<int>(parts.size()))];
            const MarkdownFormula formula = readFormula(text, 2, static_cast<int>(text.size()));
            QCOMPARE(formula.places.size(), size_t(formula.text.size()));
            QCOMPARE(formula.styles.size(), size_t(formula.text.size()));
            int last = 1;
            for (const int place : formula.places) {
                QVERIFY2(place < 0 || (place > last && place < text.size()), qPrintable(text));
                last = place < 0 ? last : place;
            }
            signs += static_cast<int>(formula.text.size());
        }
        QVERIFY(signs > 10000);
    }

    void hostileFormulasTakeNoTime_data()
    {
        QTest::addColumn<QString>("source");
        for (const char *part : {"{", "}", "{}", "\\frac{", "\\frac", "^{", "^", "\\sqrt[", "\\left", "\\begin{a}",
                                 "\\hat{", "\\text{", "\\foo{", "x_", "\\\\", "&", "\\boxed{"})
            QTest::newRow(part) << "\\(" + QString::fromUtf8(part).repeated(10000) + "\\)";
        for (const char *part : {"\\(x\\)", "$x$", "$$x$$", "\\(\\frac{1}{2}\\) "})
            QTest::newRow(part) << QString::fromUtf8(part).repeated(5000);
    }
    void hostileFormulasTakeNoTime()
    {
        QFETCH(QString, source);
        QTextDocument document;
        const double time = measure([&] { MarkdownText(&document).update(source); });
        QVERIFY(document.characterCount() > 1);
        QVERIFY2(time < 2000, qPrintable(QString::number(time)));
    }
};

QTEST_MAIN(TestFormulas)
#include "tst_formulas.moc"
