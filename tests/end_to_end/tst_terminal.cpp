// A terminal obeys control characters; those that a file or an argument brings are shown to it instead.
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#endif

namespace {

QString commandLine() { return QStringLiteral(DEEPSCOPE_BUILD "/engine/deepscope-cli"); }

#ifdef Q_OS_UNIX
// What the program writes on a terminal, both streams.
QByteArray onTerminal(const QStringList &arguments)
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
        return {};
    QProcess process;
    const QString name = QString::fromLocal8Bit(ptsname(terminal));
    process.setStandardOutputFile(name, QIODevice::Append);
    process.setStandardErrorFile(name, QIODevice::Append);
    process.start(commandLine(), arguments);
    QByteArray written;
    const auto read = [&] {
        char part[4096];
        for (ssize_t count = 0; (count = ::read(terminal, part, sizeof part)) > 0;)
            written.append(part, qsizetype(count));
    };
    while (!process.waitForFinished(20) && process.state() != QProcess::NotRunning)
        read();
    read();
    close(terminal);
    return written;
}
#endif

} // namespace

class TestTerminal : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_model;

private slots:
    // The default model by a name that would paint the terminal.
    void initTestCase()
    {
        QFile file(QStringLiteral(DEEPSCOPE_RESOURCES "/default.gguf"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        const QByteArray name = "Deepscope default", other = "Deeps\x1b[31m\x7f\xc2\x9b\tred";
        QCOMPARE(other.size(), name.size());
        QVERIFY(bytes.contains(name));
        bytes.replace(bytes.indexOf(name), name.size(), other);
        m_model = m_folder.filePath(QStringLiteral("painted.gguf"));
        QFile painted(m_model);
        QVERIFY(painted.open(QIODevice::WriteOnly) && painted.write(bytes) == bytes.size());
    }

    void aFileCannotSteerIt()
    {
#ifdef Q_OS_UNIX
        const QByteArray shown = onTerminal({QStringLiteral("inspect"), m_model});
        QVERIFY2(shown.contains("Deeps\\x1b[31m\\x7f\\x9b\tred"), shown.left(200).constData());
        QVERIFY(!shown.contains('\x1b') && !shown.contains("\xc2\x9b"));
#else
        QSKIP("Terminals of this system are opened in another way.");
#endif
    }

    void anArgumentCannotSteerIt()
    {
#ifdef Q_OS_UNIX
        for (const QStringList &arguments :
             {QStringList{"inspect", "nowhere\x1b[31m.gguf"}, QStringList{"inspect", "a", "b\x1b[31m"}, QStringList {
                  "tokenize",
                  m_model,
                  "--text",
                  "a\x1b[31m"
              }}) {
            const QByteArray shown = onTerminal(arguments);
            QVERIFY2(!shown.isEmpty() && !shown.contains('\x1b'), shown.constData());
        }
#else
        QSKIP("Terminals of this system are opened in another way.");
#endif
    }

    // Another program gets every byte.
    void elsewhereNothingChanges()
    {
        QProcess process;
        process.start(commandLine(), {QStringLiteral("inspect"), m_model});
        QVERIFY(process.waitForFinished());
        QVERIFY(process.readAllStandardOutput().contains("Deeps\x1b[31m\x7f\xc2\x9b\tred"));
    }
};

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
