// Kept caches that are refused: of another model or another cache, damaged, cut off, made up.
#include "record/crc32.h"
#include "record/fingerprint.h"
#include "record/kept_cache_file.h"
#include "support/expect_error.h"
#include "support/kept_caches.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <numeric>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// The sentence; the model goes on all the same.
std::string refusal(const LoadRequest &load, const std::string &path)
{
    const auto session = openSession(load);
    const CacheRestored end = ask(*session, RestoreCacheRequest{3, path});
    if (session->poolUse().kept > 0 || session->poolUse().inUse > 0 || !end.failure || end.tokens > 0)
        return "It was not refused.";
    textOfRun(*session); // it goes on all the same
    return end.failure->sentence;
}

} // namespace

class TestKeptCacheRefused : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string fileIn(const char *name) const { return m_folder.filePath(name).toStdString(); }

private slots:
    // As checkpoints of the lab hold them, too.
    void fingerprintsStayAsTheyAre()
    {
        const auto of = [](const std::vector<uint8_t> &bytes) { return fingerprint(FileReader(bytes, "memory")); };
        std::vector<uint8_t> bytes(1 << 20);
        for (size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = uint8_t(i * 7);
        QCOMPARE(of({'a', 'b', 'c'}), std::string("3-6f653b96"));
        QCOMPARE(of(bytes), std::string("1048576-b93a53bf"));
        bytes.push_back('x');
        QCOMPARE(of(bytes), std::string("1048577-97fed0b0"));
        QVERIFY_THROWS_EXCEPTION(Error, fingerprint(FileReader(bytes, "memory"), true));
    }

    void refusesWhatIsNotItsOwn()
    {
        const LoadRequest load = loading("llama_f16");
        const std::string path = kept(fileIn("own.cache"), load);
        const auto says = [&](const std::string &sentence, const char *part) {
            return sentence.find(part) != std::string::npos && sentence.starts_with(path) && sentence.ends_with('.');
        };
        const std::string type = refusal(loading("llama_f16", CacheType::Q8_0), path);
        QVERIFY2(says(type, "is of the type f16, and the one in use is of q8_0"), type.c_str());
        const std::string shape = refusal(loading("qwen2_f16"), path);
        QVERIFY2(says(shape, "was made with another model"), shape.c_str());

        QByteArray model = bytesOf(QString::fromStdString(load.path)); // one weight is another
        model[model.size() - 5] = char(model[model.size() - 5] ^ 1);
        LoadRequest changed = load;
        changed.path = fileIn("changed.gguf");
        QVERIFY(writeBytes(QString::fromStdString(changed.path), model));
        const std::string weights = refusal(changed, path);
        QVERIFY2(says(weights, "was made with another model"), weights.c_str());

        changed.path = fileIn("elsewhere.gguf"); // the same, elsewhere
        QVERIFY(QFile::copy(QString::fromStdString(load.path), QString::fromStdString(changed.path)));
        const auto session = openSession(changed);
        QCOMPARE(ask(*session, RestoreCacheRequest{1, path}).tokens, Text);
    }

    void refusesWhatIsNoKeptCache()
    {
        const LoadRequest load = loading("llama_f16");
        const std::string path = kept(fileIn("newer.cache"), load);
        QByteArray bytes = bytesOf(QString::fromStdString(path));
        // Its version, and the lowest that can read it.
        const auto writeVersion = [&](uint32_t version, uint32_t lowest) {
            const uint32_t both[] = {version, lowest};
            std::memcpy(bytes.data() + 8, both, sizeof(both));
            const uint32_t checksum = crc32({reinterpret_cast<const uint8_t *>(bytes.constData()), 16});
            std::memcpy(bytes.data() + 16, &checksum, sizeof(checksum));
            return writeBytes(QString::fromStdString(path), bytes);
        };
        QVERIFY(writeVersion(99, 98));
        const auto expect = [&](const std::string &file, const char *part) {
            const std::string sentence = refusal(load, file);
            QVERIFY2(sentence.find(part) != std::string::npos, sentence.c_str());
        };
        expect(path, "a newer Deepscope is needed");
        QVERIFY(writeVersion(2, 2));
        expect(path, ": version 2 of kept caches is not supported; without it the text is read again.");
        expect(fileIn("none.cache"), "the file does not exist");
        expect(m_folder.path().toStdString(), "this is not a file");
        QVERIFY(writeBytes(m_folder.filePath("text.cache"), QByteArray(100, 'x')));
        expect(fileIn("text.cache"), "this is not a kept cache of Deepscope");
    }

    // In which records did not say whose rows they are.
    void readsThoseOfVersion3()
    {
        const FileFormat before{KeptCacheFormat.magic, KeptCacheFormat.name, 3, 3, 3};
        const std::vector<uint64_t> rowBytes = {8};
        std::vector<uint8_t> rows(3 * 10);
        std::iota(rows.begin(), rows.end(), uint8_t(1));
        const std::string file =
            fileStart(before) +
            recordOf(1, std::string("12-34"), CacheType::F32, rowBytes, uint64_t(2), std::vector<int32_t>{7, 8, 9}) +
            framed(2, std::span(rows).first(20)) + framed(2, std::span(rows).subspan(20));
        KeptCacheReader reader(FileReader({reinterpret_cast<const uint8_t *>(file.data()), file.size()}, "memory"),
                               Never);
        const auto first = reader.next();
        QVERIFY(first && first->first == 0 && first->count == 2 &&
                std::ranges::equal(first->bytes, std::span(rows).first(20)));
        const auto second = reader.next();
        QVERIFY(second && second->first == 2 && second->count == 1 &&
                std::ranges::equal(second->bytes, std::span(rows).subspan(20)));
        QVERIFY(!reader.next());
    }

    void refusesEveryDamage()
    {
        const QString path = m_folder.filePath("small.cache");
        const KeptCacheHead head{"12-34", CacheType::Q8_0, {16, 48}, 6, {3, 1, 4, 1, 5}};
        QCOMPARE(head.bytesPerRow(), uint64_t(70));
        std::vector<uint8_t> rows(5 * 70);
        for (size_t i = 0; i < rows.size(); ++i)
            rows[i] = uint8_t(i * 7);
        {
            KeptCacheWriter writer(pathOf(path.toStdString()), head);
            writer.add(std::span(rows).first(2 * 70));
            QVERIFY(!QFile::exists(path));
            writer.add(std::span(rows).subspan(2 * 70, 2 * 70));
            writer.add(std::span(rows).subspan(4 * 70));
            writer.finish();
            QCOMPARE(writer.bytes(), uint64_t(QFileInfo(path).size()));
        }
        {
            KeptCacheReader reader(FileReader(pathOf(path.toStdString())), Never);
            QCOMPARE(reader.head().model, head.model);
            QCOMPARE(reader.head().cacheType, head.cacheType);
            QVERIFY(reader.head().rowBytes == head.rowBytes && reader.head().routingBytes == head.routingBytes);
            QVERIFY(reader.head().tokens == head.tokens);
            std::vector<uint8_t> read;
            while (const auto some = reader.next())
                read.insert(read.end(), some->bytes.begin(), some->bytes.end());
            QVERIFY(read == rows);
        }
        const QByteArray whole = bytesOf(path);
        const auto expectRefusal = [&](const QByteArray &bytes) {
            QVERIFY(writeBytes(path, bytes));
            const std::string sentence =
                fileErrorOf([&] { const KeptCacheReader reader(FileReader(pathOf(path.toStdString())), Never); });
            QVERIFY2(sentence.starts_with(path.toStdString()) && sentence.ends_with('.'), sentence.c_str());
        };
        for (qsizetype i = 0; i < whole.size(); ++i)
            for (const int bit : {0x01, 0x80}) {
                QByteArray damaged = whole;
                damaged[i] = char(damaged[i] ^ bit);
                expectRefusal(damaged);
            }
        for (qsizetype size = 0; size < whole.size(); ++size)
            expectRefusal(whole.first(size));
        expectRefusal(whole + 'x');
        expectRefusal(whole + whole);
        const qsizetype frame = 8 + 4 + 4, two = frame + 2 * 70, last = frame + 70,
                        begin = whole.size() - 2 * two - last;
        const QByteArray first = whole.sliced(begin, two), second = whole.sliced(begin + two, two);
        expectRefusal(whole.first(begin) + second + first + whole.last(last)); // each is whole, in the other's place
    }

    // Its checksums are right, its numbers are not.
    void refusesWhatIsMadeUp()
    {
        const auto expectRefusal = [&](const KeptCacheHead &head) {
            const std::string path = fileIn("made-up.cache");
            KeptCacheWriter(pathOf(path), head).finish();
            const std::string sentence =
                fileErrorOf([&] { const KeptCacheReader reader(FileReader(pathOf(path)), Never); });
            QVERIFY2(sentence.find("the kept cache is damaged") != std::string::npos, sentence.c_str());
        };
        expectRefusal({"m", CacheType::F16, {16}, 0, {1, 2}}); // without its rows
        expectRefusal({"m", CacheType::F16, {16}, 0, {}});
        expectRefusal({"m", CacheType::F16, {}, 0, {1}});
        expectRefusal({"m", CacheType::F16, {0}, 4, {1}});
        expectRefusal({"m", CacheType::F16, {uint64_t(1) << 63, uint64_t(1) << 63}, 16, {1}});
        expectRefusal({"m", CacheType::F16, {16}, ~uint64_t(0), {1}});

        // Of experts and tokens that the model does not have.
        std::vector<int32_t> text;
        const std::string path = kept(fileIn("experts.cache"), loading("ds2lite_new_f16"), &text);
        KeptCacheHead head;
        std::vector<uint8_t> rows;
        {
            KeptCacheReader reader(FileReader(pathOf(path)), Never);
            head = reader.head();
            const auto all = reader.next();
            rows.assign(all->bytes.begin(), all->bytes.end());
            QCOMPARE(all->count, Text);
        }
        const auto write = [&] {
            KeptCacheWriter writer(pathOf(path), head);
            writer.add(rows);
            writer.finish();
        };
        rows.back() = 0x7f; // of the last expert's number
        write();
        const std::string experts = refusal(loading("ds2lite_new_f16"), path);
        QVERIFY2(experts.find("was made with another model") != std::string::npos, experts.c_str());
        rows.back() = 0;
        head.tokens[3] = 100000;
        write();
        const std::string tokens = refusal(loading("ds2lite_new_f16"), path);
        QVERIFY2(tokens.find("was made with another model") != std::string::npos, tokens.c_str());
    }
};

QTEST_MAIN(TestKeptCacheRefused)
#include "tst_kept_cache_refused.moc"
