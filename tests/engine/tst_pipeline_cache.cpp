// What drivers have built is kept in a file: whole or not at all, each driver its own, and never in the way.
#include "gpu/kernel.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace deepscope;
using namespace deepscope::gpu;

namespace {

const CacheOwner Owner{1, 2, 3, {9, 8, 7}};
using Bytes = std::vector<uint8_t>;

} // namespace

class TestPipelineCache : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_root;
    std::filesystem::path m_folder; // nobody has made it
    QString file() const { return QString::fromStdString((m_folder / Owner.fileName()).string()); }

private slots:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_folder = std::filesystem::path(m_root->path().toStdString()) / "cache" / "deepscope";
    }

    void readsWhatWasWritten()
    {
        QVERIFY(!readPipelines(m_folder, Owner));
        for (const Bytes &data : {Bytes{1, 2, 3}, Bytes(100'000, 7), Bytes()}) {
            QVERIFY(writePipelines(m_folder, Owner, data));
            QVERIFY(readPipelines(m_folder, Owner) == data);
        }
        QCOMPARE(QDir(QFileInfo(file()).path()).entryList(QDir::Files).size(), 1);
    }

    void eachDriverHasItsOwn()
    {
        QVERIFY(writePipelines(m_folder, Owner, {1}));
        std::vector<CacheOwner> others(4, Owner);
        ++others[0].vendor, ++others[1].device, ++others[2].driverVersion, ++others[3].uuid[15];
        for (const CacheOwner &other : others) {
            QVERIFY(!readPipelines(m_folder, other));
            QVERIFY(QFile::copy(file(), QString::fromStdString((m_folder / other.fileName()).string())));
            QVERIFY(!readPipelines(m_folder, other)); // under its name, and not its own
        }
    }

    void whatIsBrokenIsNotThere()
    {
        QVERIFY(writePipelines(m_folder, Owner, Bytes(64, 5)));
        QFile whole(file());
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray right = whole.readAll();
        whole.close();
        const auto isRead = [&](const QByteArray &bytes) {
            QFile broken(file());
            return broken.open(QIODevice::WriteOnly) && broken.write(bytes) == bytes.size() && broken.flush() &&
                   readPipelines(m_folder, Owner).has_value();
        };
        QVERIFY(isRead(right));
        for (qsizetype size = 0; size < right.size(); ++size)
            QVERIFY(!isRead(right.left(size)));
        for (qsizetype place = 0; place < right.size(); ++place) {
            QByteArray wrong = right;
            wrong[place] = char(wrong[place] + 1);
            QVERIFY(!isRead(wrong));
        }
        QVERIFY(!isRead(right + "x"));
        QVERIFY(writePipelines(m_folder, Owner, {1})); // and is replaced
        QVERIFY(readPipelines(m_folder, Owner) == Bytes{1});
    }

    void aFolderThatCannotBeIsNoFailure()
    {
        QFile inTheWay(m_root->filePath("cache"));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QVERIFY(!writePipelines(m_folder, Owner, {1}));
        QVERIFY(!readPipelines(m_folder, Owner));
        const Device device;
        KernelCache kernels(device, m_folder);
        kernels.get("rms_norm", {});
        kernels.save();
    }

    // Whoever reads while others write sees one or the other.
    void programsAtTheSameTimeDoNoHarm()
    {
        const Bytes one(200'000, 1), two(300'000, 2);
        QVERIFY(writePipelines(m_folder, Owner, one));
        const auto writer = [&](const Bytes &data) {
            for (int i = 0; i < 20; ++i)
                writePipelines(m_folder, Owner, data);
        };
        std::thread first(writer, one), second(writer, two);
        int whole = 0;
        for (int i = 0; i < 20; ++i) {
            const auto read = readPipelines(m_folder, Owner);
            whole += read == one || read == two;
        }
        first.join();
        second.join();
        QCOMPARE(whole, 20);
        QCOMPARE(QDir(QFileInfo(file()).path()).entryList(QDir::Files).size(), 1);
    }

    // Whole by our sum, and nothing that a driver has written: it is given to it and does no harm.
    void aDriverMayThinkLittleOfIt()
    {
        const Device device;
        QVERIFY(writePipelines(m_folder, ownerOf(device), Bytes(1000, 3)));
        KernelCache kernels(device, m_folder);
        QVERIFY(kernels.get("rms_norm", {}).pipeline() != VK_NULL_HANDLE);
    }

    void buildsWhatIsWishedFor()
    {
        const Device device;
        KernelCache kernels(device);
        const Specialization two{std::min(2U, device.features().mostSubgroups()), {}};
        kernels.wish("rms_norm", {});
        kernels.wish("rms_norm", two);
        kernels.wish("add_bias", {});
        kernels.wish("rms_norm", {});
        kernels.buildWished();
        const Kernel *built = &kernels.get("rms_norm", {});
        kernels.wish("rms_norm", {});
        kernels.buildWished();
        QCOMPARE(&kernels.get("rms_norm", {}), built);
        QCOMPARE(kernels.get("add_bias", {}).name(), std::string("add_bias"));
        kernels.wish("add_bias", {10'000, {}});
        kernels.wish("rms_norm", {10'000, {}});
        QVERIFY_EXCEPTION_THROWN(kernels.buildWished(), std::exception);
        QVERIFY_EXCEPTION_THROWN(kernels.wish("no_such_kernel", {}), std::exception);
        QCOMPARE(&kernels.get("rms_norm", {}), built);
    }
};

QTEST_GUILESS_MAIN(TestPipelineCache)
#include "tst_pipeline_cache.moc"
