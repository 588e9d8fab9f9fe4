// Whether two files of a model fit at once: said before they are compared, in the words of what is done.
#include "api/model_file.h"
#include "app/file_comparing.h"
#include "panels/expert_comparison/files_page.h"
#include "support/window_fixture.h"

using namespace deepscope;
using namespace deepscope::test;

namespace {

DeviceList deviceWith(uint64_t bytes)
{
    DeviceList list;
    DeviceInfo device;
    device.name = "Card";
    device.type = DeviceType::Discrete;
    device.heaps = {{bytes, bytes, true}};
    list.devices = {device};
    return list;
}

constexpr uint64_t GiB = uint64_t(1) << 30;

} // namespace

class TestFilesRoom : public QObject {
    Q_OBJECT

    SettingsFolder m_settings;

private slots:
    void words_data()
    {
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("other");
        QTest::addColumn<double>("free");
        QTest::addColumn<bool>("beside");
        QTest::addColumn<QString>("words");
        QTest::newRow("both") << 4.0 << 2.0 << 8.0 << false
                              << "Both would fit at once: together they need 6.00 GiB, and 8.00 GiB are free. They are "
                                 "read one after the other.";
        QTest::newRow("one")
            << 4.0 << 8.0 << 8.0 << true
            << "They are read one after the other: together they need 12.0 GiB, and 8.00 GiB are free. "
               "The model in use stays open beside them.";
        QTest::newRow("not one")
            << 4.0 << 9.0 << 8.0 << true
            << "The larger of them needs 9.00 GiB, and 8.00 GiB are free. Closing the model in use "
               "(File menu) makes room for them.";
        QTest::newRow("too large for the device")
            << 4.0 << 12.0 << 8.0 << true << "The larger of them needs 12.0 GiB, and 8.00 GiB are free.";
        QTest::newRow("nor alone") << 4.0 << 9.0 << 8.0 << false
                                   << "The larger of them needs 9.00 GiB, and 8.00 GiB are free.";
    }
    void words()
    {
        QFETCH(double, first);
        QFETCH(double, other);
        QFETCH(double, free);
        QFETCH(bool, beside);
        const auto bytes = [](double gib) { return uint64_t(gib * double(GiB)); };
        QTEST(roomWords({bytes(first), bytes(other), bytes(free), beside, bytes(10)}), "words");
    }

    void countsByHeader()
    {
        const ModelFile file("default");
        FilesToPlan files{file.plan(0, CacheType::F16), "default", 100, {}, {}, 0};
        const uint64_t alone = planForContext(files.first, 100).totalBytes();
        const auto room = roomFor(files, deviceWith(2 * alone));
        QVERIFY(room);
        QCOMPARE(room->first, alone);
        QCOMPARE(room->other, alone);
        QCOMPARE(room->free, 2 * alone);
        QVERIFY(!room->besideModel);
        // What the model in use holds is not free, where it lies on that device.
        files.held = file.plan(200, CacheType::F16);
        const auto beside = roomFor(files, deviceWith(3 * alone));
        QCOMPARE(beside->free, 3 * alone - files.held->totalBytes());
        QVERIFY(beside->besideModel);
        files.heldOn = 1;
        QCOMPARE(roomFor(files, deviceWith(3 * alone))->free, 3 * alone);
        files.other = m_settings.filePath("none.gguf");
        QVERIFY(!roomFor(files, deviceWith(3 * alone)));
        files.other = "default";
        QVERIFY(!roomFor(files, {}));
    }

    // The page says it as soon as the file is chosen, and anew when another model is beside them.
    void thePageSaysIt()
    {
        RunStore store;
        Selection selection(store);
        FileComparison comparison(store);
        FilesPage page(store, selection, comparison);
        Settings settings(std::make_unique<QSettings>(m_settings.newFile(), QSettings::IniFormat));
        new FileComparing(page, comparison, settings, &page, [] { return deviceWith(64 * GiB); });
        LoadedModel model = smallModel();
        model.memory = ModelFile("default").plan(512, CacheType::F16);
        store.setModel(model);
        store.beginRun(1, "question", model);
        store.append(tracesOf(1, additionPieces()));
        store.finish(summaryOf(1));
        comparison.setOther("default");
        QTRY_VERIFY2(page.heading().contains("Both would fit at once: together they need"), qPrintable(page.heading()));
        QVERIFY(page.heading().startsWith("Compare lets both files read the shown text."));
        QVERIFY(page.heading().endsWith("The model in use stays open beside them."));
        store.clearModel();
        QTRY_VERIFY2(page.heading().endsWith("They are read one after the other."), qPrintable(page.heading()));
    }
};

QTEST_MAIN(TestFilesRoom)
#include "tst_files_room.moc"
