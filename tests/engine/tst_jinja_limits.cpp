// Hostile templates: each ends soon, with a sentence, and without the memory of a large machine.
#include "support/expect_error.h"

#include "jinja/template.h"

#include <QElapsedTimer>
#include <QTest>

using namespace deepscope;

namespace {

std::string rendered(const std::string &source, jinja::Limits limits = {})
{
    jinja::Workspace workspace(limits);
    return jinja::Template(source).render(workspace, *workspace.dict());
}

} // namespace

class TestJinjaLimits : public QObject {
    Q_OBJECT

private slots:
    void hostileTemplatesEnd_data();
    void hostileTemplatesEnd();
    void limitsAreThoseOfTheWorkspace();
};

void TestJinjaLimits::hostileTemplatesEnd_data()
{
    QTest::addColumn<QString>("source");
    const auto row = [](const char *name, const QString &source) { QTest::newRow(name) << source; };
    const QString deep = QString("(").repeated(100000);
    row("loops in loops", "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}");
    row("doubling text",
        "{% set n = namespace(t='aaaaaaaa') %}{% for a in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}");
    row("long product", "{{ 'abc' * 9000000000000000000 }}");
    row("doubling output",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}x{% endmacro %}{{ m(60) }}");
    row("endless recursion", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
    row("list in itself", "{% set a = [] %}{% set b = a.append(a) %}{{ a }}");
    row("list in itself, as JSON", "{% set a = [] %}{% set b = a.append(a) %}{{ a|tojson }}");
    row("shared lists", "{% set n = namespace(a=[1]) %}{% for i in range(99) %}{% set n.a = [n.a, n.a] %}{% endfor %}"
                        "{{ n.a }}");
    row("comparing shared lists", "{% set n = namespace(a=[1], b=[1]) %}{% for i in range(99) %}{% set n.a = [n.a, "
                                  "n.a] %}{% set n.b = [n.b, n.b] "
                                  "%}{% endfor %}{{ n.a == n.b }}");
    row("slow search", "{% set t = 'a' * 1000000 %}{{ t.find('a' * 500000 + 'b') }}");
    row("growing in each replacement", "{% set t = 'a' * 100000 %}{{ t|replace('a', t) }}");
    row("large power", "{{ 2 ** 9000000000000000000 }}");
    row("deep brackets", "{{ " + deep + " }}");
    row("deep lists", "{{ " + QString("[").repeated(100000) + " }}");
    row("deep signs", "{{ " + QString("-").repeated(100000) + "1 }}");
    row("deep not", "{{ " + QString("not ").repeated(100000) + "1 }}");
    row("long sum", "{{ 1" + QString("+1").repeated(100000) + " }}");
    row("long chain", "{{ a" + QString(".a").repeated(100000) + " }}");
    row("many filters", "{{ a" + QString("|trim").repeated(100000) + " }}");
    row("deep conditions", "{{ 1" + QString(" if 1 else 1").repeated(100000) + " }}");
    row("deep blocks", QString("{% if 1 %}").repeated(100000));
    row("wide %", "{{ '%999999999d%999999999d' % (1, 2) }}");
    row("wide % of a value", "{{ '%*d' % (9000000000000000000, 1) }}");
    row("precise %", "{{ '%.999999999f' % 1.5 }}");
    row("many digits", "{{ '%.999999999d' % 1 }}");
    row("wide format", "{{ '{:>999999999999}'.format('a') }}");
    row("wide groups", "{% for i in range(99) %}{{ '{:05000000,}'.format(1)|length }}{% endfor %}");
    QStringList names;
    for (int i = 0; i < 255; ++i)
        names << QString("p%1").arg(i);
    row("many parameters that a macro keeps", "{% macro a(" + names.join(",") +
                                                  ") %}{% macro c() %}{% endmacro %}{% endmacro %}"
                                                  "{% for i in range(99999) %}{{ a() }}{% endfor %}");
    for (int i = 255; i < 60000; ++i)
        names << QString("p%1").arg(i);
    row("too many parameters", "{% macro a(" + names.join(",") + ") %}{% endmacro %}");
    row("too many arguments", "{{ a(" + names.join("=1,") + "=1) }}");
    row("blanks without end", "{% set t = ' ' * 10000000 %}{% for i in range(9999) %}{{ t.split() }}{% endfor %}");
    row("arguments that streams keep",
        "{% set b = range(20000)|list %}{{ ([1] * 400)|map('map', 'string', *b)|list|length }}");
    row("wide format of a value", "{{ '{:0{w},}'.format(1, w=900000000) }}");
    row("deep format", "{{ '" + QString("{:").repeated(100000) + QString("}").repeated(100000) + "'.format(1) }}");
    row("wide center", "{{ 'a'.center(9000000000000000000) }}");
    row("wide zfill", "{{ 'a'.zfill(9000000000000000000) }}");
    row("wide tab", "{{ '\t'.expandtabs(9000000000000000000) }}");
    row("long list", "{{ [1] * 9000000000000000000 }}");
    row("filled batch", "{{ [1]|batch(900000000, 1)|list }}");
    row("many slices", "{{ [1]|slice(900000000)|list }}");
    row("doubling call blocks", "{% macro m(n) %}{% if n %}{% call m(n - 1) %}{% endcall %}{% call m(n - 1) %}"
                                "{% endcall %}{% endif %}{{ caller() }}x{% endmacro %}{% call m(60) %}{% endcall %}");
    row("a body that calls itself", "{% macro m() %}{% call m() %}{% endcall %}{% endmacro %}{{ m() }}");
    row("a loop in itself", "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}");
    row("a doubling loop", "{% for x in [1, 2] recursive %}{{ loop([1, 2]) if loop.depth < 60 else 'x' }}{% endfor %}");
    row("maps in maps", "{% set n = namespace(a=[1]) %}{% for i in range(999) %}{% set n.a = n.a|map('string') %}"
                        "{% endfor %}{{ n.a|list }}");
    row("a growing filter block", "{% macro m(t, n) %}{% filter replace('a', 'aa') %}{{ m(t, n - 1) if n else t }}"
                                  "{% endfilter %}{% endmacro %}{{ m('a', 40) }}");
    row("comparing lists in lists", "{% set n = namespace(a=[1], b=[1]) %}{% for i in range(99) %}{% set n.a = [n.a, "
                                    "n.a] %}{% set n.b = [n.b, n.b] %}{% endfor %}{{ n.a < n.b }}");
    row("tuples as members", "{% set n = namespace(a=(1,)) %}{% for i in range(99) %}{% set n.a = (n.a, n.a) %}"
                             "{% endfor %}{{ [n.a, n.a]|unique|list }}");
    row("unlike ones among many", "{{ range(100000)|unique|list }}");
    row("replacing nothing", "{% set t = 'a' * 1000000 %}{{ t.replace('', t) }}");
    row("raw that never ends", QString("{% raw %}").repeated(10000));
    row("deep targets", "{% set " + QString("(").repeated(100000) + "a = 1 %}");
    row("larger than any", QString("a").repeated((1 << 20) + 1));
}

// A sentence, within a second or so, and without the memory of a large machine. With a quarter of the usual limits, for
// what ends only at them.
void TestJinjaLimits::hostileTemplatesEnd()
{
    QFETCH(QString, source);
    QElapsedTimer timer;
    timer.start();
    const jinja::Limits usual;
    const jinja::Limits limits = {.steps = usual.steps / 4, .bytes = usual.bytes / 4, .depth = usual.depth};
    const std::string sentence = fileErrorOf([&] { rendered(source.toStdString(), limits); });
    QVERIFY2(sentence.starts_with("The chat template, line 1: "), sentence.c_str());
    QVERIFY2(sentence.size() < 500, sentence.c_str());
    QVERIFY2(timer.elapsed() < 20000, qPrintable(QString::number(timer.elapsed()))); // far more than sanitizers need
}

void TestJinjaLimits::limitsAreThoseOfTheWorkspace()
{
    const std::string loop = "{% for i in range(100) %}{{ i }}{% endfor %}";
    QVERIFY(!rendered(loop).empty());
    const auto fails = [&](jinja::Limits limits) { return fileErrorOf([&] { rendered(loop, limits); }); };
    QCOMPARE(fails({.steps = 100}), std::string("The chat template, line 1: it takes more steps than a chat template "
                                                "may."));
    QCOMPARE(fails({.bytes = 4000}), std::string("The chat template, line 1: it makes more text than a chat template "
                                                 "may."));
    QCOMPARE(fails({.depth = 2}), std::string("The chat template, line 1: it is nested too deeply."));
}

QTEST_APPLESS_MAIN(TestJinjaLimits)
#include "tst_jinja_limits.moc"
