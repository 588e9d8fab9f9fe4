// The GGUF reader and writer: what they carry, and what the reader refuses with which sentence.
#include "api/path_text.h"
#include "model/gguf_file.h"
#include "model/gguf_writer.h"
#include "support/expect_error.h"
#include "support/raw_gguf.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <numeric>

using namespace deepscope;

namespace {

GgufWriter sampleWriter(uint32_t alignment = 32)
{
    GgufWriter writer(alignment);
    writer.setString("general.architecture", "deepseek2");
    writer.setUnsigned("count", 4000000000U);
    writer.setInteger("offset", -7);
    writer.setFloat("factor", 0.5F);
    writer.setBool("flag", true);
    writer.setStrings("names", std::vector<std::string>{"a", "", "\xe4\xb8\xad"});
    writer.setIntegers("kinds", std::vector<int32_t>{1, -2, 3});
    writer.setFloats("scores", std::vector<float>{-1.5F, 0.25F});
    writer.addTensor("first", {3, 2}, std::vector<float>{1, 2, 3, 4, 5, 6});
    writer.addTensor("second", TensorType::F16, {5}, std::vector<uint8_t>(10, 0x3c));
    writer.addTensor("blocks", TensorType::Q8_0, {32, 1, 2}, std::vector<uint8_t>(68, 1));
    return writer;
}

GgufFile open(const std::vector<uint8_t> &bytes) { return GgufFile(bytes, "model.gguf"); }

} // namespace

class TestGgufFile : public QObject {
    Q_OBJECT
private slots:
    void carriesMetadata()
    {
        const std::vector<uint8_t> bytes = sampleWriter().bytes();
        const GgufFile file = open(bytes);
        QCOMPARE(file.metadata().size(), size_t(8));
        QCOMPARE(file.metadata()[1].first, std::string("count"));
        QCOMPARE(file.requireString("general.architecture"), std::string("deepseek2"));
        QCOMPARE(file.requireUnsigned("count"), 4000000000U);
        QCOMPARE(std::get<int64_t>(*file.find("offset")), int64_t(-7));
        QCOMPARE(file.requireFloat("factor"), 0.5F);
        QCOMPARE(file.boolOr("flag", false), true);
        QCOMPARE(*file.strings("names"), (std::vector<std::string>{"a", "", "\xe4\xb8\xad"}));
        QCOMPARE(*file.integers("kinds"), (std::vector<int64_t>{1, -2, 3}));
        QCOMPARE(*file.floats("scores"), (std::vector<double>{-1.5, 0.25}));
    }

    void givesNothingForAnAbsentKey()
    {
        const std::vector<uint8_t> bytes = sampleWriter().bytes();
        const GgufFile file = open(bytes);
        QVERIFY(!file.has("absent") && !file.find("absent") && !file.strings("absent"));
        QCOMPARE(file.unsignedOr("absent", 3), 3U);
        QCOMPARE(file.floatOr("absent", 1.5F), 1.5F);
        QCOMPARE(file.boolOr("absent", true), true);
        QCOMPARE(file.stringOr("absent", "x"), std::string("x"));
        EXPECT_FILE_ERROR(file.requireUnsigned("absent"), "model.gguf", "key 'absent' is missing");
        EXPECT_FILE_ERROR(file.requireTensor("absent"), "model.gguf", "tensor 'absent' is missing");
    }

    void refusesAKeyOfAnotherKind()
    {
        const std::vector<uint8_t> bytes = sampleWriter().bytes();
        const GgufFile file = open(bytes);
        EXPECT_FILE_ERROR(file.requireUnsigned("factor"), "model.gguf", "key 'factor' holds a number where a whole");
        EXPECT_FILE_ERROR(file.requireUnsigned("offset"), "model.gguf", "key 'offset' is -7; it must not be negative");
        EXPECT_FILE_ERROR(file.requireFloat("flag"), "model.gguf", "holds true or false where a number");
        EXPECT_FILE_ERROR(file.requireString("names"), "model.gguf", "holds an array where a text");
        EXPECT_FILE_ERROR(file.boolOr("names", true), "model.gguf", "where true or false is needed");
        QCOMPARE(file.boolOr("count", false), true); // some converters write a number
        EXPECT_FILE_ERROR(file.strings("kinds"), "model.gguf", "an array of another kind where an array of texts");
        EXPECT_FILE_ERROR(file.floats("factor"), "model.gguf", "where an array of numbers is needed");
    }

    void refusesNumbersThatDoNotFit()
    {
        const auto bytes = RawGguf(0, 3)
                               .key("wide", U64, uint64_t(1) << 32)
                               .key("endless", F64, std::numeric_limits<double>::infinity())
                               .key("large", F64, 1e300)
                               .bytes;
        const GgufFile file = open(bytes);
        EXPECT_FILE_ERROR(file.requireUnsigned("wide"), "model.gguf", "is 4294967296; at most 4294967295");
        EXPECT_FILE_ERROR(file.requireFloat("endless"), "model.gguf", "not a finite number");
        EXPECT_FILE_ERROR(file.requireFloat("large"), "model.gguf", "not a finite number");
    }

    void carriesTensors_data()
    {
        QTest::addColumn<uint32_t>("alignment");
        for (uint32_t alignment : {1U, 8U, 32U, 4096U})
            QTest::addRow("alignment %u", alignment) << alignment;
    }
    void carriesTensors()
    {
        QFETCH(uint32_t, alignment);
        const std::vector<uint8_t> bytes = sampleWriter(alignment).bytes();
        const GgufFile file = open(bytes);
        QCOMPARE(file.tensors().size(), size_t(3));
        const GgufTensor &first = file.requireTensor("first");
        QCOMPARE(first.columns(), uint64_t(3));
        QCOMPARE(first.rows(), uint64_t(2));
        QCOMPARE(first.bytes, uint64_t(24));
        QCOMPARE(first.offset % alignment, uint64_t(0));
        std::vector<float> values(6), expected(6);
        std::memcpy(values.data(), file.readTensor(first).data(), 24);
        std::iota(expected.begin(), expected.end(), 1.0F);
        QCOMPARE(values, expected);
        QCOMPARE(file.requireTensor("second").bytes, uint64_t(10));
        const GgufTensor &blocks = file.requireTensor("blocks");
        QCOMPARE(blocks.bytes, uint64_t(68));
        QCOMPARE(blocks.type, TensorType::Q8_0);
        QCOMPARE(blocks.shape, (std::array<uint64_t, 4>{32, 1, 2, 1}));
    }

    void readsEveryNumberType()
    {
        RawGguf raw(0, 8);
        raw.key("u8", U8, uint8_t(200)).key("i8", I8, int8_t(-3)).key("u16", U16, uint16_t(60000));
        raw.key("i16", I16, int16_t(-300)).key("u64", U64, ~uint64_t(0)).key("i64", I64, int64_t(-1));
        raw.key("f64", F64, 0.1).array("shorts", U16, 2).number(uint16_t(1)).number(uint16_t(65535));
        const GgufFile file = open(raw.bytes);
        QCOMPARE(file.requireUnsigned("u8"), 200U);
        QCOMPARE(std::get<int64_t>(*file.find("i8")), int64_t(-3));
        QCOMPARE(file.requireUnsigned("u16"), 60000U);
        QCOMPARE(std::get<int64_t>(*file.find("i16")), int64_t(-300));
        QCOMPARE(std::get<uint64_t>(*file.find("u64")), ~uint64_t(0));
        QCOMPARE(std::get<int64_t>(*file.find("i64")), int64_t(-1));
        QCOMPARE(std::get<double>(*file.find("f64")), 0.1);
        QCOMPARE(*file.integers("shorts"), (std::vector<int64_t>{1, 65535}));
    }

    void readsVersion2()
    {
        const auto bytes = RawGguf(1, 1, 2).key("a", U32, uint32_t(5)).tensor("t", {2}, 0, 0).data(8).bytes;
        const GgufFile file = open(bytes);
        QCOMPARE(file.requireUnsigned("a"), 5U);
        QCOMPARE(file.requireTensor("t").bytes, uint64_t(8));
    }

    void writesToAFile()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("sample.gguf").toStdString();
        sampleWriter().write(path);
        const GgufFile file(path);
        QCOMPARE(file.bytes(), uint64_t(sampleWriter().bytes().size()));
        QCOMPARE(file.tensors().size(), size_t(3));
        EXPECT_FILE_ERROR(sampleWriter().write(path / "below"), path.string(), "cannot be written");
    }

    // Texts are UTF-8, whatever the system's own paths are made of; Qt says how the file is really called.
    void pathsHoldLettersOfEveryScript()
    {
        const QTemporaryDir folder;
        const QString name = QStringLiteral(u"Gr\u00fc\u00dfe \u4e2d\u6587 \U0001f600.gguf");
        const std::string text = folder.filePath(name).toStdString();
        QCOMPARE(textOf(pathOf(text)), text);
        sampleWriter().write(pathOf(text));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{name});
        QCOMPARE(GgufFile(pathOf(text)).name(), text);
        EXPECT_FILE_ERROR(GgufFile(pathOf(text + "x")), text + "x", "does not exist");
    }

    // Every cut loses something: the last tensor's data ends 28 bytes before the file's end.
    void refusesEveryTruncation()
    {
        const std::vector<uint8_t> bytes = sampleWriter().bytes();
        const GgufFile whole = open(bytes);
        const GgufTensor &last = whole.tensors().back();
        for (size_t size = 0; size < bytes.size(); ++size) {
            const std::vector<uint8_t> cut(bytes.begin(), bytes.begin() + ptrdiff_t(size));
            if (size < last.offset + last.bytes)
                EXPECT_FILE_ERROR(open(cut), "model.gguf", "");
            else
                QCOMPARE(open(cut).tensors().size(), size_t(3));
        }
    }

    // A flipped bit may leave a valid file; it must never do anything but read or refuse.
    void survivesEveryFlippedBit()
    {
        const std::vector<uint8_t> bytes = sampleWriter().bytes();
        int refused = 0;
        for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            std::vector<uint8_t> flipped = bytes;
            flipped[bit / 8] ^= uint8_t(1U << bit % 8);
            refused += !fileErrorOf([&] { open(flipped); }).empty();
        }
        QVERIFY(refused > 1000);
    }
};

QTEST_APPLESS_MAIN(TestGgufFile)
#include "tst_gguf_file.moc"
