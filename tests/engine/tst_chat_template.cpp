// The built-in chat templates: which family a file belongs to, and the exact text that each makes.
#include "support/golden_tokens.h"

#include "text/chat_template.h"

#include <QTest>

using namespace deepscope;

namespace {

using Role = ChatMessage::Role;

Vocabulary vocabularyOf(const std::vector<std::string> &specials, bool addBos = false)
{
    std::vector<VocabularyEntry> entries = {{"<s>", TokenKind::Control}, {"a"}};
    for (const std::string &special : specials)
        entries.push_back({special, TokenKind::Control});
    return Vocabulary(std::move(entries), {.bos = 0, .addBos = addBos, .ends = {}});
}

// In the manner of the published templates, shortened to what tells them apart.
const std::string R1 =
    "{{ bos_token }}{% if message['role'] == 'user' %}{{'<｜User｜>' + message['content']}}{% endif %}"
    "{% set content = content.split('</think>')[-1] %}{{'<｜Assistant｜>' + content}}"
    "{% if add_generation_prompt %}{{'<｜Assistant｜><think>\\n'}}{% endif %}";
const std::string V3 = "{{ bos_token }}{{'<｜User｜>' + message['content']}}{{'<｜Assistant｜>' + message['content']}}";
const std::string V2 =
    "{{ bos_token }}{{ 'User: ' + message['content'] + '\\n\\n' }}{{ 'Assistant: ' + message['content'] "
    "+ eos_token }}{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}";
const std::string Qwen = "{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}"
                         "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
const std::string Qwq = "{{'<|im_start|>' + message['role']}}{{ '<|im_start|>assistant\\n<think>\\n' }}";
const std::string Llama3 = "{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' }}";
const std::string Deepscope = "{{ bos_token }}<|user|>{{ message['content'] }}<|end|><|assistant|>";

const std::vector<ChatMessage> Question = {{Role::User, "Why?"}};
const std::vector<ChatMessage> Talk = {{Role::System, "Be brief."},
                                       {Role::User, "2+2?"},
                                       {Role::Assistant, "<think>\neasy\n</think>\n\n4"},
                                       {Role::User, "Why?"}};

} // namespace

class TestChatTemplate : public QObject {
    Q_OBJECT

private slots:
    void families_data();
    void families();
    void familiesByTokens();
    void texts_data();
    void texts();
    void deepscopeTurns();
    void thoughtsAreNotRepeated_data();
    void thoughtsAreNotRepeated();
    void tokensOfARealVocabulary();
};

void TestChatTemplate::families_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("family");
    QTest::addColumn<bool>("thinks");
    QTest::newRow("deepseek-r1") << QString::fromStdString(R1) << "deepseek-r1" << true;
    QTest::newRow("deepseek-v3") << QString::fromStdString(V3) << "deepseek-v3" << false;
    QTest::newRow("deepseek-v2") << QString::fromStdString(V2) << "deepseek-v2" << false;
    QTest::newRow("chatml") << QString::fromStdString(Qwen) << "chatml" << false;
    QTest::newRow("chatml, thinking") << QString::fromStdString(Qwq) << "chatml" << true;
    QTest::newRow("llama3") << QString::fromStdString(Llama3) << "llama3" << false;
    QTest::newRow("deepscope") << QString::fromStdString(Deepscope) << "deepscope" << false;
    QTest::newRow("unknown") << "{{ message['content'] }}"
                             << "none" << false;
}

void TestChatTemplate::families()
{
    QFETCH(QString, text);
    QFETCH(QString, family);
    QFETCH(bool, thinks);
    const auto chat = makeChatTemplate(text.toStdString(), vocabularyOf({"<answer>", "</answer>"}));
    QCOMPARE(chat->family(), family.toStdString());
    const RenderedChat rendered = chat->render(Question);
    QCOMPARE(rendered.endsInThought, thinks);
    QCOMPARE(QString::fromStdString(rendered.text).endsWith("<think>\n"), thinks);
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

void TestChatTemplate::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("addBos");
    QTest::addColumn<QString>("rendered");
    const auto row = [](const char *name, const std::string &text, bool addBos, const char *rendered) {
        QTest::newRow(name) << QString::fromStdString(text) << addBos << QString::fromUtf8(rendered);
    };
    row("deepseek-r1", R1, true,
        "<｜begin▁of▁sentence｜>Be "
        "brief.<｜User｜>2+2?<｜Assistant｜>4<｜end▁of▁sentence｜><｜User｜>Why?<｜Assistant｜><think>\n");
    row("deepseek-v3", V3, true,
        "<｜begin▁of▁sentence｜>Be "
        "brief.<｜User｜>2+2?<｜Assistant｜>4<｜end▁of▁sentence｜><｜User｜>Why?<｜Assistant｜>");
    row("deepseek-v2", V2, true,
        "<s>Be brief.\n\nUser: 2+2?\n\nAssistant: 4<｜end▁of▁sentence｜>User: Why?\n\nAssistant:");
    row("chatml", Qwen, false,
        "<|im_start|>system\nBe "
        "brief.<|im_end|>\n<|im_start|>user\n2+2?<|im_end|>\n<|im_start|>assistant\n4<|im_end|>\n"
        "<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n");
    row("llama3", Llama3, true,
        "<s><|start_header_id|>system<|end_header_id|>\n\nBe "
        "brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n"
        "2+2?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n4<|eot_id|><|start_header_id|>user"
        "<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n");
    row("deepscope", Deepscope, true,
        "<s><|user|>2+2?<|end|><|assistant|><answer>4</answer><|end|><|user|>Why?<|end|><|assistant|>");
    row("none", "", true, "<s>Be brief.\n2+2?\n4\nWhy?");
    row("none without bos", "", false, "Be brief.\n2+2?\n4\nWhy?");
}

void TestChatTemplate::texts()
{
    QFETCH(QString, text);
    QFETCH(bool, addBos);
    QFETCH(QString, rendered);
    const bool ours = text.toStdString() == Deepscope;
    const auto specials =
        ours ? std::vector<std::string>{"<answer>"} : std::vector<std::string>{"<｜begin▁of▁sentence｜>"};
    const auto chat = makeChatTemplate(text.toStdString(), vocabularyOf(specials, addBos));
    QCOMPARE(QString::fromStdString(chat->render(Talk).text), rendered);
}

void TestChatTemplate::deepscopeTurns()
{
    const auto chat = makeChatTemplate(Deepscope, vocabularyOf({"<answer>"}));
    const auto render = [&](const std::vector<ChatMessage> &messages) { return chat->render(messages).text; };
    const std::string why = "<|user|>Why?<|end|><|assistant|>";
    QCOMPARE(render({{Role::User, " Why?\n"}}), why);
    // Answers that bring their tags keep them; questions that got no answer are left out.
    QCOMPARE(render({{Role::User, "a"}, {Role::Assistant, "<think>t</think><answer>b</answer>"}, {Role::User, "Why?"}}),
             "<|user|>a<|end|><|assistant|><answer>b</answer><|end|>" + why);
    QCOMPARE(render({{Role::User, "a"}, {Role::Assistant, ""}, {Role::User, "Why?"}}), why);
    QCOMPARE(render({{Role::User, "a"}, {Role::User, "Why?"}}), why);
}

void TestChatTemplate::thoughtsAreNotRepeated_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("kept");
    QTest::newRow("whole") << "<think>a</think>b"
                           << "b";
    QTest::newRow("white space") << "\n<think>\na\n</think>\n\nb"
                                 << "b";
    QTest::newRow("forced opening") << "a\n</think>\nb"
                                    << "b";
    QTest::newRow("nothing after it") << "<think>a</think>\n"
                                      << "";
    QTest::newRow("no thought") << " b "
                                << " b ";
    QTest::newRow("quoted in the answer") << "use <think> and </think>"
                                          << "use <think> and </think>";
    QTest::newRow("quoted after the thought") << "<think>a</think>use <think>b</think>"
                                              << "use <think>b</think>";
}

void TestChatTemplate::thoughtsAreNotRepeated()
{
    QFETCH(QString, answer);
    QFETCH(QString, kept);
    const auto chat = makeChatTemplate("", vocabularyOf({}));
    QCOMPARE(QString::fromStdString(chat->render({{Role::Assistant, answer.toStdString()}}).text), kept);
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
