// The model browser on a tree of folders that stands for a home: what it lists, what a person can do with it.
#include "app/context_box.h"
#include "app/main_window.h"
#include "app/model_browser.h"
#include "app/model_button.h"
#include "app/model_places.h"
#include "app/model_table.h"
#include "app/open_options_view.h"
#include "model/gguf_writer.h"
#include "panels/shared/bar_list.h"
#include "support/scripted_engine.h"
#include "support/scripted_lab.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <semaphore>

using namespace deepscope;

namespace {

constexpr uint64_t Plenty = uint64_t(4) << 30;

QString native(const QString &path) { return QDir::toNativeSeparators(path); }

// A home with models of other programs, and a folder of the user's beside it.
struct Home {
    Home()
    {
        add(".lmstudio/models/someone/Gemma-GGUF/gemma-3-F32.gguf", "Gemma", "gemma3", 1 << 16);
        add(".cache/llama.cpp/big.gguf", "Big", "llama", 1 << 18);
        add("mine/Small.gguf", "Small", "llama", 1 << 10);
        const std::filesystem::path broken = path("mine/broken.gguf").toStdString();
        add("mine/broken.gguf", "Broken", "llama", 1 << 12);
        std::filesystem::resize_file(broken, std::filesystem::file_size(broken) - 64);
        std::filesystem::copy_file(DEEPSCOPE_RESOURCES "/default.gguf", path("mine/usable.gguf").toStdString());
    }

    QString path(const QString &name) const { return folder.filePath(name); }

    void add(const QString &name, const std::string &title, const std::string &architecture, uint64_t values) const
    {
        GgufWriter writer;
        writer.setString("general.architecture", architecture);
        writer.setString("general.name", title);
        writer.setUnsigned("general.file_type", 0);
        writer.addTensor("token_embd.weight", {values}, std::vector<float>(values));
        const std::filesystem::path file = path(name).toStdString();
        std::filesystem::create_directories(file.parent_path());
        writer.write(file);
    }

    ModelPlaces places() const
    {
        const auto home = [root = folder.path().toStdString()](const char *name) {
            return std::string(name) == "HOME" ? root : std::string();
        };
        ModelPlaces places;
        for (const ModelFolder &place : knownModelFolders(home, Platform::Linux))
            if (place.path.starts_with(folder.path().toStdString())) // not the folders of the system
                places.known.push_back(place);
        return places;
    }

    QTemporaryDir folder;
};

DeviceInfo deviceWith(uint64_t bytes)
{
    DeviceInfo device;
    device.name = "Test device";
    device.heaps = {{bytes, bytes, true}};
    return device;
}

struct Fixture {
    explicit Fixture(ModelPlaces places, uint64_t deviceBytes = Plenty, const QString &inUse = {})
        : browser(std::move(places), {inUse,
                                      [=] {
                                          return DeviceList{{deviceWith(deviceBytes)}, {}};
                                      },
                                      [](const QString &) { return OpenOptions(); }}),
          table(browser.findChild<ModelTable *>()),
          tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        browser.show();
        settle();
    }

    void settle() { QTRY_VERIFY(!browser.isSearching() && !browser.isPlanning()); }

    QStringList column(int column) const
    {
        QStringList texts;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            texts << table->model()->index(row, column).data().toString();
        return texts;
    }
    QStringList names() const { return column(ModelListModel::NameColumn); }

    void select(const QString &name) { table->setCurrentIndex(table->model()->index(int(names().indexOf(name)), 0)); }
    QString sentence() const { return browser.findChild<QLabel *>("fitSentence")->text(); }
    QString status() const { return browser.findChild<QLabel *>("modelStatus")->text(); }
    void filter(const QString &words) { browser.findChild<QLineEdit *>("modelFilter")->setText(words); }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : browser.findChildren<QPushButton *>())
            if (QString(button->text()).remove(u'&').trimmed() == text)
                return button;
        return nullptr;
    }

    ModelBrowser browser;
    ModelTable *table;
    QAbstractItemModelTester tester;
};

} // namespace

class TestModelBrowser : public QObject {
    Q_OBJECT

private slots:
    void listsWhatOtherProgramsKeep()
    {
        const Home home;
        Fixture window(home.places());
        QCOMPARE(window.names(), QStringList({"Deepscope default", "Gemma", "Big"}));
        QCOMPARE(window.column(ModelListModel::SourceColumn), QStringList({"Deepscope", "LM Studio", "llama.cpp"}));
        QCOMPARE(window.column(ModelListModel::FitColumn)[0], QString("fits"));
        QCOMPARE(window.column(ModelListModel::QuantisationColumn)[1], QString("F32"));
        QCOMPARE(window.table->currentIndex().row(), 0);
        QVERIFY2(window.sentence().startsWith("Fits Test device with its whole context of 1,024 tokens: weights "),
                 qPrintable(window.sentence()));
        QVERIFY(window.table->hint().isEmpty());
    }

    void sortsBySizeAsNumbersWithTheDefaultModelFirst()
    {
        const Home home;
        ModelPlaces places = home.places();
        places.folders << home.path("mine");
        Fixture window(places);
        QVERIFY(window.names().size() == 6);
        window.table->sortByColumn(ModelListModel::SizeColumn, Qt::AscendingOrder);
        // 4 KiB, 16 KiB, 256 KiB, 1 MiB, then a copy of the default model: by letters, 16 would come before 4.
        QCOMPARE(window.names().mid(0, 5), QStringList({"Deepscope default", "Small", "Broken", "Gemma", "Big"}));
        window.table->sortByColumn(ModelListModel::SizeColumn, Qt::DescendingOrder);
        QCOMPARE(window.names()[0], QString("Deepscope default"));
        QCOMPARE(window.names().mid(2), QStringList({"Big", "Gemma", "Broken", "Small"}));
        window.table->sortByColumn(ModelListModel::FitColumn, Qt::AscendingOrder);
        QCOMPARE(window.column(ModelListModel::FitColumn).mid(0, 3), QStringList({"fits", "fits", "cannot be opened"}));
    }

    void opensWhatCanBeOpened()
    {
        const Home home;
        ModelPlaces places = home.places();
        places.folders << home.path("mine");
        Fixture window(places);
        QSignalSpy chosen(&window.browser, &ModelBrowser::chosen);
        window.select("Gemma");
        QVERIFY2(window.sentence().startsWith("Architecture 'gemma3' is not supported"), qPrintable(window.sentence()));
        QVERIFY(!window.button("Open")->isEnabled());
        QTest::keyClick(window.table, Qt::Key_Return);
        window.select("Broken");
        QVERIFY2(window.sentence().contains("damaged or incomplete"), qPrintable(window.sentence()));
        QVERIFY(!window.button("Open")->isEnabled());
        QCOMPARE(chosen.count(), 0);

        window.filter("usable");
        QCOMPARE(window.names().size(), 1);
        QTest::keyClick(window.table, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].toString(), home.path("mine/usable.gguf"));
        QVERIFY(!window.browser.isVisible());
    }

    void doubleClickOpens()
    {
        const Home home;
        Fixture window(home.places());
        QSignalSpy chosen(&window.browser, &ModelBrowser::chosen);
        const QPoint first = window.table->visualRect(window.table->model()->index(0, 0)).center();
        QTest::mouseClick(window.table->viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(chosen.count(), 0);
        QTest::mouseDClick(window.table->viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].toString(), QString("default"));
    }

    void saysWhatFits()
    {
        const Home home;
        const uint64_t whole = checkModel("default", deviceWith(Plenty), CacheType::F16).whole.totalBytes();
        Fixture less(home.places(), whole - 1000);
        const QString words = less.column(ModelListModel::FitColumn)[0];
        QVERIFY2(words.startsWith("fits with ") && words.endsWith(" tokens"), qPrintable(words));
        QVERIFY2(less.sentence().contains("of its 1,024 tokens"), qPrintable(less.sentence()));
        Fixture none(home.places(), 1 << 20);
        QCOMPARE(none.column(ModelListModel::FitColumn)[0], QString("does not fit"));
        QVERIFY2(none.sentence().startsWith("Does not fit Test device with 1.00 MiB: weights "),
                 qPrintable(none.sentence()));
        QVERIFY(none.button("Open")->isEnabled()); // memory may be free by then; the engine has the last word
    }

    void filtersByWords()
    {
        const Home home;
        Fixture window(home.places());
        window.filter("STUDIO someone");
        QCOMPARE(window.names(), QStringList{"Gemma"});
        QCOMPARE(window.table->currentIndex().row(), 0);
        window.filter("nonsense");
        QCOMPARE(window.names(), QStringList());
        QVERIFY(window.table->hint().contains("No model matches “nonsense”"));
        QVERIFY(!window.button("Open")->isEnabled());
        window.filter({});
        QCOMPARE(window.names().size(), 3);
        QVERIFY(window.table->hint().isEmpty());
    }

    void addsAndRemovesFolders()
    {
        const Home home;
        Fixture window(home.places());
        QSignalSpy changed(&window.browser, &ModelBrowser::foldersChanged);
        QVERIFY(!window.button("Remove Folder")->isEnabled());
        window.browser.addFolder(home.path("mine"));
        window.settle();
        QVERIFY(window.names().contains("Small"));
        QVERIFY2(window.status().startsWith("6 models · 4 cannot be opened"), qPrintable(window.status()));
        window.browser.addFolder(home.path("mine")); // again: once in the list
        window.settle();
        QCOMPARE(window.browser.folders(), QStringList{home.path("mine")});
        QCOMPARE(changed.count(), 1);
        QMenu *menu = window.button("Remove Folder")->menu();
        QCOMPARE(menu->actions().size(), 1);
        menu->actions().first()->trigger();
        window.settle();
        QVERIFY(!window.names().contains("Small"));
        QCOMPARE(changed.count(), 2);
        QVERIFY(changed[1][0].toStringList().isEmpty());
    }

    void saysWhereItLookedWhenThereIsNothing()
    {
        const QTemporaryDir empty;
        Fixture window({{{(empty.path() + "/hub").toStdString(), ModelSource::HuggingFace}}, {empty.path()}});
        QCOMPARE(window.names(), QStringList{"Deepscope default"});
        QVERIFY(window.table->hint().contains("Hugging Face: " + shortPath(empty.path() + "/hub")));
        QVERIFY(window.table->hint().contains("your folder: " + shortPath(empty.path())));
        QVERIFY(window.table->hint().contains("Add a folder"));
        QVERIFY(!window.button("Show in Folder")->isEnabled());
    }

    void selectsTheModelInUseAndKeepsTheSelection()
    {
        const Home home;
        Fixture window(home.places(), Plenty, home.path(".cache/llama.cpp/big.gguf"));
        QCOMPARE(window.names()[window.table->currentIndex().row()], QString("Big"));
        QTest::keyClick(window.table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), native(home.path(".cache/llama.cpp/big.gguf")));
        window.select("Gemma");
        QTest::mouseClick(window.button("Rescan"), Qt::LeftButton);
        window.settle();
        QCOMPARE(window.names()[window.table->currentIndex().row()], QString("Gemma"));
    }

    void aStoppedSearchSaysSo()
    {
        const Home home;
        std::counting_semaphore<> stopped(0); // the search must not be done before it is stopped
        ModelFinder finder([&] {
            stopped.acquire();
            return std::optional<DeviceInfo>();
        });
        QSignalSpy finished(&finder, &ModelFinder::finished), found(&finder, &ModelFinder::found);
        finder.search(home.places().all());
        finder.cancel();
        stopped.release(8); // once for each search that comes
        QVERIFY(finished.wait());
        QVERIFY(!finished[0][0].value<ScanOutcome>().complete);
        QVERIFY(!finder.isSearching());
        finder.search(home.places().all());
        finder.search({}); // of the first nothing more is heard
        found.clear();
        QVERIFY(finished.wait());
        QCOMPARE(finished.count(), 2);
        QCOMPARE(found.count(), 1);
    }

    void plansTheOptionsLive()
    {
        const Home home;
        Fixture window(home.places());
        OpenOptionsView *options = window.browser.options();
        const auto cache = [&] { return options->bars()->rows()[1].segments[0].value; };
        const auto planned = [&](uint32_t context, CacheType type) { // the device has room for eight of them
            return 8 * double(ModelFile("default").plan(context, type).cacheBytes);
        };
        QCOMPARE(options->contextBox()->text(), QString("Automatic: 1,024 tokens"));
        QCOMPARE(cache(), planned(0, CacheType::F16));
        options->cacheBox()->setCurrentIndex(options->cacheBox()->findData("q8_0"));
        window.settle();
        QCOMPARE(cache(), planned(0, CacheType::Q8_0));
        options->contextBox()->setValue(100);
        window.settle();
        QCOMPARE(cache(), planned(100, CacheType::Q8_0));
        QVERIFY2(window.sentence().contains("with a context of 100 of its 1,024 tokens"),
                 qPrintable(window.sentence()));
        options->contextBox()->setValue(5000); // more than the model has
        QCOMPARE(options->contextBox()->value(), 1024);
        options->contextBox()->stepBy(-1);
        QCOMPARE(options->contextBox()->value(), 512);
        options->contextBox()->stepBy(-1);
        QCOMPARE(options->contextBox()->value(), 0);
        QCOMPARE(options->deviceBox()->count(), 2); // automatic, and the one that is there
    }

    void anotherModelHasItsOwnOptions()
    {
        const Home home;
        ModelPlaces places = home.places();
        places.folders << home.path("mine");
        Fixture window(places);
        OpenOptionsView *options = window.browser.options();
        options->contextBox()->setValue(100);
        window.select("Gemma"); // before the plan has come
        QVERIFY(!window.browser.isPlanning());
        QVERIFY(!options->isEnabled()); // it cannot be opened
        QCOMPARE(options->bars()->rows()[1].value, QString("–"));
        window.table->setCurrentIndex(window.table->model()->index(0, 0));
        window.settle();
        QVERIFY(options->isEnabled());
        QCOMPARE(options->options().context, 100U); // what was changed is not lost
    }

    void theWindowOpensTheChosenModel()
    {
        const Home home;
        for (const char *variable : {"XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE", "OLLAMA_MODELS", "LLAMA_CACHE"})
            qunsetenv(variable);
        for (const char *variable : {"HOME", "USERPROFILE"})
            qputenv(variable, home.folder.path().toUtf8());
        const QString settings = home.path("settings.ini");
        {
            test::EngineLog log;
            test::LabLog lab;
            MainWindow window(test::scriptedEngine(log), test::scriptedLab(lab),
                              std::make_unique<QSettings>(settings, QSettings::IniFormat));
            window.show();
            QMenu *menu = window.findChild<ModelButton *>()->menu();
            QVERIFY(menu->actions().contains(window.actionTable().models));
            window.actionTable().models->trigger();
            auto *browser = window.findChild<ModelBrowser *>();
            QVERIFY(browser && browser->isVisible());
            browser->addFolder(home.path("mine"));
            QTRY_VERIFY(!browser->isSearching());
            browser->findChild<QLineEdit *>("modelFilter")->setText("usable");
            QTest::keyClick(browser->findChild<ModelTable *>(), Qt::Key_Return);
            QCOMPARE(log.loads.size(), size_t(1));
            QCOMPARE(QString::fromStdString(log.loads[0].path), home.path("mine/usable.gguf"));
            QTRY_VERIFY(!window.findChild<ModelBrowser *>());
        }
        const Settings kept(std::make_unique<QSettings>(settings, QSettings::IniFormat));
        QCOMPARE(kept.modelFolders(), QStringList{home.path("mine")});
    }
};

QTEST_MAIN(TestModelBrowser)
#include "tst_model_browser.moc"
