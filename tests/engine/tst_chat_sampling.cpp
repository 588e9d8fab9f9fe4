// How a model's makers advise to sample: from the file, else by family.
#include "model/gguf_file.h"
#include "model/gguf_writer.h"
#include "text/chat_sampling.h"

#include <QTest>

#include <functional>

using namespace deepscope;

class TestChatSampling : public QObject {
    Q_OBJECT

private slots:
    void adviceForChatsOfAFile();
};

void TestChatSampling::adviceForChatsOfAFile()
{
    const auto advice = [](const std::string &family, const std::function<void(GgufWriter &)> &fill) {
        GgufWriter writer;
        fill(writer);
        const std::vector<uint8_t> bytes = writer.bytes();
        return adviceForChats(GgufFile(bytes, "file"), family);
    };
    const auto is = [](const std::optional<ChatAdvice> &found, const Sampling &sampling, const std::string &source) {
        return found && found->source == source && found->sampling.temperature == sampling.temperature &&
               found->sampling.topK == sampling.topK && found->sampling.topP == sampling.topP &&
               found->sampling.minP == sampling.minP;
    };
    const auto named = [](const char *architecture, const char *name, const char *chatTemplate) {
        return [=](GgufWriter &writer) {
            writer.setString("general.architecture", architecture);
            writer.setString("general.name", name);
            writer.setString("tokenizer.chat_template", chatTemplate);
        };
    };
    const auto nothing = [](GgufWriter &) {};
    QVERIFY(!advice("chatml", nothing));
    QVERIFY(is(advice("deepseek-r1", nothing), {0.6F, 0, 0.95F, 0}, "the makers of DeepSeek-R1"));
    QVERIFY(is(advice("own", named("qwen3", "Qwen3 8B", "<think>")), {0.6F, 20, 0.95F, 0}, "the makers of Qwen3"));
    QVERIFY(is(advice("own", named("qwen3moe", "Qwen3 30B A3B Instruct 2507", "")), {0.7F, 20, 0.8F, 0},
               "the makers of Qwen3"));
    QVERIFY(is(advice("deepseek-r1", named("qwen3", "DeepSeek R1 0528 Qwen3 8B", "<think>")), {0.6F, 0, 0.95F, 0},
               "the makers of DeepSeek-R1"));
    QVERIFY(is(advice("own", named("deepseek2", "GLM 4.7 Flash", "[gMASK]<sop> <think>")), {1, 0, 0.95F, 0},
               "the makers of GLM"));
    QVERIFY(is(advice("own", named("gpt-oss", "gpt-oss 20b", "<|channel|>")), {1, 0, 1, 0}, "the makers of gpt-oss"));
    QVERIFY(!advice("chatml", named("qwen2", "Qwen2.5 7B Instruct", "<|im_start|>")));
    const auto given = advice("deepseek-r1", [](GgufWriter &writer) {
        writer.setFloat("general.sampling.temp", 0.3F);
        writer.setInteger("general.sampling.top_k", 20);
        writer.setFloat("general.sampling.min_p", 0.05F);
    });
    QVERIFY(is(given, {0.3F, 20, 0.95F, 0.05F}, "the model's file"));
    const auto senseless = advice("own", [](GgufWriter &writer) {
        writer.setFloat("general.sampling.temp", -1);
        writer.setInteger("general.sampling.top_k", -1);
        writer.setFloat("general.sampling.top_p", 1.5F);
        writer.setFloat("general.sampling.min_p", 7);
    });
    QVERIFY(is(senseless, {0, 0, 1, 0}, "the model's file"));
}

QTEST_APPLESS_MAIN(TestChatSampling)
#include "tst_chat_sampling.moc"
