// Where models are looked for, and whether a model that was found can be opened on a device.
#include "api/model_catalog.h"

#include "support/model_tree.h"

#include <QTest>

#include <map>

using namespace deepscope;

namespace {

Environment environment(std::map<std::string, std::string> values)
{
    return [values = std::move(values)](const char *name) {
        const auto found = values.find(name);
        return found == values.end() ? std::string() : found->second;
    };
}

QStringList pathsOf(const std::vector<ModelFolder> &folders)
{
    QStringList paths;
    for (const ModelFolder &folder : folders)
        paths << QString::fromLatin1(modelSourceName(folder.source)) + ": " + QString::fromStdString(folder.path);
    return paths;
}

DeviceInfo deviceWith(uint64_t bytes)
{
    DeviceInfo device;
    device.heaps = {{bytes, bytes, true}};
    return device;
}

} // namespace

class TestModelFolders : public QObject {
    Q_OBJECT

private slots:
    void knowsTheFoldersOfEachPlatform()
    {
        QCOMPARE(pathsOf(knownModelFolders(environment({{"HOME", "/u"}}), Platform::Linux)),
                 QStringList({"LM Studio: /u/.lmstudio/models", "LM Studio: /u/.cache/lm-studio/models",
                              "Hugging Face: /u/.cache/huggingface/hub", "Ollama: /u/.ollama/models",
                              "Ollama: /usr/share/ollama/.ollama/models", "Ollama: /var/lib/ollama",
                              "llama.cpp: /u/.cache/llama.cpp"}));
        QCOMPARE(pathsOf(knownModelFolders(environment({{"HOME", "/u"}}), Platform::MacOs)).last(),
                 QString("llama.cpp: /u/Library/Caches/llama.cpp"));
        const auto windows = environment({{"USERPROFILE", "/u"}, {"LOCALAPPDATA", "/u/local"}});
        QCOMPARE(pathsOf(knownModelFolders(windows, Platform::Windows)).last(),
                 QString("llama.cpp: /u/local/llama.cpp"));
    }

    void followsTheVariablesOfEachProgram()
    {
        const auto folders = pathsOf(knownModelFolders(environment({{"HOME", "/u"},
                                                                    {"XDG_CACHE_HOME", "/cache"},
                                                                    {"HF_HOME", "~/hf"},
                                                                    {"OLLAMA_MODELS", "/disk/ollama"},
                                                                    {"LLAMA_CACHE", "/disk/llama/"}}),
                                                       Platform::Linux));
        QVERIFY(folders.contains("Hugging Face: /u/hf/hub"));
        QVERIFY(folders.contains("Ollama: /disk/ollama"));
        QVERIFY(folders.contains("llama.cpp: /disk/llama/"));
        const auto cache = pathsOf(knownModelFolders(environment({{"XDG_CACHE_HOME", "/c"}}), Platform::Linux));
        QVERIFY(cache.contains("Hugging Face: /c/huggingface/hub") && cache.contains("llama.cpp: /c/llama.cpp"));
        QVERIFY(!cache.join(' ').contains("lmstudio")); // without a home there is no folder in it
        const auto hub = environment({{"HF_HUB_CACHE", "/hub"}, {"HF_HOME", "/hf"}});
        QCOMPARE(pathsOf(knownModelFolders(hub, Platform::MacOs)), QStringList{"Hugging Face: /hub"});
    }

    void followsTheSettingsOfLmStudio()
    {
        const ModelTree tree;
        tree.add(".lmstudio-home-pointer", "/disk/lmstudio\n");
        tree.add(".lmstudio/settings.json", "{\"downloadsFolder\": \"/disk/models\"}");
        const auto home = environment({{"HOME", tree.root.string()}});
        const auto folders = pathsOf(knownModelFolders(home, Platform::Linux));
        QCOMPARE(folders.first(), QString("LM Studio: /disk/lmstudio/models"));
        QVERIFY(folders.contains("LM Studio: /disk/models"));
        tree.add(".lmstudio/settings.json", "{ not json");
        QVERIFY(!pathsOf(knownModelFolders(home, Platform::Linux)).contains("LM Studio: /disk/models"));
    }

    void checksWhetherAModelFits()
    {
        const ModelCheck whole = checkModel("default", deviceWith(uint64_t(4) << 30), CacheType::F16);
        QVERIFY2(whole.reason.empty(), whole.reason.c_str());
        QVERIFY(whole.fitsWhole() && whole.fitting.totalBytes() == whole.whole.totalBytes());
        const uint64_t some = whole.whole.totalBytes() - whole.whole.cacheBytes / 2;
        const ModelCheck half = checkModel("default", deviceWith(some), CacheType::F16);
        QVERIFY(half.fits() && !half.fitsWhole());
        QCOMPARE(half.fitting.context, half.context);
        QVERIFY(half.fitting.totalBytes() <= some);
        QVERIFY(half.context + 64 > whole.context / 2);
        const ModelCheck none = checkModel("default", deviceWith(1 << 20), CacheType::F16);
        QVERIFY(none.reason.empty() && !none.fits());
        QCOMPARE(none.deviceBudget, uint64_t(1 << 20));
    }

    void checksWhatTheEngineCanRun()
    {
        const ModelTree tree;
        GgufWriter writer = modelHeader("Gemma", "gemma3");
        writer.addTensor("a", {32}, std::vector<float>(32));
        const std::string path = tree.add("gemma.gguf", writer.bytes()).string();
        const ModelCheck check = checkModel(path, deviceWith(1 << 30), CacheType::F16);
        QVERIFY2(check.reason.starts_with("Architecture 'gemma3' is not supported"), check.reason.c_str());
        QVERIFY(!check.fits());
    }

    void choosesTheDevice()
    {
        DeviceList list;
        list.devices.resize(3);
        for (uint32_t i = 0; i < 3; ++i)
            list.devices[i].index = i;
        list.devices[0].refusals = {"too old"};
        list.devices[1].name = "Fast One";
        list.devices[2].name = "Slow One";
        QCOMPARE(chooseDevice(list, "")->index, 1U);
        QCOMPARE(chooseDevice(list, "slow")->index, 2U);
        QCOMPARE(chooseDevice(list, "2")->index, 2U);
        QVERIFY(!chooseDevice(list, "0") && !chooseDevice(list, "other") && !chooseDevice({}, ""));
    }
};

QTEST_GUILESS_MAIN(TestModelFolders)
#include "tst_model_folders.moc"
