// A run's routing as files for other programs, each read back by its own rules and compared with the run.
#include "api/routing_export.h"
#include "support/expect_error.h"
#include "support/sample_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <regex>

#ifdef __unix__
#include <csignal>
#include <sys/resource.h>
#endif

using namespace deepscope;

namespace {

namespace fs = std::filesystem;

// The first token's routing was not computed.
RecordedRun runToExport()
{
    RecordedRun run = sampleRun();
    run.tokens[0].routing.clear();
    run.tokens[3].routing[2].weight = 1.0F / 3;
    return run;
}

QByteArray bytesOf(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    return QByteArray::fromStdString(bytes);
}

QList<QByteArrayList> rowsOf(const fs::path &path)
{
    const QByteArray bytes = bytesOf(path);
    QList<QByteArrayList> rows;
    for (const QByteArray &line : bytes.left(bytes.size() - 1).split('\n'))
        rows << line.split(',');
    return bytes.endsWith('\n') ? rows : QList<QByteArrayList>();
}

// As NumPy reads it: magic, version 1.0, the header's length, a dictionary, elements of four bytes.
template <typename Element>
struct Array {
    std::vector<size_t> shape;
    std::vector<Element> elements;

    Array(const fs::path &path, const std::string &type)
    {
        const std::string bytes = bytesOf(path).toStdString();
        if (bytes.compare(0, 8, std::string("\x93NUMPY\x01\x00", 8)) != 0)
            return;
        const size_t length = uint8_t(bytes[8]) + 256u * uint8_t(bytes[9]), begin = 10 + length;
        const std::regex form("\\{'descr': '" + type +
                              "', 'fortran_order': False, 'shape': \\((\\d+),(\\d+),(\\d+),\\), \\} *\n");
        std::smatch match;
        const std::string dictionary = bytes.substr(10, length);
        if (begin % 64 != 0 || !std::regex_match(dictionary, match, form))
            return;
        for (int axis = 1; axis <= 3; ++axis)
            shape.push_back(std::stoul(match[axis]));
        elements.resize((bytes.size() - begin) / sizeof(Element));
        std::memcpy(elements.data(), bytes.data() + begin, bytes.size() - begin);
    }
    Element at(size_t layer, size_t token, size_t place) const
    {
        return elements.at((layer * shape[1] + token) * shape[2] + place);
    }
};

} // namespace

class TestRoutingExport : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path place(const char *name) const { return m_folder.filePath(name).toStdU16String(); }
    size_t filesIn(const fs::path &folder) const
    {
        return size_t(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }

private slots:
    void choicesEndWhereTheRouterLeftOff()
    {
        ModelInfo model = sampleModel().info;
        const std::vector<ExpertHit> routing = {{3, 0.75F}, {0xffff, 0}, {9, 0.5F}, {15, 0.5F}};
        QCOMPARE(choicesOf(routing, model, 0).size(), size_t(0)); // dense
        QCOMPARE(choicesOf(routing, model, 1).size(), size_t(1));
        QCOMPARE(choicesOf(routing, model, 1)[0].expert, uint16_t(3));
        QCOMPARE(choicesOf(routing, model, 2).size(), size_t(2));
        QCOMPARE(choicesOf(routing, model, 2)[1].expert, uint16_t(15));
        QCOMPARE(choicesOf(routing, model, 3).size(), size_t(0)); // there is no such layer
        QCOMPARE(choicesOf({}, model, 1).size(), size_t(0));
        model.experts = 0;
        QCOMPARE(choicesOf(routing, model, 1).size(), size_t(0));
    }

    void csvHasARowForEachChoice()
    {
        const RecordedRun run = runToExport();
        writeRouting(run, RoutingForm::Csv, place("choices.csv"));
        const auto rows = rowsOf(place("choices.csv"));
        QCOMPARE(rows.size(), qsizetype(1 + 4 * 4));
        QCOMPARE(rows[0].join(','), QByteArray("token,id,phase,layer,choice,expert,weight"));
        for (int i = 0; i < 16; ++i) {
            const TokenTrace &token = run.tokens[size_t(1 + i / 4)];
            const ExpertHit &hit = token.routing[size_t(i % 4)];
            const QByteArrayList row = rows[1 + i];
            QCOMPARE(row.size(), qsizetype(7));
            QCOMPARE(row[0].toInt(), 1 + i / 4);
            QCOMPARE(row[1].toInt(), token.token);
            QCOMPARE(row[2], QByteArray(i < 4 ? "prompt" : i < 12 ? "think" : "answer"));
            QCOMPARE(row[3].toInt(), 1 + i % 4 / 2); // layer 0 is dense
            QCOMPARE(row[4].toInt(), i % 2);
            QCOMPARE(row[5].toInt(), int(hit.expert));
            QCOMPARE(row[6].toFloat(), hit.weight); // to the bit, one third too
        }
    }

    void arraysHaveEveryLayerAndToken()
    {
        const RecordedRun run = runToExport();
        writeRouting(run, RoutingForm::Npy, place("run"));
        const Array<int32_t> ids(place("run-ids.npy"), "<i4");
        const Array<float> weights(place("run-weights.npy"), "<f4");
        QCOMPARE(ids.shape, (std::vector<size_t>{3, 5, 2}));
        QCOMPARE(weights.shape, ids.shape);
        QCOMPARE(ids.elements.size(), size_t(30));
        QCOMPARE(weights.elements.size(), size_t(30));
        for (size_t layer = 0; layer < 3; ++layer)
            for (size_t token = 0; token < 5; ++token)
                for (size_t k = 0; k < 2; ++k) {
                    if (layer == 0 || token == 0) {
                        QCOMPARE(ids.at(layer, token, k), -1);
                        QVERIFY(std::isnan(weights.at(layer, token, k)));
                        continue;
                    }
                    const ExpertHit &hit = run.tokens[token].routing[2 * layer - 2 + k];
                    QCOMPARE(ids.at(layer, token, k), int32_t(hit.expert));
                    QCOMPARE(weights.at(layer, token, k), hit.weight);
                }
    }

    // An alteration may leave places of a layer unused.
    void unusedPlacesAreNoChoices()
    {
        RecordedRun run = runToExport();
        run.tokens[2].routing[1] = {0xffff, 0};
        writeRouting(run, RoutingForm::Npy, place("fewer"));
        QCOMPARE(Array<int32_t>(place("fewer-ids.npy"), "<i4").at(1, 2, 1), -1);
        QVERIFY(std::isnan(Array<float>(place("fewer-weights.npy"), "<f4").at(1, 2, 1)));
        writeRouting(run, RoutingForm::MoeTrace, place("fewer.csv"));
        QCOMPARE(rowsOf(place("fewer.csv")).size(), qsizetype(1 + 15));
    }

    void usageHasEveryExpert()
    {
        const RecordedRun run = runToExport();
        writeRouting(run, RoutingForm::Usage, place("usage.csv"));
        const auto rows = rowsOf(place("usage.csv"));
        QCOMPARE(rows.size(), qsizetype(1 + 2 * 16));
        QCOMPARE(rows[0].join(','), QByteArray("layer,expert,count,weight"));
        for (int i = 0; i < 32; ++i) {
            int count = 0;
            double weight = 0;
            for (const TokenTrace &token : run.tokens)
                for (size_t hit = 0; hit < token.routing.size(); ++hit)
                    if (int(hit / 2) == i / 16 && token.routing[hit].expert == i % 16)
                        ++count, weight += double(token.routing[hit].weight);
            QCOMPARE(rows[1 + i][0].toInt(), 1 + i / 16);
            QCOMPARE(rows[1 + i][1].toInt(), i % 16);
            QCOMPARE(rows[1 + i][2].toInt(), count);
            QCOMPARE(rows[1 + i][3].toDouble(), weight);
        }
        QCOMPARE(rows[1 + 3][2], QByteArray("5")); // expert 3 of layer 1: of four tokens, and of token 3 twice
    }

    void moeTraceIsReadAgain()
    {
        const RecordedRun run = runToExport();
        writeRouting(run, RoutingForm::MoeTrace, place("moe_trace.csv"));
        QVERIFY(bytesOf(place("moe_trace.csv")).startsWith("layer,expert\n1,3\n1,1\n2,0\n2,15\n1,3\n1,2\n"));
        const ChoiceList list = readChoiceList(place("moe_trace.csv"));
        QCOMPARE(list.choices.size(), size_t(16));
        const std::vector<ExpertUsage> ofRun = usageOf(run);
        for (const ExpertUsage &usage : usageOf(list))
            QCOMPARE(usage.count, ofRun[(usage.layer - 1) * 16 + usage.expert].count);
    }

    void formsHaveNames()
    {
        for (const char *name : {"csv", "npy", "usage", "moe-trace"})
            QCOMPARE(routingFormName(routingFormFrom(name).value()), name);
        QVERIFY(!routingFormFrom("CSV") && !routingFormFrom(""));
    }

    void whatHasNoRoutingIsRefused()
    {
        RecordedRun dense = sampleRun();
        dense.model.info.experts = dense.model.info.expertsUsed = 0;
        const std::string sentence = fileErrorOf([&] { writeRouting(dense, RoutingForm::Csv, place("dense.csv")); });
        QVERIFY2(isSentence(sentence) && sentence.find("Sample, has no experts") != std::string::npos,
                 sentence.c_str());
        RecordedRun untold = sampleRun();
        untold.model.abilities.withoutRouting = "This engine does not say which experts it woke.";
        QCOMPARE(fileErrorOf([&] { writeRouting(untold, RoutingForm::Npy, place("untold")); }),
                 untold.model.abilities.withoutRouting);
        QVERIFY(!fs::exists(place("dense.csv")) && !fs::exists(place("untold-ids.npy")));
    }

    void unwritablePlacesAreNamed()
    {
        const std::string folder = m_folder.path().toStdString();
        const RecordedRun run = sampleRun();
        EXPECT_FILE_ERROR(writeRouting(run, RoutingForm::Csv, place("none/x.csv")), folder + "/none/x.csv",
                          "the file cannot be written: No such file or directory");
        EXPECT_FILE_ERROR(writeRouting(run, RoutingForm::Npy, place("none/x")), folder + "/none/x-ids.npy",
                          "the file cannot be written");
        fs::create_directory(place("folder"));
        EXPECT_FILE_ERROR(writeRouting(run, RoutingForm::Usage, place("folder")), folder + "/folder",
                          "the file cannot be written");
        QVERIFY(!fs::exists(place("folder.part")));
        fs::create_directory(place("taken-weights.npy"));
        EXPECT_FILE_ERROR(writeRouting(run, RoutingForm::Npy, place("taken")), folder + "/taken-weights.npy",
                          "the file cannot be written");
        QVERIFY(!fs::exists(place("taken-ids.npy")) && !fs::exists(place("taken-ids.npy.part")));
    }

#ifdef __unix__
    // The system takes no more than some bytes, as a full disk does not.
    void aFullDiskLeavesWhatWasThere()
    {
        const fs::path folder = place("full");
        fs::create_directory(folder);
        std::ofstream(folder / "run.csv") << "before";
        RecordedRun run = sampleRun();
        while (run.tokens.size() < 2000)
            run.tokens.push_back(sampleToken(uint32_t(run.tokens.size()), Phase::Answer));
        for (TokenTrace &token : run.tokens)
            token.routing[1].expert = 0;
        rlimit before;
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto signalBefore = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit few{16384, before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &few), 0);
        const std::string csv = fileErrorOf([&] { writeRouting(run, RoutingForm::Csv, folder / "run.csv"); });
        const std::string npy = fileErrorOf([&] { writeRouting(run, RoutingForm::Npy, folder / "run"); });
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, signalBefore);
        QVERIFY2(csv.ends_with("run.csv: the file cannot be written: File too large."), csv.c_str());
        QVERIFY2(npy.ends_with("-ids.npy: the file cannot be written: File too large."), npy.c_str());
        QCOMPARE(bytesOf(folder / "run.csv"), QByteArray("before"));
        QCOMPARE(filesIn(folder), size_t(1));
        writeRouting(run, RoutingForm::Csv, folder / "run.csv");
        QCOMPARE(rowsOf(folder / "run.csv").size(), qsizetype(1 + 2000 * 4));
    }
#endif
};

QTEST_GUILESS_MAIN(TestRoutingExport)
#include "tst_routing_export.moc"
