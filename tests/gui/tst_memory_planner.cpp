// The planner of memory: any file by its header alone, on each device, and what to change where it does not fit.
#include "app/memory_planning.h"
#include "app/settings.h"
#include "models/open_plan.h"
#include "models/plan_change.h"
#include "paint/number_format.h"
#include "panels/memory/context_curve.h"
#include "panels/memory/plan_boxes.h"
#include "support/memory_panel_fixture.h"

#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace deepscope;
using namespace deepscope::test;

namespace {

constexpr uint64_t Plenty = uint64_t(4) << 30;
const QString DefaultFile = QStringLiteral(DEEPSCOPE_RESOURCES "/default.gguf");

DeviceInfo deviceWith(const std::string &name, uint32_t index, DeviceType type, uint64_t bytes)
{
    DeviceInfo device;
    device.index = index;
    device.name = name;
    device.type = type;
    device.heaps = {{bytes, bytes, true}};
    return device;
}

DeviceInfo bigDevice() { return deviceWith("Big", 0, DeviceType::Discrete, Plenty); }

// The memory panel with its plan in view.
struct Planner : MemoryPanelFixture {
    QTemporaryDir folder;
    Settings settings{std::make_unique<QSettings>(folder.filePath("settings.ini"), QSettings::IniFormat)};
    DeviceList devices;
    MemoryPlanning planning;

    explicit Planner(std::vector<DeviceInfo> list = {bigDevice()})
        : devices{std::move(list), {}}, planning(*plan(), store, settings, [known = devices] { return known; })
    {
        panel.showPlan();
    }

    bool settle()
    {
        return QTest::qWaitFor([this] { return !planning.isReading(); }, 60000);
    }
    bool open(const QString &path)
    {
        plan()->showFile(path);
        return settle();
    }
    void choose(CacheType type) { cacheBox()->setCurrentIndex(cacheBox()->findData(int(type))); }
    QComboBox *cacheBox() const { return plan()->boxes()->cacheBox(); }
    bool offers(CacheType type) const
    {
        const auto *items = qobject_cast<const QStandardItemModel *>(cacheBox()->model());
        return items->item(cacheBox()->findData(int(type)))->isEnabled();
    }
    double bar(const QString &label) const { return rowNamed(plan()->bars(), label).segments.at(0).value; }
};

} // namespace

class TestMemoryPlanner : public QObject {
    Q_OBJECT

    const ModelFile m_file{"default"};
    const PlannedModel m_model{m_file};

    // What is said of one sequence on the first of these devices.
    QString changeOn(const std::vector<DeviceInfo> &devices, PlanWish wish) const
    {
        return changeSentence(m_model, wish, devices.front(), {devices, {}});
    }
    uint64_t needs(CacheType type, uint32_t context, uint32_t sequences = 1) const
    {
        return planForContext(m_file.plan(0, type), context, sequences).totalBytes();
    }

private slots:
    // No model is loaded, and none is.
    void aFileIsPlannedByItsHeader()
    {
        Planner f;
        QCOMPARE(f.panel.shownMessage().title, QString("No model is loaded"));
        f.plan()->showFile(DefaultFile);
        QCOMPARE(f.panel.shownMessage().kind, PanelMessage::Kind::None);
        QCOMPARE(f.plan()->verdict(), QString("Reading the header of the file…"));
        QVERIFY(!f.plan()->boxes()->isEnabled() && !f.plan()->bars()->isVisible());
        QVERIFY(f.settle());
        QCOMPARE(f.plan()->subject(), QString("File: default.gguf"));
        QVERIFY2(f.plan()->verdict().startsWith("Fits: ") && f.plan()->verdict().endsWith(" of 4.00 GiB on Big."),
                 qPrintable(f.plan()->verdict()));
        QVERIFY(f.plan()->change().isEmpty() && f.plan()->bars()->isVisible());
        QCOMPARE(f.plan()->contextBox()->value(), 1024); // as it would be opened
        QCOMPARE(f.bar("KV cache, 8 contexts"), 8 * double(m_file.plan(1024, CacheType::F16).cacheBytes));
        f.plan()->boxes()->sequencesBox()->setValue(1);
        for (const CacheType type : AllCacheTypes)
            for (const uint32_t context : {100U, 1024U}) {
                f.choose(type);
                f.plan()->contextBox()->setValue(int(context));
                const MemoryPlan plan = m_file.plan(context, type);
                QCOMPARE(f.bar("Weights"), double(plan.weightsBytes));
                QCOMPARE(f.bar("KV cache"), double(plan.cacheBytes));
                QCOMPARE(f.bar("Scratch"), double(plan.scratchBytes));
            }
        f.plan()->boxes()->sequencesBox()->setValue(64);
        QCOMPARE(f.bar("KV cache, 64 contexts"), 64 * double(m_file.plan(1024, CacheType::F32).cacheBytes));
        // The other tabs have nothing to show.
        for (int tab = 0; tab < f.panel.tabs()->count(); ++tab)
            QCOMPARE(f.panel.tabs()->isTabEnabled(tab), f.panel.tabs()->widget(tab) == f.plan());
        QVERIFY(!f.plan()->backButton()->isVisible());
    }

    void aFileIsOpenedAsItIsPlanned()
    {
        Planner f;
        QSignalSpy wanted(f.plan(), &MemoryPlanView::openWanted);
        QVERIFY(f.open(DefaultFile));
        QPushButton *use = f.plan()->useButton();
        QCOMPARE(QString(use->text()).remove(u'&'), QString("Open with These"));
        f.plan()->contextBox()->setValue(2000);
        QCOMPARE(use->toolTip(), QString("The model was made for fewer tokens"));
        QVERIFY(!use->isEnabled());
        f.plan()->contextBox()->setValue(300);
        f.choose(CacheType::Q8_0);
        QVERIFY(use->isEnabled());
        use->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toString(), DefaultFile);
        QVERIFY((wanted[0][1].value<OpenOptions>() == OpenOptions{{}, 300, CacheType::Q8_0}));
        // When it has opened, it is the model in use.
        LoadedModel opened = moeModel();
        opened.info.path = DefaultFile.toStdString();
        f.store.setModel(opened);
        QVERIFY(!f.plan()->isOfFile());
        QCOMPARE(f.plan()->subject(), QString("The model in use"));
    }

    void aFileThatCannotBeReadSaysWhy()
    {
        Planner f;
        QFile page(f.folder.filePath("page.gguf"));
        QVERIFY(page.open(QIODevice::WriteOnly) && page.write("<html></html>") > 0);
        page.close();
        QVERIFY(f.open(page.fileName()));
        QVERIFY2(f.plan()->verdict().contains("not a GGUF file"), qPrintable(f.plan()->verdict()));
        QVERIFY(!f.plan()->boxes()->isEnabled() && !f.plan()->useButton()->isEnabled());
        QVERIFY(!f.plan()->curve()->isVisible());
        QVERIFY(f.open(f.folder.filePath("missing.gguf")));
        QVERIFY2(f.plan()->verdict().contains("the file does not exist"), qPrintable(f.plan()->verdict()));
        QVERIFY(f.open(DefaultFile)); // another is planned as ever
        QVERIFY2(f.plan()->verdict().startsWith("Fits: "), qPrintable(f.plan()->verdict()));
        QVERIFY(f.plan()->curve()->isVisible());
    }

    void onlyTheNewestFileIsShown()
    {
        Planner f;
        f.plan()->showFile(f.folder.filePath("missing.gguf"));
        f.plan()->showFile(DefaultFile);
        QVERIFY(f.settle());
        QVERIFY2(f.plan()->verdict().startsWith("Fits: "), qPrintable(f.plan()->verdict()));
    }

    // A person's plan stays, and leads back.
    void aFileStaysBesideTheModelInUse()
    {
        Planner f;
        QVERIFY(f.open(DefaultFile));
        f.plan()->contextBox()->setValue(77);
        f.store.setModel(moeModel());
        QVERIFY(f.settle());
        QVERIFY(f.plan()->isOfFile());
        QCOMPARE(f.plan()->contextBox()->value(), 77);
        QVERIFY(f.panel.tabs()->isTabEnabled(0));
        QVERIFY(f.plan()->backButton()->isVisible());
        QTest::keyClick(f.plan()->backButton(), Qt::Key_Space);
        QVERIFY(!f.plan()->isOfFile() && !f.plan()->backButton()->isVisible());
        QCOMPARE(f.plan()->contextBox()->value(), 4096);
        QCOMPARE(f.plan()->bars()->rows()[0].label, QString("Synthetic MoE, F16 cache"));
    }

    // Its file has the plans of other types of cache, unless it is another by now.
    void theModelInUseLearnsOtherCachesOfItsFile()
    {
        Planner f;
        LoadedModel model;
        model.info = m_file.info();
        model.memory = m_file.plan(512, CacheType::F16);
        model.device = bigDevice();
        LoadedModel another = model;
        another.memory.weightsBytes += 256;
        f.store.setModel(another);
        QVERIFY(f.settle());
        QVERIFY(f.offers(CacheType::F16) && !f.offers(CacheType::Q8_0));
        f.store.setModel(model);
        QVERIFY(f.settle());
        QVERIFY(f.offers(CacheType::Q8_0) && f.offers(CacheType::F32));
        QCOMPARE(f.plan()->useButton()->toolTip(), QString("This context is in use"));

        QSignalSpy context(f.plan(), &MemoryPlanView::contextWanted), open(f.plan(), &MemoryPlanView::openWanted);
        f.choose(CacheType::Q8_0);
        QCOMPARE(QString(f.plan()->useButton()->text()).remove(u'&'), QString("Reload with These"));
        f.plan()->boxes()->sequencesBox()->setValue(1);
        QCOMPARE(f.bar("KV cache"), double(m_file.plan(512, CacheType::Q8_0).cacheBytes));
        f.plan()->useButton()->click();
        QCOMPARE(open.count(), 1);
        QCOMPARE(open[0][0].toString(), QString("default"));
        QVERIFY((open[0][1].value<OpenOptions>() == OpenOptions{{}, 512, CacheType::Q8_0}));
        f.choose(CacheType::F16);
        f.plan()->contextBox()->setValue(100);
        f.plan()->useButton()->click();
        QCOMPARE(context.count(), 1);
        QCOMPARE(open.count(), 1);
    }

    void curvesAreWhatIsPlanned()
    {
        const DeviceInfo small = deviceWith("Small", 1, DeviceType::Software, needs(CacheType::F16, 512, 3));
        Planner f({bigDevice(), small});
        QVERIFY(f.open(DefaultFile));
        ContextCurve *curve = f.plan()->curve();
        QCOMPARE(curve->picture().end, 1024U);
        for (const uint32_t sequences : {MostAnswers, 3U}) { // the most: what is taken where nobody chooses
            f.plan()->boxes()->sequencesBox()->setValue(sequences == MostAnswers ? 0 : int(sequences));
            const QString whole = formatBytes(needs(CacheType::F16, 1024, sequences));
            QVERIFY2(f.plan()->verdict().startsWith("Fits: " + whole), qPrintable(f.plan()->verdict()));
            for (const CacheType type : AllCacheTypes)
                for (const uint32_t context : {0U, 32U, 512U, 992U, 1024U})
                    QCOMPARE(curve->bytesAt(type, context), double(needs(type, context, sequences)));
        }
        QVERIFY(curve->bytesAt(CacheType::Q8_0, 1024) < curve->bytesAt(CacheType::F16, 1024));
        QVERIFY(curve->scaleEnd() >= curve->bytesAt(CacheType::F32, 1024) && curve->scaleEnd() < double(Plenty));
        // It crosses what the small device has where its largest context is.
        QCOMPARE(curve->yOf(double(small.deviceLocalBudget())), curve->yOf(curve->bytesAt(CacheType::F16, 512)));
        QVERIFY(curve->yOf(0) > curve->yOf(double(small.deviceLocalBudget())));
        const QString words = curve->wordsAt(512);
        QVERIFY2(words.startsWith("3 contexts of 512 tokens, cache of F16: " +
                                  formatBytes(needs(CacheType::F16, 512, 3)) + " = weights ") &&
                     words.contains("with Q8_0 " + formatBytes(needs(CacheType::Q8_0, 512, 3))),
                 qPrintable(words));
    }

    void theCurveIsPointedAtAndChoosesTheContext()
    {
        Planner f;
        QVERIFY(f.open(DefaultFile));
        f.plan()->ensureWidgetVisible(f.plan()->curve());
        QCoreApplication::processEvents();
        ContextCurve *curve = f.plan()->curve();
        const auto at = [&](uint32_t context) {
            return QPointF(curve->axis().xOf(context), curve->plotArea().center().y());
        };
        QMouseEvent move(QEvent::MouseMove, at(512), curve->mapToGlobal(at(512)), Qt::NoButton, {}, {});
        QCoreApplication::sendEvent(curve, &move);
        QCOMPARE(f.panel.words(), curve->wordsAt(512));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(curve, &leave);
        QVERIFY(f.panel.words() != curve->wordsAt(512));

        QTest::mouseClick(curve, Qt::LeftButton, {}, at(256).toPoint());
        QCOMPARE(f.plan()->contextBox()->value(), 256);
        QCOMPARE(curve->picture().chosen, 256U);
        QCOMPARE(curve->accessibleDescription(), curve->wordsAt(256));
        QTest::keyClick(curve, Qt::Key_Right);
        QCOMPARE(f.plan()->contextBox()->value(), 288);
        QTest::keyClick(curve, Qt::Key_Home);
        QCOMPARE(f.plan()->contextBox()->value(), 32);
        QTest::keyClick(curve, Qt::Key_Left);
        QCOMPARE(f.plan()->contextBox()->value(), 32);
        QTest::keyClick(curve, Qt::Key_End);
        QCOMPARE(f.plan()->contextBox()->value(), 1024);
    }

    void devicesSayTheirLargestContext()
    {
        const DeviceInfo small = deviceWith("Small", 1, DeviceType::Software, needs(CacheType::F16, 512));
        DeviceInfo refused = deviceWith("Refused", 2, DeviceType::Other, Plenty);
        refused.refusals = {"It is too old."};
        Planner f({bigDevice(), small, refused});
        QVERIFY(f.open(DefaultFile));
        BarList *list = f.plan()->deviceList();
        QCOMPARE(list->rows().size(), size_t(3)); // with the heading
        QCOMPARE(rowNamed(list, "Big").value, QString("1,024 tokens"));
        const uint32_t longest = m_model.largestContext(CacheType::Q8_0, 1, small);
        QVERIFY(longest > 512);
        QCOMPARE(rowNamed(list, "Small").value, "512, with Q8_0 " + formatPlural(longest, Noun::Token));
        QVERIFY(rowNamed(list, "Small").words.contains("largest context with a cache of F16: 512 tokens"));

        // The device is chosen by keys, and what would be opened is on it.
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY2(f.plan()->verdict().startsWith("Does not fit Small with "), qPrintable(f.plan()->verdict()));
        QCOMPARE(f.plan()->change(),
                 longest == 1024 ? QString("With a cache of Q8_0 it would fit.") : QString("It would fit Big."));
        QVERIFY(!f.plan()->useButton()->isEnabled());
        f.plan()->contextBox()->setValue(512);
        QVERIFY2(f.plan()->verdict().startsWith("Fits: "), qPrintable(f.plan()->verdict()));
        QVERIFY(f.plan()->change().isEmpty());
        QSignalSpy wanted(f.plan(), &MemoryPlanView::openWanted);
        f.plan()->useButton()->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][1].value<OpenOptions>().device, QString("Small"));
    }

    // The change that takes least away, of those that suffice.
    void saysWhatToChange()
    {
        const auto half = [&](CacheType type, uint32_t context, uint32_t sequences = 1) {
            return deviceWith("Half", 0, DeviceType::Discrete, needs(type, context, sequences));
        };
        const DeviceInfo big = deviceWith("Big", 1, DeviceType::Discrete, Plenty);
        const DeviceInfo slow = deviceWith("Slow", 1, DeviceType::Software, Plenty);
        using enum CacheType;
        QVERIFY(changeOn({half(F16, 512)}, {512, F16, 1}).isEmpty());
        QCOMPARE(changeOn({half(F16, 512), big}, {600, F16, 1}), QString("With a cache of Q8_0 it would fit."));
        QCOMPARE(changeOn({half(Q8_0, 512), big}, {1024, Q8_0, 1}), QString("It would fit Big."));
        QCOMPARE(changeOn({half(Q8_0, 512), slow}, {1024, Q8_0, 1}), QString("Shorten the context to 512 tokens."));
        QCOMPARE(changeOn({half(Q8_0, 512, 2)}, {512, Q8_0, 5}), QString("Room for 2 such contexts would fit."));
        QCOMPARE(changeOn({half(Q8_0, 512)}, {512, Q8_0, 2}), QString("Room for 1 such context would fit."));
        const uint32_t longest = m_model.largestContext(Q8_0, 1, half(F16, 256));
        QVERIFY(longest > 256 && longest < 1024);
        QCOMPARE(changeOn({half(F16, 256)}, {1024, F16, 1}),
                 QString("Shorten the context to 256, or to %1 with a cache of Q8_0.")
                     .arg(formatPlural(longest, Noun::Token)));
    }

    // Not even one token fits: neither cache nor context helps.
    void saysWhatToChangeWhereNothingFits()
    {
        using enum CacheType;
        const DeviceInfo slow = deviceWith("Slow", 1, DeviceType::Software, Plenty);
        DeviceInfo tiny = deviceWith("Tiny", 0, DeviceType::Discrete, 1000);
        QCOMPARE(changeOn({tiny, slow}, {512, F16, 1}), QString("It would fit Slow."));
        QCOMPARE(changeOn({tiny}, {512, F16, 1}), QString("Take a smaller model, or a device that has more."));
        const MemoryPlan one = m_file.plan(1, F16);
        tiny.heaps[0].budget = one.cacheBytes + one.scratchBytes + 1000;
        QCOMPARE(changeOn({tiny}, {512, F16, 1}),
                 QString("Take a file with fewer bits a weight: 1000 B of weights would fit, and these take %1.")
                     .arg(formatBytes(one.weightsBytes)));
        tiny.heaps[0].budget = Plenty;
        tiny.largestRead = 1000;
        QCOMPARE(changeOn({tiny}, {512, F16, 1}),
                 QString("Take a file with fewer bits a weight: its largest tensor may take 1000 B."));
    }

    void severalContextsThatDoNotFitAreCounted()
    {
        const DeviceInfo device = deviceWith("Half", 0, DeviceType::Discrete, needs(CacheType::Q8_0, 512, 2));
        const MemoryPlan five = planForContext(m_file.plan(0, CacheType::Q8_0), 512, 5);
        const uint32_t longest = longestContext(five, device, 5);
        QVERIFY(longest > 0 && longest < 512);
        const QString sentence = misfitSentence(five, device, longest);
        QVERIFY2(sentence.contains(": 5 contexts of 512 tokens need ") &&
                     sentence.endsWith(QString("; at most %1 fit.").arg(formatPlural(longest, Noun::Token))),
                 qPrintable(sentence));
    }

    void aDroppedModelIsPlanned()
    {
        Planner f;
        f.store.setModel(moeModel());
        const auto isTaken = [&](const QString &path) {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(path)});
            QWidget *page = f.plan()->widget();
            QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(page, &enter);
            if (!enter.isAccepted())
                return false;
            QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(page, &drop);
            return true;
        };
        QVERIFY(!isTaken("/runs/one.run")); // which is opened by the window
        QVERIFY(!f.plan()->isOfFile());
        QVERIFY(isTaken(DefaultFile));
        QVERIFY(f.plan()->isOfFile() && f.settle());
        QVERIFY2(f.plan()->verdict().startsWith("Fits: "), qPrintable(f.plan()->verdict()));
    }
};

QTEST_MAIN(TestMemoryPlanner)
#include "tst_memory_planner.moc"
