// The template language against Jinja itself: templates for each feature (tests/data/jinja/cases.jinja), those at
// random within the grammar, and the chat templates are rendered by both, and have to give the same bytes or be refused
// by both.
#include "api/error.h"
#include "jinja/template.h"

#include <QDir>
#include <QProcess>
#include <QTest>

#include <nlohmann/json.hpp>

#include <array>

using namespace deepscope;
using Json = nlohmann::ordered_json;

namespace {

constexpr int RandomTemplates = 1200;
constexpr int Seed = 20;

// Where Python cannot reasonably be followed. What Jinja renders and we refuse with such a sentence counts as known.
// The templates at random leave out what else differs: that functions and streams print an address; that |e and |safe
// make a text that escapes what is added to it; that a list may be appended to; that a negative constant with ** loses
// its sign's brackets, and that a name which a block sets later is undefined in its inner loops before that.
constexpr std::array KnownRefusals = {
    "a whole number becomes too large", // Python's have no end
    "the key of a dictionary is",       // a tuple, a function and the undefined may be keys, too
    "cannot be sliced",                 // Jinja makes it undefined, but only where all are constants
    "the bound of a slice is",          // the same
};

QString folder() { return QString("%1/jinja").arg(DEEPSCOPE_TEST_DATA); }

std::string contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("cannot open " + path.toStdString());
    return file.readAll().toStdString();
}

jinja::Value valueOf(jinja::Workspace &workspace, const Json &json)
{
    switch (json.type()) {
    case Json::value_t::boolean:
        return {json.get<bool>()};
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
        return {json.get<int64_t>()};
    case Json::value_t::number_float:
        return {json.get<double>()};
    case Json::value_t::string:
        return workspace.text(json.get<std::string>());
    case Json::value_t::array: {
        jinja::List *list = workspace.list();
        for (const Json &item : json)
            list->items.push_back(valueOf(workspace, item));
        return {list};
    }
    case Json::value_t::object: {
        jinja::Dict *dict = workspace.dict();
        for (const auto &[key, value] : json.items())
            dict->set(key, valueOf(workspace, value));
        return {dict};
    }
    default:
        return {jinja::None{}};
    }
}

struct Rendered {
    std::string text, error; // one of them
};

Rendered renderedHere(const std::string &source, const Json &context)
{
    try {
        jinja::Workspace workspace;
        return {jinja::Template(source).render(workspace, *valueOf(workspace, context).as<jinja::Dict *>()), ""};
    } catch (const Error &error) {
        return {"", error.what()};
    }
}

bool isKnown(const std::string &refusal)
{
    return std::ranges::any_of(KnownRefusals,
                               [&](const char *part) { return refusal.find(part) != std::string::npos; });
}

// The first Python that has Jinja; empty where none does.
QString python()
{
    for (const char *program : {"python3", "/usr/bin/python3"})
        if (QProcess::execute(program, {"-B", "-c", "import jinja2, jinja2.sandbox"}) == 0)
            return program;
    return {};
}

} // namespace

class TestJinjaDifferential : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void rendersLikeJinja();
    void refusesInSentences();

private:
    Json m_context;
    Json m_cases; // {"template", "text" or "error"} as Jinja has it
    std::vector<Rendered> m_ours;
};

void TestJinjaDifferential::initTestCase()
{
#ifdef Q_OS_WIN
    QSKIP("Jinja is where the tests are built, not where they run.");
#endif
    const QString program = python();
    QVERIFY2(!program.isEmpty(), "No python3 here has Jinja to compare with: install the package python3-jinja2.");
    Json chatTemplates = Json::array();
    const QDir templates(QString("%1/chat_templates").arg(DEEPSCOPE_TEST_DATA));
    for (const QString &name : templates.entryList({"*.jinja"}, QDir::Files, QDir::Name))
        chatTemplates.push_back(contentOf(templates.filePath(name)));
    QVERIFY(chatTemplates.size() > 10);
    QProcess process;
    process.start(program, {"-B", folder() + "/render.py", QString::number(RandomTemplates), QString::number(Seed)});
    process.write(QByteArray::fromStdString(chatTemplates.dump()));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(120000));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    m_cases = Json::parse(process.readAllStandardOutput().toStdString());
    m_context = Json::parse(contentOf(folder() + "/context.json"));
    QVERIFY(m_cases.size() > chatTemplates.size() + RandomTemplates + 100);
    for (const Json &each : m_cases)
        m_ours.push_back(renderedHere(each["template"], m_context));
}

void TestJinjaDifferential::rendersLikeJinja()
{
    size_t rendered = 0, known = 0;
    for (size_t i = 0; i < m_cases.size(); ++i) {
        const Json &each = m_cases[i];
        const std::string source = each["template"];
        const Rendered &ours = m_ours[i];
        const bool raises = each.contains("error");
        if (raises && !ours.error.empty())
            continue;
        if (!raises && isKnown(ours.error)) {
            ++known;
            continue;
        }
        const std::string theirs = each[raises ? "error" : "text"];
        const std::string report = "\n" + source + "\n--- Jinja" + (raises ? " raises" : "") + "\n" + theirs +
                                   "\n--- here" + (ours.error.empty() ? "" : " refused") + "\n" + ours.text +
                                   ours.error;
        QVERIFY2(!raises && ours.error.empty() && ours.text == theirs, report.c_str());
        ++rendered;
    }
    QVERIFY(rendered > m_cases.size() / 2); // a generator of what is only refused would test nothing
    QVERIFY(known < m_cases.size() / 50);
}

void TestJinjaDifferential::refusesInSentences()
{
    for (const auto &[text, refusal] : m_ours) {
        const bool isSentence = refusal.starts_with("The chat template") && refusal.find('\n') == std::string::npos &&
                                (refusal.ends_with('.') || refusal.ends_with('!') || refusal.ends_with("..."));
        QVERIFY2(refusal.empty() || isSentence, refusal.c_str());
    }
}

QTEST_APPLESS_MAIN(TestJinjaDifferential)
#include "tst_jinja_differential.moc"
