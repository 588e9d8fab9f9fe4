// A device that says more of itself than is so. Mesa's software device can be made one: LP_NATIVE_VECTOR_WIDTH gives
// the bits of a vector, of which it runs 512 at most, but says how many lanes would fit into all.
#include "support/expect_error.h"
#include "support/op_bench.h"

#include "api/devices.h"
#include "api/error.h"
#include "gpu/faults.h"
#include "ops/ops.h"

#include <QProcess>
#include <QTest>

#include <numeric>

using namespace deepscope;
using testing::OpBench;

namespace {

// A row of a test: the environment of a program, and what is expected of it.
struct Width {
    const char *bits;
    uint32_t subgroup; // as the device says
    bool honest;
};
constexpr Width Widths[] = {
    {"128", 4, true}, {"256", 8, true}, {"512", 16, true}, {"1024", 32, false}, {"2048", 64, false}};

} // namespace

class TestLyingDevice : public QObject {
    Q_OBJECT

    // This program again, for one test function; the device's driver reads the variables when it is loaded.
    static void runAgain(const char *function, const Width &width, const QStringList &variables)
    {
        QProcess program;
        QStringList environment = QProcess::systemEnvironment() + variables;
        environment << QString("LP_NATIVE_VECTOR_WIDTH=%1").arg(width.bits);
        environment << QString("EXPECTED_SUBGROUP=%1").arg(width.subgroup);
        environment << QString("EXPECTED_HONEST=%1").arg(int(width.honest));
        program.setEnvironment(environment);
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QCoreApplication::applicationFilePath(), {function});
        QVERIFY(program.waitForFinished(120'000));
        const QByteArray output = program.readAll();
        QVERIFY2(program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0, output.constData());
    }

    static bool isHonest() { return qEnvironmentVariableIntValue("EXPECTED_HONEST") != 0; }

private slots:
    void initTestCase()
    {
        const DeviceList list = listDevices();
        if (list.devices.empty() || list.devices[0].name.find("llvmpipe") == std::string::npos)
            QSKIP("the device is not Mesa's software device");
    }

    void widths_data()
    {
        QTest::addColumn<size_t>("index");
        for (size_t i = 0; i < std::size(Widths); ++i)
            QTest::addRow("%s bits", Widths[i].bits) << i;
    }

    void opensOrIsRefusedAtEveryWidth_data() { widths_data(); }
    void opensOrIsRefusedAtEveryWidth()
    {
        QFETCH(size_t, index);
        runAgain("opensOrSaysWhy", Widths[index], {});
    }

    void answersRightlyWhereLanesMayMeetInSharedMemory_data() { widths_data(); }
    void answersRightlyWhereLanesMayMeetInSharedMemory()
    {
        QFETCH(size_t, index);
        runAgain("sumsRows", Widths[index], {"DEEPSCOPE_LANES=share"});
    }

    // 128 values; without the probe 32 lanes that are 16 gave 2,080 for 8,256.
    void sumsRows()
    {
        if (!qEnvironmentVariableIsSet("EXPECTED_HONEST"))
            return;
        OpBench bench;
        const gpu::DeviceFeatures &features = bench.device().features();
        QCOMPARE(features.subgroupSize, uint32_t(qEnvironmentVariableIntValue("EXPECTED_SUBGROUP")));
        QCOMPARE(features.laneForm, isHonest() ? gpu::LaneForm::Subgroups : gpu::LaneForm::SharedMemory);
        QCOMPARE(features.detours.size(), isHonest() ? 0U : 1U);
        std::vector<float> values(128);
        std::iota(values.begin(), values.end(), 1.0F);
        const gpu::Tensor x = bench.activations(values, 128), sums = bench.activations(1);
        bench.run([&](gpu::Commands &c) { ops::rowSums(c, x, sums); });
        COMPARE_VALUES(bench.read(sums), std::vector<float>{8256}, 0);
        // What the list says is what was opened.
        const DeviceInfo info = listDevices().devices.at(0);
        QVERIFY(info.usable());
        QCOMPARE(info.paths, bench.device().info().paths);
    }

    // A driver that does not build the kernel that asks: lanes meet in shared memory, or the device is refused.
    void subgroupsThatCannotBeBuilt()
    {
        const gpu::Faults faults({VK_ERROR_INITIALIZATION_FAILED, gpu::CallKind::Pipeline, 1});
        qputenv("DEEPSCOPE_LANES", "share");
        const auto device = std::make_unique<gpu::Device>();
        qunsetenv("DEEPSCOPE_LANES");
        QCOMPARE(device->features().laneForm, gpu::LaneForm::SharedMemory);
        QCOMPARE(device->features().detours.size(), size_t(1));
        QVERIFY(device->info().usable());
    }

    void subgroupsThatCannotBeBuiltAreRefused()
    {
        const gpu::Faults faults({VK_ERROR_INITIALIZATION_FAILED, gpu::CallKind::Pipeline, 1});
        const auto error = errorOf([] { const gpu::Device device; });
        QVERIFY(error && isSentence(error->what()));
        QVERIFY2(QByteArray(error->what()).contains("cannot build a kernel that uses its subgroups"), error->what());
    }

    void opensOrSaysWhy()
    {
        if (!qEnvironmentVariableIsSet("EXPECTED_HONEST"))
            return;
        const std::string lie = "it says that " + std::to_string(qEnvironmentVariableIntValue("EXPECTED_SUBGROUP")) +
                                " lanes work together, and 16 do";
        std::string said;
        try {
            const gpu::Device device;
        } catch (const Error &error) {
            said = error.what();
            QCOMPARE(error.kind(), ErrorKind::Device);
        }
        QCOMPARE(said.empty(), isHonest());
        QVERIFY2(isHonest() || said.find(lie) != std::string::npos, said.c_str());
        const DeviceInfo info = listDevices().devices.at(0);
        QCOMPARE(info.refusals, isHonest() ? std::vector<std::string>() : std::vector<std::string>{lie});
    }
};

QTEST_GUILESS_MAIN(TestLyingDevice)
#include "tst_lying_device.moc"
