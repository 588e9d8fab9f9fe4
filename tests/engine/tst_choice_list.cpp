// Lists of experts from other programs: what is read, and what is refused with which sentence.
#include "api/routing_export.h"
#include "support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace deepscope;

namespace {

struct Refused {
    const char *name;
    std::string text;
    std::string part; // of the sentence
};

std::vector<Refused> refusedLists()
{
    const std::string number = "that is no whole number from 0 to 65535.";
    return {
        {"empty", "", "line 1 is not the header"},
        {"line ends alone", "\r\n\n", "line 1 is not the header"},
        {"no header", "1,5\n", "line 1 is not the header"},
        {"another header", "expert,layer\n1,5\n", "line 1 is not the header"},
        {"our usage", "layer,expert,count,weight\n1,5,2,0.5\n", "line 1 is not the header"},
        {"a column without a name", "layer,expert,\n1,5,2\n", "line 1 is not the header"},
        {"header of UTF-16", std::string("\xff\xfel\0a\0y\0", 8), "line 1 is not the header"},
        {"endless line", "layer,expert\n1,5\n1," + std::string(1 << 20, '7'), "line 3 has an expert " + number},
        {"endless header", std::string(1 << 20, ','), "line 1 is not the header"},
        {"NUL", std::string("layer,expert\n1,\0005\n", 18), "line 2 has an expert " + number},
        {"only NULs", std::string(4096, '\0'), "line 1 is not the header"},
        {"negative", "layer,expert\n1,5\n-1,5\n", "line 3 has a layer " + number},
        {"huge", "layer,expert\n1,99999999999999999999999\n", "line 2 has an expert " + number},
        {"one too large", "layer,expert\n65536,0\n", "line 2 has a layer " + number},
        {"fraction", "layer,expert\n1,5.0\n", "line 2 has an expert " + number},
        {"sign", "layer,expert\n+1,5\n", "line 2 has a layer " + number},
        {"hexadecimal", "layer,expert\n0x1,5\n", "line 2 has a layer " + number},
        {"words", "layer,expert\none,5\n", "line 2 has a layer " + number},
        {"blank within", "layer,expert\n1 2,5\n", "line 2 has a layer " + number},
        {"empty cell", "layer,expert\n1,\n", "line 2 has an expert " + number},
        {"too few", "layer,expert\n1\n", "line 2 does not have the 2 columns of the header."},
        {"too many", "layer,expert\n1,5,0.5\n", "line 2 does not have the 2 columns of the header."},
        {"value is missing", "layer,expert,weight\n1,5\n", "line 2 does not have the 3 columns of the header."},
        {"empty line between", "layer,expert\n1,5\n\n2,5\n", "line 3 does not have the 2 columns of the header."},
        {"value is a word", "layer,expert,weight\n1,5,much\n", "line 2 has a value that is no finite number."},
        {"infinite", "layer,expert,weight\n1,5,inf\n", "line 2 has a value that is no finite number."},
        {"not a number", "layer,expert,weight\n1,5,nan\n", "line 2 has a value that is no finite number."},
        {"too large a value", "layer,expert,weight\n1,5,1e999\n", "line 2 has a value that is no finite number."},
    };
}

} // namespace

class TestChoiceList : public QObject {
    Q_OBJECT
private slots:
    void readsWhatIsMeant_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("Unix") << QByteArray("layer,expert\n3,65535\n0,7\n3,2\n");
        QTest::newRow("no last line end") << QByteArray("layer,expert\n3,65535\n0,7\n3,2");
        QTest::newRow("Windows") << QByteArray("layer,expert\r\n3,65535\r\n0,7\r\n3,2\r\n");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbflayer,expert\n3,65535\n0,7\n3,2\n");
        QTest::newRow("blanks") << QByteArray("layer, expert\n 3,\t65535 \n0 ,7\n3, 2\n");
        QTest::newRow("empty lines at the end") << QByteArray("layer,expert\n3,65535\n0,7\n3,2\n\n\r\n");
        QTest::newRow("leading zeros") << QByteArray("layer,expert\n003,65535\n0,0000000000007\n3,2\n");
    }
    void readsWhatIsMeant()
    {
        QFETCH(const QByteArray, text);
        const ChoiceList list = readChoiceList(text.toStdString(), "list.csv");
        QCOMPARE(list.choices, (std::vector<ListedChoice>{{3, 65535}, {0, 7}, {3, 2}}));
        QVERIFY(list.valueName.empty() && list.values.empty());
    }

    void readsOneMoreColumn()
    {
        const ChoiceList list = readChoiceList("layer,expert,gate weight\n1,5,0.25\n2,0,-1e-3\n", "list.csv");
        QCOMPARE(list.choices, (std::vector<ListedChoice>{{1, 5}, {2, 0}}));
        QCOMPARE(list.valueName, std::string("gate weight"));
        QCOMPARE(list.values, (std::vector<double>{0.25, -0.001}));
    }

    void aHeaderAloneIsAnEmptyList() { QVERIFY(readChoiceList("layer,expert\n", "list.csv").choices.empty()); }

    void refusesInOneSentence_data()
    {
        QTest::addColumn<int>("index");
        const std::vector<Refused> lists = refusedLists();
        for (size_t i = 0; i < lists.size(); ++i)
            QTest::newRow(lists[i].name) << int(i);
    }
    void refusesInOneSentence()
    {
        QFETCH(const int, index);
        const Refused list = refusedLists()[size_t(index)];
        EXPECT_FILE_ERROR(readChoiceList(list.text, "list.csv"), "list.csv: line ", list.part);
    }

    void readsFiles()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("moe trace.csv").toStdU16String();
        EXPECT_FILE_ERROR(readChoiceList(path), folder.path().toStdString(), "cannot be opened");
        EXPECT_FILE_ERROR(readChoiceList(path.parent_path()), folder.path().toStdString(), "this is a folder");
        std::ofstream(path, std::ios::binary) << "layer,expert\n1,5\n1,x\n";
        EXPECT_FILE_ERROR(readChoiceList(path), folder.path().toStdString(), "moe trace.csv: line 3 has an expert");
        std::ofstream(path, std::ios::binary) << "layer,expert\n1,5\n";
        QCOMPARE(readChoiceList(path).choices, (std::vector<ListedChoice>{{1, 5}}));
    }

    void countsByLayerAndExpert()
    {
        const auto usage = usageOf(readChoiceList("layer,expert,w\n2,1,1\n1,9,0.5\n2,1,2.5\n1,3,-1\n2,1,3\n", "list"));
        QCOMPARE(usage.size(), size_t(3));
        const ExpertUsage expected[] = {{1, 3, 1, -1}, {1, 9, 1, 0.5}, {2, 1, 3, 6.5}};
        for (size_t i = 0; i < 3; ++i) {
            QCOMPARE(usage[i].layer, expected[i].layer);
            QCOMPARE(usage[i].expert, expected[i].expert);
            QCOMPARE(usage[i].count, expected[i].count);
            QCOMPARE(usage[i].weight, expected[i].weight);
        }
        QCOMPARE(usageOf(readChoiceList("layer,expert\n4,4\n", "list"))[0].weight, 0.0);
    }
};

QTEST_GUILESS_MAIN(TestChoiceList)
#include "tst_choice_list.moc"
