// A cache that is kept in a file and brought back: the text goes on to the bit as it would have, without being read
// again; others are not disturbed.
#include "api/blocking_engine.h"
#include "run/cache_keeping.h"
#include "run/cache_restoring.h"
#include "support/expect_error.h"
#include "support/kept_caches.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace deepscope;
using namespace deepscope::testing;

namespace {

// What it throws, or nothing.
std::optional<Error> play(Interlude &interlude)
{
    return errorOf([&] {
        for (bool done = false; !done;) {
            if (interlude.ready())
                done = interlude.goOn();
            else
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
}

} // namespace

class TestKeptCache : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string fileIn(const char *name) const { return m_folder.filePath(name).toStdString(); }

private slots:
    void goesOnToTheBit_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<int>("type");
        for (const char *model : {"ds2lite_new_f16", "ds2v3_new_f32", "llama_f16", "qwen3moe_f16", "olmoe_f32"})
            for (const CacheType type : {CacheType::F32, CacheType::F16, CacheType::Q8_0})
                QTest::addRow("%s %s", model, cacheTypeName(type)) << QByteArray(model) << int(type);
    }

    void goesOnToTheBit()
    {
        QFETCH(QByteArray, model);
        QFETCH(int, type);
        const LoadRequest load = loading(model.constData(), CacheType(type));
        const std::string path = fileIn("bits.cache");
        ToldTokens before, after, anew;
        std::vector<int32_t> text;
        uint32_t reused = 0;
        {
            const auto session = openSession(load);
            text = textOfRun(*session);
            QCOMPARE(text.size(), size_t(Text));
            const CacheKept end = ask(*session, KeepCacheRequest{2, text, path});
            QVERIFY2(!end.failure, end.failure ? end.failure->sentence.c_str() : "");
            QCOMPARE(end.run, 2U);
            QCOMPARE(end.tokens, Text);
            QCOMPARE(end.bytes, uint64_t(QFileInfo(QString::fromStdString(path)).size()));
            QCOMPARE(session->poolUse().inUse, 0U);
            reused = run(*session, asking(3, text, 10), into(before)).reusedTokens;
        }
        {
            const auto session = openSession(load);
            const CacheRestored end = ask(*session, RestoreCacheRequest{2, path});
            QVERIFY2(!end.failure, end.failure ? end.failure->sentence.c_str() : "");
            QCOMPARE(end.tokens, Text);
            QCOMPARE(end.ofTokens, Text);
            QCOMPARE(session->poolUse().inUse, 0U);
            QCOMPARE(session->poolUse().kept, (Text + CachePageTokens - 1) / CachePageTokens);
            const RunSummary summary = run(*session, asking(3, text, 10), into(after));
            QCOMPARE(summary.reusedTokens, reused);
            QCOMPARE(summary.reusedTokens, Text - 1);
        }
        const auto session = openSession(load);
        QCOMPARE(run(*session, asking(3, text, 10), into(anew)).reusedTokens, 0U);
        QVERIFY(after == before);
        QVERIFY(after == anew);
    }

    // Of a file that the pool has in part already, the rest is brought.
    void joinsWhatIsThere()
    {
        std::vector<int32_t> text;
        const std::string path = kept(fileIn("joins.cache"), loading("ds2lite_new_f16"), &text);
        ToldTokens alone;
        {
            const auto session = openSession(loading("ds2lite_new_f16"));
            run(*session, asking(1, text, 10), into(alone));
        }
        for (const uint32_t known : {1U, 31U, 32U, 40U, 64U, 80U}) {
            const auto session = openSession(loading("ds2lite_new_f16"));
            std::vector<int32_t> other(text.begin(), text.begin() + known);
            other.insert(other.end(), {7, 8, 9}); // goes on otherwise
            run(*session, asking(1, other, 3));
            QCOMPARE(ask(*session, RestoreCacheRequest{2, path}).tokens, Text);
            ToldTokens told;
            QCOMPARE(run(*session, asking(3, text, 10), into(told)).reusedTokens, Text - 1);
            QVERIFY(told == alone);
            QCOMPARE(ask(*session, RestoreCacheRequest{4, path}).tokens, Text); // all is there
        }
    }

    void keepsSeveralBesideRuns()
    {
        const LoadRequest load{.path = textOf(goldenPath("qwen3moe_f16.gguf")), .context = 256, .sequences = 4};
        ToldTokens alone, beside, besideToo;
        const RunRequest other = asking(9, someTokens(50, 7), 60);
        std::vector<std::vector<int32_t>> texts;
        {
            const auto session = openSession(load);
            run(*session, other, into(alone));
        }
        {
            const auto session = openSession(load);
            for (const uint32_t seed : {1U, 2U})
                texts.push_back(textOfRun(*session, seed));
            std::optional<CacheKept> ends[2];
            start(*session, KeepCacheRequest{4, texts[0], fileIn("0.cache")}, ends[0]);
            start(*session, KeepCacheRequest{5, texts[1], fileIn("1.cache")}, ends[1]);
            run(*session, other, into(beside)); // until all have ended
            for (const auto &end : ends)
                QVERIFY(end && !end->failure && end->tokens == Text);
        }
        const auto session = openSession(load);
        std::optional<CacheRestored> ends[2];
        start(*session, RestoreCacheRequest{4, fileIn("0.cache")}, ends[0]);
        start(*session, RestoreCacheRequest{5, fileIn("1.cache")}, ends[1]);
        run(*session, other, into(besideToo));
        for (const auto &end : ends)
            QVERIFY(end && !end->failure && end->tokens == Text);
        QVERIFY(beside == alone);
        QVERIFY(besideToo == alone);
        for (const std::vector<int32_t> &text : texts)
            QCOMPARE(run(*session, asking(1, text, 2)).reusedTokens, Text - 1);
    }

    void bringsWhatHasRoom()
    {
        std::vector<int32_t> text;
        const std::string path = kept(fileIn("room.cache"), loading("llama_f16"), &text);
        const LoadRequest narrow = loading("llama_f16", CacheType::F16, 64);
        {
            const auto session = openSession(narrow);
            const CacheRestored end = ask(*session, RestoreCacheRequest{1, path});
            QVERIFY(!end.failure);
            QCOMPARE(end.tokens, 64U); // two pages
            QCOMPARE(end.ofTokens, Text);
            std::vector<int32_t> first(text.begin(), text.begin() + 40);
            QCOMPARE(run(*session, asking(2, first, 5)).reusedTokens, 39U);
        }
        ReadyModel model(
            narrow, [](const LoadProgress &) {}, Never);
        SequencePool pool(model);
        ModelIdentity identity(model.file());
        Sequences &sequences = pool.sequences();
        const SequenceId other = sequences.begin({});
        QVERIFY(sequences.extend(other, 64)); // somebody has all of it
        {
            CacheRestoring restoring(model, pool, identity, {1, path}, Never);
            const auto error = play(restoring);
            QVERIFY(error && std::string(error->what()).find("has no room for what was kept") != std::string::npos);
            QCOMPARE(sequences.pending(other), 64U);
        }
        sequences.truncate(other, 0);
        QVERIFY(sequences.extend(other, 30)); // one page is left
        CacheRestoring restoring(model, pool, identity, {1, path}, Never);
        QVERIFY(!play(restoring));
        QCOMPARE(restoring.end().tokens, 32U);
        QCOMPARE(sequences.counts().kept, 1U);
        QCOMPARE(sequences.counts().inUse, 1U);
    }

    // What a run takes between the pieces is gone; a file that was there stays.
    void givesWayToRuns()
    {
        std::vector<int32_t> text;
        const std::string path = kept(fileIn("way.cache"), loading("llama_f16"), &text);
        const QByteArray before = bytesOf(QString::fromStdString(path));
        ReadyModel model(
            loading("llama_f16"), [](const LoadProgress &) {}, Never);
        SequencePool pool(model);
        ModelIdentity identity(model.file());
        CacheRestoring restoring(model, pool, identity, {1, path}, Never);
        QVERIFY(!play(restoring));
        identity.get();
        {
            CacheKeeping keeping(model, pool, identity, {1, text, path}, Never);
            QVERIFY(keeping.ready() && !keeping.goOn()); // it has begun
            pool.sequences().forgetKept();
            const auto error = play(keeping);
            QVERIFY(error && std::string(error->what()).starts_with("Runs needed the room"));
        }
        QCOMPARE(bytesOf(QString::fromStdString(path)), before);
        QVERIFY(!QFile::exists(QString::fromStdString(path) + ".part"));
    }

    void keepsNothingOfWhatIsNotThere()
    {
        const auto session = openSession(loading("ds2lite_new_f16"));
        const std::string path = fileIn("nothing.cache");
        CacheKept end = ask(*session, KeepCacheRequest{1, someTokens(50), path});
        QVERIFY(!end.failure && end.tokens == 0 && end.bytes == 0);
        RunRequest altered = asking(2, someTokens(50), 5); // by other routers than the next reader has
        altered.alteration.experts = {{1, 5, ExpertAction::Off, 0}};
        run(*session, altered);
        end = ask(*session, KeepCacheRequest{3, someTokens(50), path});
        QVERIFY(!end.failure && end.tokens == 0);
        QVERIFY(!QFile::exists(QString::fromStdString(path)));
        end = ask(*session, KeepCacheRequest{4, {1, 2, 100000}, path});
        QVERIFY(end.failure && end.failure->kind == ErrorKind::Usage);
    }

    void leavesNothingHalfWritten()
    {
        const auto session = openSession(loading("llama_f16"));
        const std::vector<int32_t> text = textOfRun(*session);
        CacheKept end = ask(*session, KeepCacheRequest{2, text, fileIn("no/folder/a.cache")});
        QVERIFY(end.failure && end.failure->kind == ErrorKind::File);
        QVERIFY2(end.failure->sentence.find("the file cannot be written: No such") != std::string::npos,
                 end.failure->sentence.c_str());

        const std::string path = fileIn("cancelled.cache");
        const QString part = QString::fromStdString(path) + ".part";
        const CancelFlag cancelled = true;
        std::optional<CacheKept> kept;
        start(*session, KeepCacheRequest{3, text, path}, kept, cancelled);
        finish(*session);
        QVERIFY(kept && kept->failure && kept->failure->kind == ErrorKind::Interrupted);
        QVERIFY(!QFile::exists(QString::fromStdString(path)) && !QFile::exists(part));
        std::optional<CacheRestored> restored;
        start(*session, RestoreCacheRequest{4, path}, restored, cancelled);
        finish(*session);
        QVERIFY(restored && restored->failure);

        if (!QFile::exists("/dev/full"))
            QSKIP("There is no full disk here.");
        QVERIFY(QFile::link("/dev/full", part));
        end = ask(*session, KeepCacheRequest{5, text, path});
        QVERIFY(end.failure && end.failure->kind == ErrorKind::File);
        QVERIFY2(end.failure->sentence.find("No space left on device") != std::string::npos,
                 end.failure->sentence.c_str());
        QVERIFY(!QFile::exists(QString::fromStdString(path)) && !QFileInfo(part).isSymLink());
        end = ask(*session, KeepCacheRequest{6, text, path}); // and it can be tried again
        QVERIFY(!end.failure && end.tokens == Text);
    }

    // As a front end has it, on the default model: the next question of a chat.
    void aChatGoesOnInAnotherProgram()
    {
        const LoadRequest load{.path = "default", .prepare = false};
        const std::string path = fileIn("chat.cache");
        RunRequest request;
        request.run = 1;
        request.chat = {{ChatMessage::Role::User, "What is 47 + 85?"}};
        std::vector<int32_t> text;
        RunSummary first;
        {
            BlockingEngine engine;
            engine.load(load);
            first = engine.ask(request, [&](const Event &event) {
                if (const auto *trace = std::get_if<TokenTrace>(&event))
                    text.push_back(trace->token);
            });
            QVERIFY(engine.ask(KeepCacheRequest{2, text, path}).tokens + 1 >= text.size());
        }
        BlockingEngine engine;
        engine.load(load);
        QVERIFY(engine.ask(RestoreCacheRequest{1, path}).tokens + 1 >= text.size());
        const RunSummary again = engine.ask(request);
        QCOMPARE(again.reusedTokens, first.promptTokens - 1);
        QCOMPARE(again.answer, first.answer);
        request.chat.insert(request.chat.end(),
                            {{ChatMessage::Role::Assistant, first.answer}, {ChatMessage::Role::User, "And 12 + 5?"}});
        QVERIFY(engine.ask(request).reusedTokens > 0);
    }
};

QTEST_MAIN(TestKeptCache)
#include "tst_kept_cache.moc"
