// What a person takes out of the window as files: the routing of a run, and pictures of the views.
#include "api/routing_export.h"
#include "app/message_bar.h"
#include "app/mode_switch.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/experts/expert_map.h"
#include "panels/experts/experts_panel.h"
#include "panels/experts/load_view.h"
#include "panels/memory/memory_panel.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QDockWidget>
#include <QFileDialog>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTabWidget>
#include <QXmlStreamReader>

using namespace deepscope;

namespace {

constexpr const char *Forms[] = {"CSV", "NumPy", "Usage", "moe-trace"};

struct Fixture : test::WindowFixture {
    explicit Fixture(const QString &settings) : WindowFixture(settings)
    {
        window.resize(1280, 800);
        loadDefault();
    }

    QAction *form(const char *part) const
    {
        for (QAction *action : window.actionTable().exportRouting->menu()->actions())
            if (action->text().remove('&').contains(part))
                return action;
        return nullptr;
    }

    // The entry of a panel, as it is when the menu opens.
    QAction *picture(const char *dock) const
    {
        QMenu *menu = window.actionTable().savePicture->menu();
        emit menu->aboutToShow();
        return menu->findChild<QAction *>(dock);
    }

    // What was asked for is saved there: the name is typed into the dialog.
    bool saveAs(const QString &path)
    {
        const QPointer<QFileDialog> dialog = window.findChild<QFileDialog *>();
        if (!dialog || dialog->acceptMode() != QFileDialog::AcceptSave)
            return false;
        auto *name = dialog->findChild<QLineEdit *>();
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
        return QTest::qWaitFor([&] { return !dialog; });
    }

    bool saves(QAction *action, const QString &path)
    {
        action->trigger();
        return saveAs(path) && QTest::qWaitFor([&] { return QFileInfo::exists(path); });
    }

    ExpertsPanel *experts() const { return window.findChild<ExpertsPanel *>(); }
};

QByteArrayList linesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QByteArrayList();
}

// All texts of a drawing, and its size in logical pixels.
struct Drawing {
    QStringList texts;
    QRect box;
    int images = 0;

    explicit Drawing(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return;
        QXmlStreamReader xml(&file);
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::StartElement) {
                const QStringList numbers = xml.attributes().value("viewBox").toString().split(' ');
                if (xml.name() == u"svg" && numbers.size() == 4 &&
                    xml.attributes().value("shape-rendering") == u"crispEdges")
                    box = QRect(0, 0, numbers[2].toInt(), numbers[3].toInt());
                else if (xml.name() == u"text")
                    texts << xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                else if (xml.name() == u"image")
                    ++images;
            }
        if (xml.hasError())
            box = QRect();
    }
};

} // namespace

class TestExports : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;
    QTemporaryDir m_folder;

private slots:
    void routingIsWrittenAsTheRunHasIt()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        QVERIFY(f.window.actionTable().exportRouting->isEnabled());
        const QString trace = m_folder.filePath("moe trace.csv"), csv = m_folder.filePath("choices");
        QVERIFY(f.saves(f.form("moe-trace"), trace));
        const ChoiceList list = readChoiceList(std::filesystem::path(trace.toStdU16String()));
        const size_t tokens = test::additionPieces().size();
        QCOMPARE(list.choices.size(), tokens * 4);
        for (size_t i = 0; i < list.choices.size(); ++i) {
            const size_t token = i / 4;
            QCOMPARE(size_t(list.choices[i].layer), 1 + i / 2 % 2);
            QCOMPARE(size_t(list.choices[i].expert), (i % 2 ? token + 3 : token) % 8);
        }
        f.form("CSV")->trigger(); // the ending is added
        QVERIFY(f.saveAs(csv));
        QTRY_VERIFY(QFileInfo::exists(csv + ".csv"));
        const QByteArrayList rows = linesOf(csv + ".csv");
        QCOMPARE(rows.size(), qsizetype(1 + tokens * 4));
        QCOMPARE(rows[1 + test::CarryToken * 4 + 3], QByteArray("17,117,think,2,1,4,0.3"));
        QTRY_COMPARE(f.window.statusBar()->currentMessage(), QString("Saved choices.csv."));
        QVERIFY(f.saves(f.form("Usage"), m_folder.filePath("usage.csv")));
        QCOMPARE(linesOf(m_folder.filePath("usage.csv"))[1], QByteArray("1,0,6,3"));
    }

    // The norms of outputs are in it once they were measured; till then it says what measures them.
    void usageSaysWhereNormsComeFrom()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        QVERIFY(f.saves(f.form("Usage"), m_folder.filePath("plain.csv")));
        QTRY_COMPARE(f.window.statusBar()->currentMessage(),
                     QString("Saved plain.csv without mean norms: Reach in Compare Experts measures them."));
        QCOMPARE(linesOf(m_folder.filePath("plain.csv"))[0], QByteArray("layer,expert,count,weight"));
        const Run &run = *f.window.workbench().store().current();
        f.window.workbench().trials().survey.start();
        Scores scores;
        scores.run = f.log.scores.back().run;
        for (int token = 0; token < run.size(); ++token) {
            ScoredPosition position;
            position.margins.assign(2, {1, 1});
            for (const int expert : {token % 8, (token + 3) % 8, token % 8, (token + 3) % 8})
                position.routing.push_back({uint16_t(expert), 0.5F});
            position.extents.assign(4, {2, 1});
            scores.positions.push_back(position);
        }
        f.send(scores);
        QVERIFY(f.saves(f.form("Usage"), m_folder.filePath("measured.csv")));
        QTRY_COMPARE(f.window.statusBar()->currentMessage(), QString("Saved measured.csv."));
        QCOMPARE(linesOf(m_folder.filePath("measured.csv"))[0], QByteArray("layer,expert,count,weight,mean_norm"));
        QCOMPARE(linesOf(m_folder.filePath("measured.csv"))[1], QByteArray("1,0,6,3,2"));
    }

    void bothArraysHaveOneName()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        const QString ids = m_folder.filePath("run-ids.npy"), weights = m_folder.filePath("run-weights.npy");
        f.form("NumPy")->trigger();
        QVERIFY(f.saveAs(m_folder.filePath("run.npy")));
        QTRY_VERIFY(f.window.statusBar()->currentMessage().contains("run-ids.npy and -weights.npy"));
        QVERIFY(QFileInfo::exists(ids) && QFileInfo::exists(weights));
        QVERIFY(!QFileInfo::exists(m_folder.filePath("run.npy")));
        // Layers x tokens x choices, four bytes each, behind a header of 128.
        QCOMPARE(QFileInfo(ids).size(), 128 + 4 * 3 * qint64(test::additionPieces().size()) * 2);

        // A file that nobody was asked about stays.
        QFile old(ids);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        f.form("NumPy")->trigger();
        QVERIFY(f.saveAs(m_folder.filePath("run.npy")));
        QTRY_VERIFY(f.window.messageBar()->isVisible());
        QVERIFY2(f.window.messageBar()->message().contains("run-ids.npy is there already."),
                 qPrintable(f.window.messageBar()->message()));
        QCOMPARE(QFileInfo(ids).size(), qint64(3));
    }

    void whatCannotBeWrittenIsSaid()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        QVERIFY(QDir(m_folder.path()).mkpath("gone"));
        f.form("CSV")->trigger();
        const QPointer<QFileDialog> dialog = f.window.findChild<QFileDialog *>();
        const QString place = m_folder.filePath("gone/x.csv");
        dialog->findChild<QLineEdit *>()->setText(place);
        QVERIFY(QDir(m_folder.path()).rmdir("gone"));
        emit dialog->fileSelected(place);
        QTRY_VERIFY(f.window.messageBar()->isVisible());
        QVERIFY2(f.window.messageBar()->message().contains("gone/x.csv: the file cannot be written"),
                 qPrintable(f.window.messageBar()->message()));
        QVERIFY(f.saves(f.form("CSV"), m_folder.filePath("elsewhere.csv")));
        QTRY_VERIFY(!f.window.messageBar()->isVisible()); // settled
    }

    void withoutRoutingItSaysWhy()
    {
        Fixture f(m_settings.newFile());
        const QAction *routing = f.window.actionTable().exportRouting;
        QVERIFY(!routing->isEnabled() && !routing->statusTip().isEmpty());
        f.type("What is 47 + 85?");
        f.stream(0, 5);
        QVERIFY(!routing->isEnabled() && routing->statusTip().contains("goes on"));
        f.stream(5, test::additionPieces().size());
        f.send(test::summaryOf(f.log.starts.back().run));
        QVERIFY(routing->isEnabled() && routing->statusTip().isEmpty());
        QCOMPARE(routing->menu()->actions().size(), qsizetype(4));
        for (const char *form : Forms)
            QVERIFY2(f.form(form), form);
        f.window.actionTable().newChat->trigger();
        QVERIFY(!routing->isEnabled());
    }

    // Twice as many pixels as on the screen, and each cell of the map in its place.
    void aPictureIsTheViewUnderATitle()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.window.workbench().selection().setHover({3, 1, 3});
        const QString file = m_folder.filePath("map.png");
        QVERIFY(f.picture("experts")->isEnabled());
        QVERIFY(f.saves(f.picture("experts"), file));
        const ExpertMap *map = f.experts()->map();
        const QImage picture(file), seen = const_cast<ExpertMap *>(map)->grab().toImage();
        const int margin = 4 * Step;
        QCOMPARE(picture.width(), 2 * (std::max(map->width(), 80 * Step) + 2 * margin));
        QVERIFY(picture.height() > 2 * (map->height() + 2 * margin));
        const int top = picture.height() / 2 - margin - map->height();
        int coloured = 0;
        const QRgb panel = Palette::of(map->palette())(Role::Panel).rgb();
        for (const int token : {0, 5, 12, 23})
            for (int expert = 0; expert < 8; ++expert) {
                const QPoint at = map->cellRect({token, 1, expert}).center().toPoint();
                const QRgb pixel = picture.pixel(2 * (margin + at.x()) + 1, 2 * (top + at.y()) + 1);
                QCOMPARE(pixel, seen.pixel(at));
                coloured += pixel != panel;
            }
        QVERIFY(coloured >= 8);
        // Something is written above, and no pointer's outline is left.
        int inked = 0;
        for (int x = 0; x < picture.width(); ++x)
            for (int y = 0; y < 2 * top; ++y)
                inked += picture.pixel(x, y) != panel;
        QVERIFY(inked > 500);
        QVERIFY(f.window.workbench().selection().hover().empty());
    }

    void aDrawingSaysWhatItIsOf()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        f.window.workbench().selection().setRange({10, 21});
        f.window.workbench().selection().setFocus({test::CarryToken, 1, 1});
        auto *tabs = f.experts()->tabs();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            const PanelView view = f.experts()->shownView();
            // A view that was hidden takes its room when it is shown.
            for (QSize before(-1, -1); before != view.widget->size(); QTest::qWait(20))
                before = view.widget->size();
            const QString file = m_folder.filePath(QString("view%1.svg").arg(tab));
            QVERIFY(f.saves(f.picture("experts"), file));
            const Drawing drawing(file);
            QVERIFY2(drawing.texts.size() > 4, qPrintable(view.name));
            QCOMPARE(drawing.texts[0], QStringLiteral("%1 \u2014 Small").arg(view.name));
            QVERIFY2(drawing.texts[1].startsWith("tokens 10 to 20 of ") &&
                         drawing.texts[1].contains("What is 47 + 85?"),
                     qPrintable(drawing.texts[1]));
            QCOMPARE(drawing.box.width(), std::max(view.widget->width(), 80 * Step) + 8 * Step);
            QVERIFY2(drawing.box.height() > view.widget->height() + 8 * Step,
                     qPrintable(
                         QString("%1: %2 for %3").arg(view.name).arg(drawing.box.height()).arg(view.widget->height())));
            if (tab != 2)                               // a table has symbols of the style
                QCOMPARE(drawing.images > 0, tab == 0); // the map is drawn by pixels
        }
        QVERIFY(Drawing(m_folder.filePath("view1.svg")).texts[0].contains("token 17"));
    }

    void scrollBarsAreLeftOut()
    {
        Fixture f(m_settings.newFile());
        LoadedModel model = test::smallModel();
        model.info.layers = 61;
        model.memory.layers.resize(61);
        f.window.open("default");
        f.send(model);
        f.type("What is 47 + 85?");
        for (TokenTrace trace : test::tracesOf(f.log.starts.back().run, test::additionPieces())) {
            const std::vector<ExpertHit> layer(trace.routing.begin(), trace.routing.begin() + 2);
            while (trace.routing.size() < 120)
                trace.routing.insert(trace.routing.end(), layer.begin(), layer.end());
            f.log.send(trace);
        }
        f.send(test::summaryOf(f.log.starts.back().run));
        ExpertMap *map = f.experts()->map();
        const auto *bar = map->findChild<QScrollBar *>();
        QVERIFY(bar->isVisible());
        const QImage seen = map->grab().toImage();
        const QRgb panel = Palette::of(map->palette())(Role::Panel).rgb();
        const QString file = m_folder.filePath("low.png");
        QVERIFY(f.saves(f.picture("experts"), file));
        const QImage picture(file);
        const int left = 4 * Step, top = picture.height() / 2 - 4 * Step - map->height();
        int shown = 0;
        for (int y = bar->y(); y < bar->y() + bar->height(); ++y)
            for (int x = bar->x(); x < bar->x() + bar->width(); ++x) {
                shown += seen.pixel(x, y) != panel;
                QCOMPARE(picture.pixel(2 * (left + x), 2 * (top + y)), panel);
            }
        QVERIFY(shown > 100);
    }

    void everyPanelHasAPicture()
    {
        Fixture f(m_settings.newFile());
        for (const char *dock : {"experts", "memory", "tokenDetails", "tokens"})
            QVERIFY2(f.picture(dock), dock);
        QVERIFY(!f.picture("experts")->isEnabled()); // there is no run yet
        f.ask();
        for (const char *dock : {"memory", "tokenDetails", "tokens"}) {
            f.window.findChild<QDockWidget *>(dock)->raise();
            QCoreApplication::processEvents();
            QVERIFY2(f.picture(dock)->isEnabled(), dock);
            const QString file = m_folder.filePath(QString(dock) + ".png");
            QVERIFY2(f.saves(f.picture(dock), file), dock);
            QVERIFY2(QImage(file).width() > 300, dock);
        }
        QVERIFY(!f.picture("memory")->isEnabled()); // it is behind another
        f.window.findChild<QDockWidget *>("experts")->hide();
        QVERIFY(!f.picture("experts")->isEnabled());
        const auto shown = [&] {
            f.picture("experts");
            int count = 0;
            for (const QAction *action : f.window.actionTable().savePicture->menu()->actions())
                count += action->isVisible();
            return count;
        };
        QCOMPARE(shown(), 5);
        f.window.modes().go(Mode::Learning);
        QVERIFY(!f.picture("experts")->isVisible() && shown() > 0); // that mode has others
        QVERIFY(!f.window.actionTable().exportRouting->isVisible());
    }

    void theMenuOfAPanelSavesItsPicture()
    {
        Fixture f(m_settings.newFile());
        f.ask();
        QWidget *map = f.experts()->map();
        map->setFocus();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, map->rect().center(),
                                map->mapToGlobal(map->rect().center()));
        QCoreApplication::sendEvent(map, &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QVERIFY(menu->actions().back()->text().contains("Picture"));
        QTest::keyClick(menu, Qt::Key_P);
        const QString file = m_folder.filePath("by menu.svg");
        QVERIFY(f.saveAs(file));
        QTRY_VERIFY(QFileInfo::exists(file));
        QVERIFY(Drawing(file).texts[0].startsWith("Expert map"));
    }

    // What does not fit below the title ends in an ellipsis; the range stands before it.
    void longQuestionsAreCut()
    {
        Fixture f(m_settings.newFile());
        f.type(QString("Why? ").repeated(200));
        f.stream(0, test::additionPieces().size());
        f.send(test::summaryOf(f.log.starts.back().run));
        const QString file = m_folder.filePath("long.svg");
        QVERIFY(f.saves(f.picture("experts"), file));
        const Drawing drawing(file);
        QVERIFY2(drawing.texts[1].startsWith("all 24 tokens of ") && drawing.texts[1].endsWith(u'\u2026'),
                 qPrintable(drawing.texts[1]));
        QVERIFY(drawing.texts[1].size() < 200);
    }
};

QTEST_MAIN(TestExports)
#include "tst_exports.moc"
