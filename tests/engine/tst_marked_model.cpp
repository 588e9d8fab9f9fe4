// A model whose template and vocabulary have other marks for its thoughts: what is said of its tokens follows them.
#include "support/gguf_draft.h"
#include "support/session_runs.h"

#include "api/model_file.h"
#include "api/path_text.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace deepscope;

class TestMarkedModel : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    // The default model with other names for its marks; the prompt stays the same. `pieces`: old names and new ones.
    std::filesystem::path patched(const std::string &chatTemplate,
                                  const std::vector<std::pair<std::string, std::string>> &pieces)
    {
        GgufDraft draft{GgufFile(pathOf(resolveModelPath("default")))};
        draft.set("tokenizer.chat_template", chatTemplate);
        auto &all = draft.array<std::vector<std::string>>("tokenizer.ggml.tokens");
        for (const auto &[name, otherName] : pieces)
            *std::ranges::find(all, name) = otherName;
        const auto path = pathOf(m_folder.filePath("patched.gguf").toStdString());
        writeFile(path, draft.bytes());
        return path;
    }

    struct Run {
        RunSummary summary;
        std::string phases; // one letter a token, as in phases()
    };

    static Run runOf(const std::string &path)
    {
        const auto session = testing::openSession({.path = path, .context = 256});
        RunRequest request;
        request.chat = {{ChatMessage::Role::User, "What is 47 + 85?"}};
        request.maxTokens = 120;
        Run run;
        run.summary = testing::run(*session, request, [&run](const TokenTrace &trace) {
            if (trace.phase != Phase::Prompt)
                run.phases += trace.phase == Phase::Think ? (trace.special ? 'T' : 't') : (trace.special ? 'A' : 'a');
        });
        return run;
    }

private slots:
    // The default model under other names says the same, and so do its phases.
    void aModelWithOtherMarks_data()
    {
        QTest::addColumn<QString>("open");
        QTest::addColumn<QStringList>("names"); // for <think>, </think>, <answer>, </answer>
        QTest::newRow("reasoning") << "<reasoning>"
                                   << QStringList{"<reasoning>", "</reasoning>", "<answer>", "</answer>"};
        QTest::newRow("thought and solution") << "<|begin_of_thought|>"
                                              << QStringList{"<|begin_of_thought|>", "<|end_of_thought|>",
                                                             "<|begin_of_solution|>", "<|end_of_solution|>"};
        QTest::newRow("channels, written as text")
            << "<|channel|>"
            << QStringList{"<|channel|>analysis<|message|>", "<|end|><|start|>assistant", "<|channel|>final<|message|>",
                           "<|end|><|start|>user"};
    }

    void aModelWithOtherMarks()
    {
        QFETCH(QString, open);
        QFETCH(QStringList, names);
        const std::string chatTemplate =
            "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}<|user|>{{ m.content }}<|end|>"
            "{% else %}<|assistant|>" +
            (names[2] + "{{ m.content }}" + names[3]).toStdString() + "<|end|>{% endif %}{% endfor %}<|assistant|>" +
            ("{# " + names[0] + names[1] + " #}").toStdString();
        const std::string path = textOf(patched(chatTemplate, {{"<think>", names[0].toStdString()},
                                                               {"</think>", names[1].toStdString()},
                                                               {"<answer>", names[2].toStdString()},
                                                               {"</answer>", names[3].toStdString()}}));
        const ModelFile file(path);
        QCOMPARE(file.thoughtMarks().at(0), open.toStdString());
        QVERIFY(file.info().thinks);
        const Run ours = runOf("default"), theirs = runOf(path);
        QCOMPARE(ours.summary.answer, std::string("132"));
        QCOMPARE(theirs.summary.answer, ours.summary.answer);
        QCOMPARE(theirs.summary.think, ours.summary.think);
        QCOMPARE(theirs.summary.thinkTokens, ours.summary.thinkTokens);
        QCOMPARE(theirs.summary.answerTokens, ours.summary.answerTokens);
        QCOMPARE(theirs.phases, ours.phases);
    }
};

QTEST_APPLESS_MAIN(TestMarkedModel)
#include "tst_marked_model.moc"
