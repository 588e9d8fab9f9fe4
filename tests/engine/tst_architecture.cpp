// The rules of the house, held over its sources: who may include what, and how long a file may be.
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

constexpr int MostLines = 400;

const fs::path &root()
{
    static const fs::path path = DEEPSCOPE_SOURCE;
    return path;
}

struct Source {
    fs::path path; // from the root
    std::string text;
};

std::string textOf(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Files below `folder` with one of the extensions.
std::vector<Source> sourcesIn(const fs::path &folder, const std::set<std::string> &extensions)
{
    std::vector<Source> sources;
    if (!fs::exists(root() / folder))
        return sources;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(root() / folder))
        if (entry.is_regular_file() && extensions.contains(entry.path().extension().string()))
            sources.push_back({fs::relative(entry.path(), root()), textOf(entry.path())});
    return sources;
}

std::vector<Source> codeIn(const fs::path &folder) { return sourcesIn(folder, {".cpp", ".h", ".comp", ".glsl"}); }

// What stands between the quotes or angles of its #include lines.
std::vector<std::string> includesOf(const Source &source)
{
    static const std::regex include("(?:^|\n)[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"]+)[>\"]");
    std::vector<std::string> names;
    for (std::sregex_iterator at(source.text.begin(), source.text.end(), include), end; at != end; ++at)
        names.push_back((*at)[1]);
    return names;
}

// The folder of engine/ that an include names, or nothing: "gpu" for "gpu/device.h" and for "../gpu/device.h".
std::string engineFolder(const Source &source, const std::string &include)
{
    const fs::path engine = root() / "engine";
    for (const fs::path &base : {(root() / source.path).parent_path(), engine}) {
        const fs::path relative = fs::relative((base / include).lexically_normal(), engine);
        if (fs::exists(engine / relative) && *relative.begin() != "..")
            return relative.begin()->string();
    }
    return {};
}

bool isQt(const std::string &include)
{
    static const std::regex qt("Qt[A-Z].*|Q[A-Z][A-Za-z0-9]*|q(t|global|object|string|debug|thread)[a-z]*\\.h");
    return std::regex_match(include, qt);
}

} // namespace

class TestArchitecture : public QObject {
    Q_OBJECT

    // No file of `folder` may include what `forbidden` says.
    template <typename Forbidden>
    static void check(const fs::path &folder, Forbidden forbidden)
    {
        for (const Source &source : codeIn(folder))
            for (const std::string &include : includesOf(source))
                QVERIFY2(!forbidden(source, include), (source.path.string() + " includes " + include).c_str());
    }

    // Files of `folder` include only `allowed` folders of the engine.
    static void allow(const fs::path &folder, const std::set<std::string> &allowed)
    {
        check(folder, [&](const Source &source, const std::string &include) {
            const std::string used = engineFolder(source, include);
            return !used.empty() && !allowed.contains(used);
        });
    }

private slots:
    // A test that looks at nothing would pass.
    void readsTheSources()
    {
        QVERIFY(codeIn("engine").size() > 50 && codeIn("shaders").size() > 10);
        const Source source{"engine/ops/x.cpp", "#include \"gpu/device.h\"\n  # include <QString>\n"};
        QCOMPARE(includesOf(source), (std::vector<std::string>{"gpu/device.h", "QString"}));
        QCOMPARE(engineFolder(source, "gpu/device.h"), std::string("gpu"));
        QCOMPARE(engineFolder(source, "../gpu/device.h"), std::string("gpu"));
        QCOMPARE(engineFolder(source, "vector"), std::string());
        QVERIFY(isQt("QString") && isQt("QtCore/QString") && isQt("qglobal.h") && isQt("QtTest"));
        QVERIFY(!isQt("volk.h") && !isQt("queue") && !isQt("model/quantised.h"));
    }

    void engineAndShadersKnowNoQt()
    {
        const auto qt = [](const Source &, const std::string &include) { return isQt(include); };
        check("engine", qt);
        check("shaders", qt);
    }

    void engineFoldersKeepTheirOrder()
    {
        allow("engine/api", {"api"});
        allow("engine/gpu", {"api", "gpu"});
        allow("engine/ops", {"api", "gpu", "ops"});
        allow("engine/model", {"api", "gpu", "model", "ops"});
        allow("engine/cli", {"api", "cli"});
        allow("engine/reference", {"api", "model", "ops", "reference"});
        allow("engine/jinja", {"api", "jinja"});
        allow("engine/text", {"api", "jinja", "model", "text"});
        allow("engine/train", {"api", "gpu", "model", "ops", "reference", "text", "train"});
        allow("engine/synth", {"api", "model", "reference", "synth"});
        allow("engine/catalog", {"api", "catalog", "model", "text"});
        allow("engine/record", {"api", "model", "record", "reference"});
        allow("engine/run", {"api", "catalog", "gpu", "model", "ops", "record", "run", "text"});
        allow("engine/lab", {"api", "catalog", "gpu", "lab", "model", "record", "run", "synth", "text", "train"});
    }

    // The template language would do for any other program: of the rest it takes the errors alone.
    void jinjaKnowsNothingOfTheRest()
    {
        check("engine/jinja", [](const Source &source, const std::string &include) {
            return engineFolder(source, include) == "api" && include != "api/error.h";
        });
    }

    void windowUsesTheEnginesSurfaceOnly() { allow("gui", {"api"}); }

    void modelsAndPaintKnowNoWidgets()
    {
        const auto widget = [](const Source &, const std::string &include) {
            static const std::regex widgets("(.*/)?(Qt?Widgets?|QtWidgets/.*|QApplication|q[a-z]*widget[a-z]*\\.h)");
            return std::regex_match(include, widgets) || include.starts_with("panels/") || include.starts_with("app/");
        };
        check("gui/models", widget);
        check("gui/paint", widget);
    }

    void panelsKnowNoApplication()
    {
        check("gui/panels", [](const Source &, const std::string &include) { return include.starts_with("app/"); });
    }

    // Two types of one name in one namespace share what the compiler makes for them, and one writes with the other's
    // size: no linker tells. Those of .cpp files have no name outside.
    void aTypeHasItsNameAlone()
    {
        static const std::regex line("namespace ([A-Za-z_:]+) \\{|\\} // namespace.*|"
                                     "(?:struct|class|enum class) ([A-Za-z_0-9]+)(?: final)?(?: :.*| \\{.*)?");
        std::map<std::string, std::string> places;
        for (const char *folder : {"engine", "gui"})
            for (const Source &source : sourcesIn(folder, {".h"})) {
                std::vector<std::string> namespaces;
                std::istringstream lines(source.text);
                std::smatch match;
                for (std::string text; std::getline(lines, text);) {
                    if (!std::regex_match(text, match, line) || text.ends_with(';'))
                        continue;
                    if (match[1].matched) {
                        namespaces.push_back(match[1]);
                    } else if (!match[2].matched) {
                        namespaces.pop_back();
                    } else {
                        std::string name;
                        for (const std::string &each : namespaces)
                            name += each + "::";
                        name += match[2];
                        const auto [known, isNew] = places.emplace(name, source.path.string());
                        QVERIFY2(isNew, (name + ": " + known->second + ", " + source.path.string()).c_str());
                    }
                }
            }
        QVERIFY(places.size() > 200);
    }

    // Each is a program or an argument of one, and a target by its name, whatever folder it lies in.
    void aTestHasItsNameAlone()
    {
        std::set<std::string> names;
        for (const Source &source : sourcesIn("tests", {".cpp"}))
            if (const std::string name = source.path.stem().string(); name.starts_with("tst_"))
                QVERIFY2(names.insert(name).second, (source.path.string() + " has another's name").c_str());
        QVERIFY(names.size() > 200);
    }

    void filesStayShort()
    {
        for (const char *folder : {"engine", "shaders", "gui", "tests"})
            for (const Source &source : codeIn(folder)) {
                const auto lines = std::count(source.text.begin(), source.text.end(), '\n');
                QVERIFY2(lines <= MostLines,
                         (source.path.string() + " has " + std::to_string(lines) + " lines").c_str());
            }
    }

    // Where it was written is nobody's business.
    void namesNoFolderOfAMachine()
    {
        const std::string workplace = std::string("/wo") + "rk/", home = std::string("/ho") + "me/";
        std::vector<Source> sources;
        for (const char *folder : {"engine", "shaders", "gui", "tests", "resources", "installer"})
            for (Source &source : sourcesIn(folder, {".cpp", ".h", ".comp", ".glsl", ".txt", ".cmake", ".md", ".json",
                                                     ".py", ".sh", ".desktop", ".xml", ".in"}))
                sources.push_back(std::move(source));
        for (const char *file : {"CMakeLists.txt", "CMakePresets.json", "README.md", "dev"})
            sources.push_back({file, textOf(root() / file)});
        for (const Source &source : sources)
            for (const std::string &folder : {workplace, home})
                QVERIFY2(source.text.find(folder) == std::string::npos,
                         (source.path.string() + " mentions " + folder).c_str());
    }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
