// What the engine says stands in German in the German window; and a sentence that it adds is missed here.
#include "api/alteration.h"
#include "api/error.h"
#include "api/model_file.h"
#include "api/path_text.h"
#include "app/message_bar.h"
#include "app/recording.h"
#include "models/engine_sentence_tables.h"
#include "models/engine_sentences.h"
#include "paint/texts.h"
#include "support/window_fixture.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

using namespace deepscope;
using Fixture = test::WindowFixture;

namespace {

std::vector<SentenceTemplate> allTemplates()
{
    std::vector<SentenceTemplate> all;
    for (const std::span<const SentenceTemplate> table : sentenceTables())
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

QStringList placesIn(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%\\d"));
    QStringList found;
    for (auto each = place.globalMatch(text); each.hasNext();)
        found << each.next().captured();
    return found;
}

// With figures that no word of the engine is.
QString filled(QString text)
{
    for (int i = 1; i <= 9; ++i)
        text.replace(u'%' + QString::number(i), u'0' + QString::number(i));
    return text;
}

QString german(const char *english) { return QCoreApplication::translate("Engine", english); }

// Calls that say what is wrong, and those that say so for another one.
const QRegularExpression &calls()
{
    static const QRegularExpression expression(
        QStringLiteral("\\bError\\(ErrorKind::(?!Internal)\\w+,|\\bFailure\\{ErrorKind::\\w+,|\\bthrow std::string\\(|"
                       "\\b(fail|failAtRecord|failureOf|refuse|remark|require|pauseFor|check|wrong)\\("));
    return expression;
}

// To the bracket that closes the call, in which brackets of texts do not count.
QString callFrom(const QString &code, qsizetype begin)
{
    int depth = 1;
    bool quoted = false;
    qsizetype at = begin;
    for (; at < code.size() && depth > 0; ++at) {
        const QChar letter = code[at];
        if (quoted && letter == u'\\')
            ++at;
        else if (letter == u'"')
            quoted = !quoted;
        else if (!quoted)
            depth += letter == u'(' ? 1 : letter == u')' ? -1 : 0;
    }
    return code.mid(begin, at - begin);
}

// The texts of a call that are of several words, without what surrounds the words.
QStringList wordsIn(const QString &call)
{
    static const QRegularExpression literal(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
    static const QRegularExpression edges(QStringLiteral("^[\\s:;,.()]+|[\\s:;,.(]+$"));
    QStringList found;
    for (auto each = literal.globalMatch(call); each.hasNext();) {
        const QString text = each.next().captured(1).replace("\\\"", "\"").remove(edges);
        if (text.contains(u' '))
            found << text;
    }
    return found;
}

// Where no sentence reaches the window.
bool isSilent(const QString &file)
{
    static const QStringList places{
        "cli/",               // the command line
        "synth/",             // made from the command line
        "lab/training.cpp",   // so is training without the lab
        "lab/recipes.cpp",    // and its texts
        "reference/",         // for tests
        "gpu/validation.cpp", // for tests
        "api/error.h",        // the class
    };
    return std::ranges::any_of(places, [&](const QString &place) { return file.startsWith(place); });
}

// "FILE:LINE: TEXT" of each text of the engine that is in no template.
QStringList unknownWords()
{
    QString known;
    for (const SentenceTemplate &sentence : allTemplates())
        known += QString::fromUtf8(sentence.english) + u'\n';
    QStringList unknown;
    const QString engine = QStringLiteral(DEEPSCOPE_SOURCE "/engine/");
    QDirIterator files(engine, {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next(), name = path.mid(engine.size());
        QFile file(path);
        if (isSilent(name) || !file.open(QIODevice::ReadOnly))
            continue;
        const QString code = QString::fromUtf8(file.readAll());
        for (auto each = calls().globalMatch(code); each.hasNext();) {
            const QRegularExpressionMatch match = each.next();
            if (name.startsWith(QLatin1String("ops/")) && !match.captured().startsWith(QLatin1String("Error")))
                continue; // a mistake of the program itself
            for (const QString &words : wordsIn(callFrom(code, match.capturedEnd())))
                if (!known.contains(words))
                    unknown << QString("engine/%1:%2: %3")
                                   .arg(name)
                                   .arg(code.left(match.capturedStart()).count(u'\n') + 1)
                                   .arg(words);
        }
    }
    return unknown;
}

Failure failureOfOpening(const QString &path)
{
    try {
        const ModelFile file(path.toStdString());
    } catch (const Error &error) {
        return {error.kind(), error.what()};
    }
    return {};
}

} // namespace

class TestEngineSentences : public QObject {
    Q_OBJECT

    test::SettingsFolder m_settings;

    QString brokenFile(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_settings.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

private slots:
    // Its line goes into one of gui/models/engine_sentences_*.cpp, and its German where ./dev translate says.
    void knowsWhatTheEngineSays()
    {
        const QStringList unknown = unknownWords();
        QVERIFY2(unknown.isEmpty(), qPrintable(u'\n' + unknown.join(u'\n')));
    }

    void placesStandInOrder()
    {
        for (const SentenceTemplate &sentence : allTemplates()) {
            const QStringList places = placesIn(QString::fromUtf8(sentence.english));
            for (qsizetype i = 0; i < places.size(); ++i)
                QVERIFY2(places[i] == u'%' + QString::number(i + 1), sentence.english);
        }
    }

    void englishStays()
    {
        for (const SentenceTemplate &sentence : allTemplates())
            QCOMPARE(engineSentence(filled(QString::fromUtf8(sentence.english))),
                     filled(QString::fromUtf8(sentence.english)));
        const QString sentence = "/a/%1.gguf: key 'x' is missing.  default is in use again. ";
        QCOMPARE(engineSentence(sentence), sentence);
        useLanguage("de"); // for all that follows
    }

    void everySentenceIsGerman()
    {
        for (const SentenceTemplate &sentence : allTemplates()) {
            const QString english = QString::fromUtf8(sentence.english), to = german(sentence.english);
            QVERIFY2(to != english, sentence.english);
            QStringList here = placesIn(english), there = placesIn(to);
            there.sort();
            QVERIFY2(here == there, sentence.english);
            QVERIFY2(english.endsWith(u'.') == to.endsWith(u'.'), sentence.english);
            QCOMPARE(engineSentence(filled(english)), filled(to));
        }
    }

    void keepsWhatWasPutIn()
    {
        const QString name = "/a folder/it's \"%1\" %2. a: b/c\nd.gguf";
        QCOMPARE(engineSentence(name + ": key 'a.%1' is missing."), name + ": Der Schlüssel 'a.%1' fehlt.");
        QCOMPARE(engineSentence(name + ": the file is empty."), name + ": Die Datei ist leer.");
        QCOMPARE(engineSentence("There is the record of a run in " + name + " already. Choose another folder."),
                 "In " + name + " gibt es schon die Aufzeichnung eines Laufs. Einen anderen Ordner wählen.");
        QCOMPARE(engineSentence("C:/model.gguf: key 3 of 7: the name has 0 bytes; 1 to 65535 are allowed."),
                 QString("C:/model.gguf: Schlüssel 3 von 7: Der Name hat 0 Byte; erlaubt sind 1 bis 65535."));
    }

    void translatesPartsAndSeveral()
    {
        QCOMPARE(engineSentence(QString("a.gguf: the file is empty. default is in use again.")),
                 QString("a.gguf: Die Datei ist leer. default ist wieder in Gebrauch."));
        QCOMPARE(engineSentence(QString("Said by nobody. The last checkpoint is in /a.")),
                 QString("Said by nobody. Der letzte Zwischenstand ist in /a."));
        QCOMPARE(engineSentence(QString("a.gguf: key 'x' holds a text where a whole number is needed.")),
                 QString("a.gguf: Der Wert des Schlüssels 'x' ist ein Text, gebraucht wird eine ganze Zahl."));
        QCOMPARE(engineSentence(QString("No usable Vulkan device (One: it lacks push descriptors, its subgroups are of "
                                        "a size that cannot be used; Two: it lacks maintenance4). Update its driver or "
                                        "choose another.")),
                 QString("Kein nutzbares Vulkan-Gerät (One: es fehlt ihm an push descriptors, seine Subgroups haben "
                         "eine Größe, die nicht nutzbar ist; Two: es fehlt ihm an maintenance4). Seinen Treiber "
                         "aktualisieren oder ein anderes wählen."));
        // As the list of models has it, without the file's name.
        QCOMPARE(engineSentence(QString("Key 'x' is missing.")), QString("Der Schlüssel 'x' fehlt."));
    }

    void leavesWhatItDoesNotKnow()
    {
        for (const QString &unknown :
             {QString(), QString("Said by nobody."), QString("a: b: c. d; e, f"), QString("a. ").repeated(4000),
              QString("a: ").repeated(300), QString("default ist wieder in Gebrauch.")})
            QCOMPARE(engineSentence(unknown), unknown);
    }

    void tellsWhatIsAltered()
    {
        Alteration altered;
        altered.experts = {{1, 5, ExpertAction::Off, 0},
                           {1, 6, ExpertAction::Force, 0},
                           {2, 7, ExpertAction::Scale, 0.5F},
                           {2, 8, ExpertAction::Bias, -1e-7F}};
        altered.routers = {{{}, RouterAction::NoBias, 0}, {{}, RouterAction::Used, 3}, {2, RouterAction::NoGroups, 0}};
        const QString all = "alle Schichten: kein Bias der Wahl, 3 Experten je Token; Schicht 1: Experte 5 aus, "
                            "Experte 6 erzwungen; Schicht 2: keine Gruppen, Experte 7 × 0.5, Experte 8 Bias -1e-07";
        QCOMPARE(engineSentence(alterationWords(altered)), all);
        altered.from = 4;
        QCOMPARE(engineSentence(alterationWords(altered)), "ab Token 4, " + all);
        altered.until = 9;
        QCOMPARE(engineSentence(alterationWords(altered)), "bei Token 4 bis 8, " + all);
        altered.until = 5;
        QCOMPARE(engineSentence(alterationWords(altered)), "nur bei Token 4, " + all);
    }

    void windowRefusesABrokenModelInGerman()
    {
        Fixture f(m_settings.newFile());
        const QString path = brokenFile("broken.gguf", "<html>404</html>" + QByteArray(64, ' '));
        f.window.open(path);
        f.send(failureOfOpening(path));
        QVERIFY(f.window.messageBar()->isVisible());
        QCOMPARE(f.window.messageBar()->message(),
                 path + ": Das ist keine GGUF-Datei, sondern eine Webseite; das Modell selbst herunterladen.");
    }

    void recordingsAreRefusedInGerman()
    {
        const QString path = brokenFile("broken.dsrun", "nothing");
        QCOMPARE(readRecording(path).problem, path + ": Das ist kein aufgezeichneter Lauf von Deepscope.");
    }
};

QTEST_MAIN(TestEngineSentences)
#include "tst_engine_sentences.moc"
