// Chat templates: those that files bring, in the manner of the published ones (tests/data/chat_templates), and the
// built-in families; which is used for a file, and the exact text that each makes.
#include "support/expect_error.h"
#include "support/golden_tokens.h"

#include "model/gguf_writer.h"
#include "text/chat_template.h"

#include <QTest>

#include <functional>

using namespace deepscope;

namespace {

using Role = ChatMessage::Role;

Vocabulary vocabularyOf(const std::vector<std::string> &specials, bool addBos = false)
{
    std::vector<VocabularyEntry> entries = {{"<s>", TokenKind::Control}, {"</s>", TokenKind::Control}, {"a"}};
    for (const std::string &special : specials)
        entries.push_back({special, TokenKind::Control});
    return Vocabulary(std::move(entries), {.bos = 0, .eos = 1, .addBos = addBos, .ends = {}});
}

std::string templateText(const char *name)
{
    QFile file(QString("%1/chat_templates/%2.jinja").arg(DEEPSCOPE_TEST_DATA, name));
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("cannot open " + file.fileName().toStdString());
    return file.readAll().toStdString();
}

const std::string Deepscope = "{{ bos_token }}<|user|>{{ message['content'] }}<|end|><|assistant|>";

const std::vector<ChatMessage> Question = {{Role::User, "Why?"}};
const std::vector<ChatMessage> Talk = {
    {Role::System, "Be brief."}, {Role::User, "2+2?"}, {Role::Assistant, "4"}, {Role::User, "Why?"}};

} // namespace

class TestChatTemplate : public QObject {
    Q_OBJECT

private slots:
    void families_data();
    void families();
    void familiesByTokens();
    void fileTemplates_data();
    void fileTemplates();
    void beginningOfSequence();
    void templatesThatFail_data();
    void templatesThatFail();
    void builtIn_data();
    void builtIn();
    void builtInNames();
    void deepscopeTurns();
    void tokensOfARealVocabulary();
};

void TestChatTemplate::families_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<bool>("thinks");
    QTest::newRow("deepseek-r1") << "deepseek-r1" << true;
    QTest::newRow("deepseek-r1-opens-thought") << "deepseek-r1" << true;
    QTest::newRow("deepseek-v3") << "deepseek-v3" << false;
    QTest::newRow("deepseek-v3.1") << "deepseek-v3" << true;
    QTest::newRow("deepseek-v2") << "deepseek-v2" << false;
    QTest::newRow("qwen2") << "chatml" << false;
    QTest::newRow("qwen3") << "chatml" << false;
    QTest::newRow("qwq") << "chatml" << true;
    QTest::newRow("llama3") << "llama3" << false;
    QTest::newRow("llama3.1") << "llama3" << false;
    QTest::newRow("llama2") << "own" << false;
    QTest::newRow("olmoe") << "own" << false;
    QTest::newRow("moonlight") << "own" << false;
    QTest::newRow("glm-4.7") << "own" << true;
    QTest::newRow("glm-4.5") << "own" << false;
    QTest::newRow("exaone-deep") << "own" << true;
    QTest::newRow("command-a") << "own" << true;
    QTest::newRow("magistral") << "own" << false;
    QTest::newRow("seed-oss") << "own" << false;
    QTest::newRow("gpt-oss") << "own" << false;
}

void TestChatTemplate::families()
{
    QFETCH(QString, family);
    QFETCH(bool, thinks);
    const auto chat = makeChatTemplate(templateText(QTest::currentDataTag()), vocabularyOf({"<answer>", "</answer>"}));
    QCOMPARE(chat->family(), family.toStdString());
    QCOMPARE(chat->render(Question).openThought != nullptr, thinks);
    // Our own format is told by its tokens, and built in.
    const auto ours = makeChatTemplate(Deepscope, vocabularyOf({"<answer>"}));
    QCOMPARE(ours->family(), std::string("deepscope"));
    QVERIFY(!ours->render(Question).openThought);
}

void TestChatTemplate::familiesByTokens()
{
    const auto family = [](const std::vector<std::string> &specials) {
        return makeChatTemplate("", vocabularyOf(specials))->family();
    };
    QCOMPARE(family({"<｜User｜>", "<｜Assistant｜>", "<think>"}), std::string("deepseek-r1"));
    QCOMPARE(family({"<｜User｜>", "<｜Assistant｜>"}), std::string("deepseek-v3"));
    QCOMPARE(family({"<|im_start|>", "<|im_end|>"}), std::string("chatml"));
    QCOMPARE(family({"<|start_header_id|>"}), std::string("llama3"));
    QCOMPARE(family({"<|user|>", "<|assistant|>", "<|end|>", "<answer>"}), std::string("deepscope"));
    QCOMPARE(family({"<|user|>", "<|assistant|>", "<|end|>"}), std::string("none"));
    QCOMPARE(family({}), std::string("none"));
}

// The expected texts are those of jinja2 3.1, with R1's two conventions on top: its system text stands in the first
// question, and its thought is always opened.
void TestChatTemplate::fileTemplates_data()
{
    QTest::addColumn<bool>("talk");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("rendered");
    const auto row = [](const char *name, const std::vector<ChatMessage> &chat, const char *rendered) {
        const bool talk = chat.size() > 1;
        QTest::addRow("%s, %s", name, talk ? "talk" : "question")
            << talk << QString(name) << QString::fromUtf8(rendered);
    };
    row("deepseek-r1-opens-thought", Question, "<s><｜User｜>Why?<｜Assistant｜><think>\n");
    row("deepseek-r1-opens-thought", Talk,
        "<s><｜User｜>Be brief.\n\n2+2?<｜Assistant｜>4<｜end▁of▁sentence｜><｜User｜>Why?<｜Assistant｜><think>\n");
    row("deepseek-r1", Question, "<s><｜User｜>Why?<｜Assistant｜><think>\n");
    row("deepseek-r1", Talk,
        "<s><｜User｜>Be brief.\n\n2+2?<｜Assistant｜>4<｜end▁of▁sentence｜><｜User｜>Why?<｜Assistant｜><think>\n");
    row("deepseek-v2", Question, "<s>User: Why?\n\nAssistant:");
    row("deepseek-v2", Talk, "<s>Be brief.\n\nUser: 2+2?\n\nAssistant: 4</s>User: Why?\n\nAssistant:");
    row("deepseek-v3.1", Question, "<s><｜User｜>Why?<｜Assistant｜><think>");
    row("deepseek-v3.1", Talk,
        "<s>Be brief.<｜User｜>2+2?<｜Assistant｜></think>4<｜end▁of▁sentence｜><｜User｜>Why?<｜Assistant｜><think>");
    row("deepseek-v3", Question, "<s><｜User｜>Why?<｜Assistant｜>");
    row("deepseek-v3", Talk,
        "<s>Be brief.<｜User｜>2+2?<｜Assistant｜>4<｜end▁of▁sentence｜><｜User｜>Why?<｜Assistant｜>");
    row("gpt-oss", Question,
        "<|start|>system<|message|>Reasoning: medium\n\n# Valid channels: analysis, commentary, "
        "final.<|end|><|start|>user<|message|>Why?<|end|><|start|>assistant");
    row("gpt-oss", Talk,
        "<|start|>system<|message|>Reasoning: medium\n\n# Valid channels: analysis, commentary, "
        "final.<|end|><|start|>developer<|message|># Instructions\n\nBe "
        "brief.<|end|><|start|>user<|message|>2+2?<|end|><|start|>assistant<|channel|>final<|message|>4<|end|><|start|>"
        "user<|message|>Why?<|end|><|start|>assistant");
    row("exaone-deep", Question, "[|user|]Why?\n[|assistant|]<thought>\n");
    row("exaone-deep", Talk,
        "[|system|]Be "
        "brief.[|endofturn|]\n[|user|]2+2?\n[|assistant|]4[|endofturn|]\n[|user|]Why?\n[|assistant|]<thought>\n");
    row("magistral", Question,
        "<s>[SYSTEM_PROMPT]Draft what you think as [THINK]your draft[/THINK], then "
        "answer.[/SYSTEM_PROMPT][INST]Why?[/INST]");
    row("magistral", Talk, "<s>[SYSTEM_PROMPT]Be brief.[/SYSTEM_PROMPT][INST]2+2?[/INST]4</s>[INST]Why?[/INST]");
    row("seed-oss", Question, "<seed:bos>user\nWhy?<seed:eos><seed:bos>assistant\n");
    row("seed-oss", Talk,
        "<seed:bos>system\nBe "
        "brief.<seed:eos><seed:bos>user\n2+2?<seed:eos><seed:bos>assistant\n4<seed:eos><seed:bos>user\nWhy?<seed:eos><"
        "seed:bos>assistant\n");
    row("glm-4.5", Question, "[gMASK]<sop><|user|>\nWhy?<|assistant|>");
    row("glm-4.5", Talk,
        "[gMASK]<sop><|system|>\nBe brief.<|user|>\n2+2?<|assistant|><think></think>\n4<|user|>\nWhy?<|assistant|>");
    row("command-a", Question,
        "<s><|START_OF_TURN_TOKEN|><|USER_TOKEN|>Why?<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|><|"
        "START_THINKING|>");
    row("command-a", Talk,
        "<s><|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>Be "
        "brief.<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_TOKEN|>2+2?<|END_OF_TURN_TOKEN|><|START_OF_TURN_"
        "TOKEN|><|CHATBOT_TOKEN|><|START_RESPONSE|>4<|END_RESPONSE|><|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_"
        "TOKEN|>Why?<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|><|START_THINKING|>");
    row("glm-4.7", Question, "[gMASK]<sop><|user|>Why?<|assistant|><think>");
    row("glm-4.7", Talk,
        "[gMASK]<sop><|system|>Be brief.<|user|>2+2?<|assistant|></think>4<|user|>Why?<|assistant|><think>");
    row("llama2", Question, "<s>[INST] Why? [/INST]");
    row("llama2", Talk, "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\n2+2? [/INST] 4 </s><s>[INST] Why? [/INST]");
    row("llama3.1", Question,
        "<s><|start_header_id|>system<|end_header_id|>\n\nYear: 4 "
        "digits\n\n<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|"
        "end_header_id|>\n\n");
    row("llama3.1", Talk,
        "<s><|start_header_id|>system<|end_header_id|>\n\nYear: 4 digits\n\nBe "
        "brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n2+2?<|eot_id|><|start_header_id|>assistant<|end_"
        "header_id|>\n\n4<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>"
        "assistant<|end_header_id|>\n\n");
    row("llama3", Question,
        "<s><|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|end_header_id|>"
        "\n\n");
    row("llama3", Talk,
        "<s><|start_header_id|>system<|end_header_id|>\n\nBe "
        "brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n2+2?<|eot_id|><|start_header_id|>assistant<|end_"
        "header_id|>\n\n4<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>"
        "assistant<|end_header_id|>\n\n");
    row("moonlight", Question,
        "<|im_system|>system<|im_middle|>You are a helpful "
        "assistant<|im_end|><|im_user|>user<|im_middle|>Why?<|im_end|><|im_assistant|>assistant<|im_middle|>");
    row("moonlight", Talk,
        "<|im_system|>system<|im_middle|>Be "
        "brief.<|im_end|><|im_user|>user<|im_middle|>2+2?<|im_end|><|im_assistant|>assistant<|im_middle|>4<|im_end|><|"
        "im_user|>user<|im_middle|>Why?<|im_end|><|im_assistant|>assistant<|im_middle|>");
    row("olmoe", Question, "<s><|user|>\nWhy?\n<|assistant|>\n");
    row("olmoe", Talk,
        "<s><|system|>\nBe brief.\n<|user|>\n2+2?\n<|assistant|>\n4</s>\n<|user|>\nWhy?\n<|assistant|>\n");
    row("qwen2", Question,
        "<|im_start|>system\nYou are a helpful "
        "assistant.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n");
    row("qwen2", Talk,
        "<|im_start|>system\nBe "
        "brief.<|im_end|>\n<|im_start|>user\n2+2?<|im_end|>\n<|im_start|>assistant\n4<|im_end|>\n<|im_start|>user\nWhy?"
        "<|im_end|>\n<|im_start|>assistant\n");
    row("qwen3", Question, "<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n");
    row("qwen3", Talk,
        "<|im_start|>system\nBe "
        "brief.<|im_end|>\n<|im_start|>user\n2+2?<|im_end|>\n<|im_start|>assistant\n4<|im_end|>\n<|im_start|>user\nWhy?"
        "<|im_end|>\n<|im_start|>assistant\n");
    row("qwq", Question, "<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n<think>\n");
    row("qwq", Talk,
        "<|im_start|>system\nBe "
        "brief.<|im_end|>\n<|im_start|>user\n2+2?<|im_end|>\n<|im_start|>assistant\n4<|im_end|>\n<|im_start|>user\nWhy?"
        "<|im_end|>\n<|im_start|>assistant\n<think>\n");
}

void TestChatTemplate::fileTemplates()
{
    QFETCH(bool, talk);
    QFETCH(QString, name);
    QFETCH(QString, rendered);
    const auto chat = makeChatTemplate(templateText(qPrintable(name)), vocabularyOf({}));
    QCOMPARE(QString::fromStdString(chat->render(talk ? Talk : Question).text), rendered);
}

// A template that leaves it to the tokenizer gets it, but none gets it twice.
void TestChatTemplate::beginningOfSequence()
{
    const auto render = [](const char *name) {
        return makeChatTemplate(templateText(name), vocabularyOf({}, true))->render(Question).text;
    };
    QCOMPARE(render("qwq"), std::string("<s><|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n<think>\n"));
    QCOMPARE(render("deepseek-v2"), std::string("<s>User: Why?\n\nAssistant:"));
}

void TestChatTemplate::templatesThatFail_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("refused by the template") << QString::fromStdString(templateText("llama2"))
                                             << "refuses this chat: User and assistant must take turns! A built-in";
    QTest::newRow("does not parse") << "x\n{% include 'y' %}"
                                    << "line 2: the tag {% include %} is not supported. A built-in";
    QTest::newRow("fails") << "{{ messages|sing }}"
                           << "the filter \"sing\" is not supported. A built-in";
    QTest::newRow("lines in its words") << "{{ raise_exception('a\\nb') }}"
                                        << "refuses this chat: a b. A built-in";
}

void TestChatTemplate::templatesThatFail()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    const auto chat = makeChatTemplate(text.toStdString(), vocabularyOf({})); // the model can still be opened
    EXPECT_FILE_ERROR(chat->render({{Role::Assistant, "a"}}), "The chat template", part.toStdString());
    EXPECT_FILE_ERROR(chat->render({{Role::Assistant, "a"}}), "The chat template",
                      "can be chosen instead: deepseek-r1, deepseek-v3, deepseek-v2, chatml, llama3, deepscope, none.");
}

void TestChatTemplate::builtIn_data()
{
    QTest::addColumn<bool>("addBos");
    QTest::addColumn<QString>("rendered");
    const auto row = [](const char *name, bool addBos, const char *rendered) {
        QTest::newRow(name) << addBos << QString::fromUtf8(rendered);
    };
    row("deepseek-r1", true,
        "<｜begin▁of▁sentence｜><｜User｜>Be "
        "brief.\n\n2+2?<｜Assistant｜>4<｜end▁of▁sentence｜><｜User｜>Why?<｜Assistant｜>"
        "<think>\n");
    row("deepseek-v3", true,
        "<｜begin▁of▁sentence｜>Be "
        "brief.<｜User｜>2+2?<｜Assistant｜>4<｜end▁of▁sentence｜><｜User｜>Why?<｜Assistant｜>");
    row("deepseek-v2", true, "<s>Be brief.\n\nUser: 2+2?\n\nAssistant: 4<｜end▁of▁sentence｜>User: Why?\n\nAssistant:");
    row("chatml", false,
        "<|im_start|>system\nBe "
        "brief.<|im_end|>\n<|im_start|>user\n2+2?<|im_end|>\n<|im_start|>assistant\n4<|im_end|>\n"
        "<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n");
    row("llama3", true,
        "<s><|start_header_id|>system<|end_header_id|>\n\nBe "
        "brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n"
        "2+2?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n4<|eot_id|><|start_header_id|>user"
        "<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n");
    row("deepscope", true,
        "<s><|user|>2+2?<|end|><|assistant|><answer>4</answer><|end|><|user|>Why?<|end|><|assistant|>");
    row("none", true, "<s>Be brief.\n2+2?\n4\nWhy?");
}

void TestChatTemplate::builtIn()
{
    QFETCH(bool, addBos);
    QFETCH(QString, rendered);
    const auto chat = makeBuiltInTemplate(QTest::currentDataTag(), vocabularyOf({"<｜begin▁of▁sentence｜>"}, addBos));
    QCOMPARE(chat->family(), std::string(QTest::currentDataTag()));
    const RenderedChat text = chat->render(Talk);
    QCOMPARE(QString::fromStdString(text.text), rendered);
    QCOMPARE(text.openThought != nullptr, rendered.endsWith("<think>\n"));
}

void TestChatTemplate::builtInNames()
{
    const Vocabulary vocabulary = vocabularyOf({});
    for (const std::string &name : chatTemplateNames())
        QCOMPARE(makeBuiltInTemplate(name, vocabulary)->family(), name);
    try {
        makeBuiltInTemplate("own", vocabulary);
        QFAIL("took a name that does not exist");
    } catch (const Error &error) {
        QVERIFY(error.kind() == ErrorKind::Usage);
    }
}

void TestChatTemplate::deepscopeTurns()
{
    const auto chat = makeChatTemplate(Deepscope, vocabularyOf({"<answer>"}));
    const auto render = [&](const std::vector<ChatMessage> &messages) { return chat->render(messages).text; };
    const std::string why = "<|user|>Why?<|end|><|assistant|>";
    QCOMPARE(render({{Role::User, " Why?\n"}}), why);
    // Questions that got no answer are left out.
    QCOMPARE(render({{Role::User, "a"}, {Role::Assistant, "b"}, {Role::User, "Why?"}}),
             "<|user|>a<|end|><|assistant|><answer>b</answer><|end|>" + why);
    QCOMPARE(render({{Role::User, "a"}, {Role::Assistant, ""}, {Role::User, "Why?"}}), why);
    QCOMPARE(render({{Role::User, "a"}, {Role::User, "Why?"}}), why);
}

// The text of a template becomes the tokens it was meant to become.
void TestChatTemplate::tokensOfARealVocabulary()
{
    const GgufFile file(goldenPath("r1qwen_f16.gguf"));
    const auto chat = makeChatTemplate(file);
    QCOMPARE(chat->family(), std::string("deepseek-r1"));
    const auto tokenizer = makeTokenizer(file);
    const auto tokens =
        tokenizer->encode(chat->render({{Role::User, "Hi"}}).text, {.addBos = false, .parseSpecial = true});
    QCOMPARE(tokens, (std::vector<int32_t>{579, 577, 39, 72, 578, 580, 198}));
}

QTEST_APPLESS_MAIN(TestChatTemplate)
#include "tst_chat_template.moc"
