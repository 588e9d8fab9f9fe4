// Finding models: trees that imitate the folders of other programs, and what is said of the files in them.
#include "api/model_catalog.h"

#include "model/gguf_file.h"
#include "support/model_tree.h"
#include "support/raw_gguf.h"

#include <QTest>

using namespace deepscope;
namespace fs = std::filesystem;

namespace {

struct Finds {
    std::vector<ModelEntry> entries; // without the default model
    ScanOutcome outcome;

    const ModelEntry *named(const std::string &name) const
    {
        for (const ModelEntry &entry : entries)
            if (entry.name == name)
                return &entry;
        return nullptr;
    }
};

Finds scan(const std::vector<ModelFolder> &folders)
{
    Finds finds;
    const CancelFlag cancel = false;
    const auto found = [&](const ModelEntry &entry) {
        if (entry.source != ModelSource::Deepscope)
            finds.entries.push_back(entry);
    };
    finds.outcome = scanModels(folders, {found, [](const std::string &) {}}, cancel);
    return finds;
}

Finds scan(const ModelTree &tree, ModelSource source = ModelSource::User)
{
    return scan({{tree.root.string(), source}});
}

} // namespace

class TestModelCatalog : public QObject {
    Q_OBJECT

private slots:
    void reportsTheDefaultModelFirst()
    {
        std::vector<ModelEntry> entries;
        const CancelFlag cancel = false;
        scanModels({}, {[&](const ModelEntry &entry) { entries.push_back(entry); }, [](const std::string &) {}},
                   cancel);
        QCOMPARE(entries.size(), size_t(1));
        QCOMPARE(entries[0].path, std::string("default"));
        QCOMPARE(entries[0].architecture, std::string("deepseek2"));
        QVERIFY2(entries[0].reason.empty(), entries[0].reason.c_str());
        QVERIFY(entries[0].experts > 0 && entries[0].parameters > 1000000);
    }

    // Two revisions of a repository link to one blob.
    void listsAFileOfHuggingFaceOnce()
    {
        const ModelTree tree;
        if (!tree.takesLinks())
            QSKIP("Links cannot be made here.");
        const fs::path blob = tree.add("models--deepseek-ai--Lite-GGUF/blobs/0a1b", smallModel());
        tree.link("models--deepseek-ai--Lite-GGUF/snapshots/aaa/Lite-F32.gguf", blob);
        tree.link("models--deepseek-ai--Lite-GGUF/snapshots/bbb/Lite-F32.gguf", blob);
        tree.add("models--x--y/refs/main", "aaa");
        const Finds finds = scan(tree, ModelSource::HuggingFace);
        QCOMPARE(finds.entries.size(), size_t(1));
        QCOMPARE(finds.entries[0].repository, std::string("deepseek-ai/Lite-GGUF"));
        QVERIFY(finds.entries[0].path.ends_with("snapshots/aaa/Lite-F32.gguf"));
        // The same folder among the user's own: known by its layout, and listed once in both.
        const Finds both = scan({{tree.root.string(), ModelSource::User}, {tree.root.string(), ModelSource::User}});
        QCOMPARE(both.entries.size(), size_t(1));
        QVERIFY(both.entries[0].source == ModelSource::HuggingFace);
    }

    void namesTheBlobsOfOllama()
    {
        const ModelTree tree;
        const std::string manifests = "manifests/registry.ollama.ai/";
        const auto manifest = [](const std::string &digest) {
            const std::string type = "\"mediaType\": \"application/vnd.ollama.image.";
            return "{\"layers\": [{" + type + "license\", \"digest\": \"sha256:9\"}, {" + type +
                   "model\", \"digest\": \"sha256:" + digest + "\"}]}";
        };
        tree.add(manifests + "library/deepseek-r1/7b", manifest("1"));
        tree.add(manifests + "library/deepseek-r1/latest", manifest("1"));
        tree.add(manifests + "someone/lite/q4", manifest("2"));
        tree.add(manifests + "library/broken/latest", "{ nope");
        tree.add(manifests + "library/odd/latest", "{\"layers\": [4, {\"mediaType\": 5}, {\"digest\": \"sha256:1\"}]}");
        tree.add("blobs/sha256-1", smallModel());
        tree.add("blobs/sha256-2", smallModel());
        tree.add("blobs/sha256-3", smallModel("Orphan")); // no manifest is left
        tree.add("blobs/sha256-4-partial", smallModel("Partial"));
        tree.add("blobs/sha256-9", "MIT License, which is longer than any header without keys");
        const Finds finds = scan(tree, ModelSource::Ollama);
        QCOMPARE(finds.entries.size(), size_t(3));
        QVERIFY(finds.named("deepseek-r1:7b, deepseek-r1:latest"));
        QVERIFY(finds.named("someone/lite:q4"));
        QVERIFY(finds.named("Orphan"));
        QCOMPARE(ollamaName((tree.root / "blobs/sha256-2").string()), std::string("someone/lite:q4"));
        QCOMPARE(ollamaName((tree.root / "blobs/sha256-3").string()), std::string());
        QCOMPARE(ollamaName("x.gguf"), std::string());
    }

    void readsPublishersOfLmStudioAndPlainFolders()
    {
        const ModelTree tree;
        tree.add("models/bartowski/Lite-GGUF/Lite-F32.gguf", smallModel(""));
        const Finds finds = scan({{(tree.root / "models").string(), ModelSource::LmStudio}});
        QCOMPARE(finds.entries.size(), size_t(1));
        QCOMPARE(finds.entries[0].repository, std::string("bartowski/Lite-GGUF"));
        QCOMPARE(finds.entries[0].name, std::string("Lite-F32")); // without general.name the file's
        tree.add("cache/ggml-org_Lite_F32.GGUF", smallModel("Lite"));
        tree.add("cache/ggml-org_Lite_F32.gguf.json", "{}");
        tree.add("cache/notes.txt", "GGUF is a file format; this is none of it");
        tree.add("cache/.hidden/x.gguf", smallModel());
        QCOMPARE(scan({{(tree.root / "cache").string(), ModelSource::LlamaCpp}}).entries.size(), size_t(1));
        QVERIFY(scan({{(tree.root / "nowhere").string(), ModelSource::LlamaCpp}}).outcome.unreadable.empty());
    }

    void readsTheHeader()
    {
        const ModelTree tree;
        GgufWriter writer = modelHeader("Lite");
        writer.setUnsigned("general.file_type", 15);
        writer.setUnsigned("deepseek2.expert_count", 64);
        writer.setUnsigned("deepseek2.expert_used_count", 6);
        writer.setStrings("tokenizer.ggml.tokens", std::vector<std::string>(1000, "token"));
        writer.addTensor("a", {32, 2}, std::vector<float>(64));
        tree.add("named.gguf", writer.bytes());
        GgufWriter mixed = modelHeader("Mixed");
        mixed.addTensor("a", {32}, std::vector<float>(32));
        mixed.addTensor("b", TensorType::F16, {64, 4}, std::vector<uint8_t>(512));
        tree.add("mixed.gguf", mixed.bytes());
        const Finds finds = scan(tree);
        const ModelEntry *lite = finds.named("Lite"), *other = finds.named("Mixed");
        QVERIFY(lite && other);
        QCOMPARE(lite->quantisation, std::string("Q4_K_M"));
        QCOMPARE(other->quantisation, std::string("F16")); // which takes most of its bytes
        QCOMPARE(lite->contextLength, 4096U);
        QCOMPARE(lite->experts, 64U);
        QCOMPARE(lite->expertsUsed, 6U);
        QCOMPARE(lite->parameters, uint64_t(64));
        QCOMPARE(lite->fileBytes, uint64_t(writer.bytes().size()));
        QVERIFY2(lite->reason.empty(), lite->reason.c_str());
        std::string problem;
        const GgufFile glance = GgufFile::glance(tree.root / "named.gguf", problem);
        QVERIFY(problem.empty() && glance.has("tokenizer.ggml.tokens"));
        const auto *array = std::get_if<GgufArray>(glance.find("tokenizer.ggml.tokens"));
        QVERIFY(array && std::visit([](const auto &elements) { return elements.empty(); }, *array));
    }

    void listsASplitModelOnce()
    {
        const ModelTree tree;
        uint64_t bytes = 0;
        for (const char *number : {"00001", "00002", "00003"}) {
            tree.add(std::string("Big-F32-") + number + "-of-00003.gguf", smallModel("Big"));
            bytes += smallModel("Big").size();
        }
        for (const char *number : {"00002", "00004"})
            tree.add(std::string("Torn-") + number + "-of-00004.gguf", smallModel(""));
        tree.add("Odd-00003-of-00002.gguf", smallModel("Odd")); // no part by its name
        const Finds finds = scan(tree);
        QCOMPARE(finds.entries.size(), size_t(3));
        const ModelEntry *big = finds.named("Big"), *torn = finds.named("Torn");
        QVERIFY(big && torn && finds.named("Odd"));
        QCOMPARE(big->parts, 3U);
        QCOMPARE(big->fileBytes, bytes);
        QCOMPARE(big->parameters, uint64_t(3 * 32));
        QVERIFY(big->path.ends_with("Big-F32-00001-of-00003.gguf") && big->reason.empty());
        QVERIFY2(torn->reason.starts_with("Parts 1, 3 of 4 are missing"), torn->reason.c_str());
        QCOMPARE(finds.named("Odd")->parts, 1U);
    }

    void saysWhyAFileCannotBeOpened_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const std::vector<uint8_t> &bytes, const char *reason) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()))
                                << reason;
        };
        std::vector<uint8_t> torn = smallModel();
        torn.resize(torn.size() - 8);
        row("torn", torn, "Tensor 'token_embd.weight' reaches beyond the end");
        torn.resize(70);
        row("torn header", torn, "Key 'general.architecture': 9 bytes of text are announced");
        const std::string page = "<!DOCTYPE html><html></html>";
        row("a page", {page.begin(), page.end()}, "This is not a GGUF file");
        row("empty", {}, "The file is empty.");
        GgufWriter adapter = modelHeader("L");
        adapter.setString("general.type", "adapter");
        row("LoRA", adapter.bytes(), "This is a LoRA adapter");
        row("vision", modelHeader("V", "clip").bytes(), "This is an image encoder (mmproj)");
        row("vocabulary", modelHeader("Words").bytes(), "This file holds a vocabulary");
        GgufWriter odd = modelHeader("Odd");
        odd.setString("general.file_type", "fifteen");
        row("wrong kind", odd.bytes(), "Key 'general.file_type' holds a text where a whole number is needed.");
        row("unknown type", RawGguf(1).tensor("t", {32}, 97, 0).data(64).bytes, "Tensor 't': its type, number 97, is");
        row("long array", RawGguf(0, 1).array("x", String, 3).text("a").bytes, "Key 'x':");
    }
    void saysWhyAFileCannotBeOpened()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const ModelTree tree;
        tree.add("file.gguf", bytes.toStdString());
        const Finds finds = scan(tree);
        QCOMPARE(finds.entries.size(), size_t(1));
        QVERIFY2(finds.entries[0].reason.starts_with(reason.toStdString()), finds.entries[0].reason.c_str());
        QVERIFY(finds.entries[0].reason.ends_with('.'));
    }

    void followsLinksButNoCycle()
    {
        const ModelTree tree, other;
        if (!tree.takesLinks())
            QSKIP("Links cannot be made here.");
        other.add("elsewhere/x.gguf", smallModel());
        tree.link("linked", other.root / "elsewhere");
        tree.link("a/b/back", tree.root);
        tree.link("self", "self");
        tree.link("lost.gguf", tree.root / "nothing");
        const Finds finds = scan(tree);
        QCOMPARE(finds.entries.size(), size_t(2));
        QVERIFY(finds.named("Tiny"));
        QCOMPARE(finds.named("lost")->reason, std::string("The file does not exist."));
        QVERIFY(finds.outcome.complete);
    }

    void lookNoDeeperThanModelsLie()
    {
        const ModelTree tree;
        fs::path deep = ".";
        for (int i = 0; i < 12; ++i)
            deep /= "d";
        tree.add(deep / "x.gguf", smallModel());
        tree.add(deep / "d" / "y.gguf", smallModel());
        QCOMPARE(scan(tree).entries.size(), size_t(1));
    }

    void stopsWhenCancelled()
    {
        const ModelTree tree;
        for (char name = 'a'; name <= 'f'; ++name)
            tree.add(std::string(1, name) + ".gguf", smallModel());
        CancelFlag cancel = false;
        int entries = 0;
        const auto found = [&](const ModelEntry &) { cancel = ++entries == 3; };
        const ScanOutcome outcome = scanModels({{tree.root.string()}}, {found, [](const std::string &) {}}, cancel);
        QCOMPARE(entries, 3);
        QCOMPARE(outcome.models, 3U);
        QVERIFY(!outcome.complete);
    }
};

QTEST_GUILESS_MAIN(TestModelCatalog)
#include "tst_model_catalog.moc"
