// Every text of the window can be translated, and is.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <map>

namespace {

struct Message {
    QString context, source, comment;
    QStringList translations; // several for a count
    bool finished = true, counts = false;

    QString key() const { return context + u'|' + source + u'|' + comment; }
};

QString folder() { return QStringLiteral(DEEPSCOPE_SOURCE "/resources/translations"); }

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

std::vector<Message> messagesIn(const QString &path)
{
    std::vector<Message> messages;
    QString context;
    QXmlStreamReader xml(textOf(path));
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement() && !xml.isStartElement())
            continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"message")
            messages.push_back({context, {}, {}, {}, true, xml.attributes().hasAttribute(QStringLiteral("numerus"))});
        else if (xml.name() == u"source")
            messages.back().source = xml.readElementText();
        else if (xml.name() == u"comment")
            messages.back().comment = xml.readElementText();
        else if (xml.name() == u"numerusform")
            messages.back().translations << xml.readElementText();
        else if (xml.name() == u"translation") {
            messages.back().finished = xml.attributes().value(QStringLiteral("type")).isEmpty();
            if (messages.back().counts)
                continue; // its forms follow
            if (const QString text = xml.readElementText(); !text.isEmpty())
                messages.back().translations << text;
        }
    }
    return messages;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%\\d"));
    QStringList found;
    for (auto each = place.globalMatch(text); each.hasNext();)
        found << each.next().captured();
    found.sort();
    return found;
}

bool hasAccessKey(const QString &text)
{
    static const QRegularExpression key(QStringLiteral("&[^\\s&]"));
    return text.contains(key);
}

// From behind the bracket that opens to the one that closes, which is `end` then; strings are no code.
QString bracketed(const QString &code, qsizetype begin, qsizetype *end = nullptr)
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
        else if (!quoted && letter == u'(')
            ++depth;
        else if (!quoted && letter == u')')
            --depth;
    }
    if (end)
        *end = at;
    return code.mid(begin, at - begin - 1);
}

// Without what stands in tr(…) and translate(…).
QString untranslated(QString code)
{
    static const QRegularExpression call(QStringLiteral("\\b(tr|translate)\\("));
    for (QRegularExpressionMatch match = call.match(code); match.hasMatch(); match = call.match(code)) {
        qsizetype end = 0;
        bracketed(code, match.capturedEnd(), &end);
        code.remove(match.capturedStart(), end - match.capturedStart());
    }
    return code;
}

// A literal with words, which are no marks like \n or %1.
QString literalIn(const QString &code)
{
    static const QRegularExpression literal(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
    static const QRegularExpression noWord(QStringLiteral("\\\\u[0-9a-fA-F]{4}|\\\\.|%\\w"));
    static const QRegularExpression letters(QStringLiteral("[A-Za-z]{2}"));
    for (auto each = literal.globalMatch(code); each.hasNext();) {
        const QString text = each.next().captured(1);
        if (QString(text).remove(noWord).contains(letters))
            return text;
    }
    return {};
}

std::map<QString, QString> sources()
{
    std::map<QString, QString> all;
    QDirIterator files(QStringLiteral(DEEPSCOPE_SOURCE "/gui"), {"*.cpp", "*.h"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        all[path.section(QStringLiteral("/gui/"), -1)] = textOf(path);
    }
    return all;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    // What `./dev translate` would write is what is there.
    void filesHaveAllTexts()
    {
#ifdef Q_OS_WIN
        QSKIP("There is no Python for it under Wine; the build for Linux looks.");
#endif
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        QVERIFY2(!python.isEmpty(), "python3 is missing");
        QVERIFY2(!QStringLiteral(DEEPSCOPE_LUPDATE).endsWith(QStringLiteral("NOTFOUND")), "Qt's lupdate is missing");
        const QTemporaryDir copy;
        const QStringList names = QDir(folder()).entryList({"*.ts"});
        QVERIFY(names.contains("deepscope_de.ts") && names.contains("deepscope_en.ts"));
        for (const QString &name : names)
            QVERIFY(QFile::copy(QDir(folder()).filePath(name), copy.filePath(name)));
        QProcess update;
        update.start(python, {"-B", QDir(folder()).filePath("update.py"), copy.path()});
        QVERIFY(update.waitForFinished(120000));
        const QByteArray said = update.readAllStandardOutput() + update.readAllStandardError();
        QVERIFY2(update.exitStatus() == QProcess::NormalExit && update.exitCode() == 0, "Run ./dev translate. " + said);
        for (const QString &name : names) {
            QStringList here, there;
            for (const Message &message : messagesIn(QDir(folder()).filePath(name)))
                here << message.key();
            for (const Message &message : messagesIn(copy.filePath(name)))
                there << message.key();
            for (const QString &key : here)
                QVERIFY2(there.contains(key), qPrintable("Run ./dev translate: no longer in gui/: " + key));
            for (const QString &key : there)
                QVERIFY2(here.contains(key), qPrintable("Run ./dev translate: not in " + name + ": " + key));
        }
    }

    void everyTextIsTranslated_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : QDir(folder()).entryList({"*.ts"}))
            QTest::newRow(qPrintable(name)) << name;
    }

    void everyTextIsTranslated()
    {
        QFETCH(QString, name);
        const std::vector<Message> messages = messagesIn(QDir(folder()).filePath(name));
        QVERIFY(messages.size() > 10);
        for (const Message &message : messages) {
            QVERIFY2(message.finished && !message.translations.isEmpty(), qPrintable(message.key()));
            for (const QString &text : message.translations) {
                QVERIFY2(!text.isEmpty(), qPrintable(message.key()));
                QVERIFY2(placeholders(text) == placeholders(message.source), qPrintable(text));
                QVERIFY2(hasAccessKey(text) == hasAccessKey(message.source), qPrintable(text));
                QVERIFY2(text.startsWith(u' ') == message.source.startsWith(u' '), qPrintable(text));
            }
        }
    }

    // What a person reads goes through tr(); names of values, behind a comma in addItem(), do not.
    void noTextIsBare()
    {
        static const QRegularExpression call(QStringLiteral(
            "\\b(setText|setToolTip|setTabToolTip|setStatusTip|addAction|addMenu|addItem|addTab|setTitle|"
            "setAccessibleName|setAccessibleDescription|setWindowTitle|setPlaceholderText|setSuffix|"
            "setSpecialValueText|drawText|new QLabel|new QPushButton|new QAction)\\("));
        for (const auto &[file, code] : sources())
            for (auto each = call.globalMatch(code); each.hasNext();) {
                const QRegularExpressionMatch match = each.next();
                QString arguments = untranslated(bracketed(code, match.capturedEnd()));
                if (match.captured(1) == u"addItem")
                    arguments = arguments.section(u',', 0, 0);
                const QString bare = literalIn(arguments);
                QVERIFY2(bare.isEmpty() || bare.contains(u'/'), qPrintable(file + ": " + bare));
            }
    }

    // Words with placeholders, which are put together for a person.
    void noSentenceIsBare()
    {
        static const QRegularExpression call(QStringLiteral("\\b(QString|QStringLiteral)\\(\"([^\"]*)\"\\)\\s*\\.arg"));
        static const QRegularExpression words(QStringLiteral("[A-Za-z]{3,} "));
        static const QStringList noTexts = {"gui/app/system_report.cpp", // of the program for its makers
                                            "gui/app/command_line.cpp"};
        static const QStringList keys = {"speed %1", "every %1 ms", "%1 min %2 s"};
        for (const auto &[file, code] : sources())
            for (auto each = call.globalMatch(code); each.hasNext();) {
                const QString text = each.next().captured(2);
                const bool noText = text.contains(u'<') || text.contains(u'{') ||
                                    text.contains(QStringLiteral("PRAGMA")) || text.contains(QStringLiteral("SELECT"));
                QVERIFY2(!text.contains(words) || noText || keys.contains(text) || noTexts.contains("gui/" + file),
                         qPrintable(file + ": " + text));
            }
    }

    // lupdate takes the digit behind for one of the code, and the translation is not found.
    void noCodeIsFollowedByADigit()
    {
        static const QRegularExpression code(QStringLiteral("\\\\u[0-9a-fA-F]{4}[0-9a-fA-F]"));
        for (const auto &[file, text] : sources())
            QVERIFY2(!text.contains(code), qPrintable(file));
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
