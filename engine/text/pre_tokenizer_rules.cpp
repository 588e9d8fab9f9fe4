#include "text/pre_tokenizer_rules.h"

#include "model/gguf_file.h"

#include <algorithm>
#include <initializer_list>
#include <map>

namespace deepscope {

namespace {

// Letters of cased scripts as the deepseek-llm vocabularies list them: Latin, Greek, Cyrillic, Armenian capitals,
// Georgian, Cherokee, letter-like symbols, Glagolitic, Coptic, presentation forms, fullwidth, Deseret, Osage, Old
// Hungarian, Warang Citi, Adlam.
constexpr const char *CasedLetters =
    R"(A-Za-z\x{B5}\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{1BA}\x{1BC}-\x{1BF}\x{1C4}-\x{293}\x{295}-\x{2AF})"
    R"(\x{370}-\x{373}\x{376}\x{377}\x{37B}-\x{37D}\x{37F}\x{386}\x{388}-\x{38A}\x{38C}\x{38E}-\x{3A1})"
    R"(\x{3A3}-\x{3F5}\x{3F7}-\x{481}\x{48A}-\x{52F}\x{531}-\x{556}\x{10A0}-\x{10C5}\x{13A0}-\x{13F5})"
    R"(\x{13F8}-\x{13FD}\x{1C90}-\x{1CBA}\x{1CBD}-\x{1CBF}\x{1D00}-\x{1D2B}\x{1D6B}-\x{1D77}\x{1D79}-\x{1D9A})"
    R"(\x{1E00}-\x{1F15}\x{1F18}-\x{1F1D}\x{1F20}-\x{1F45}\x{1F48}-\x{1F4D}\x{1F50}-\x{1F57}\x{1F59}\x{1F5B})"
    R"(\x{1F5D}\x{1F5F}-\x{1F7D}\x{1F80}-\x{1FB4}\x{1FB6}-\x{1FBC}\x{1FBE}\x{1FC2}-\x{1FC4}\x{1FC6}-\x{1FCC})"
    R"(\x{1FD0}-\x{1FD3}\x{1FD6}-\x{1FDB}\x{1FE0}-\x{1FEC}\x{1FF2}-\x{1FF4}\x{1FF6}-\x{1FFC}\x{2102}\x{2107})"
    R"(\x{210A}-\x{2113}\x{2115}\x{2119}-\x{211D}\x{2124}\x{2126}\x{2128}\x{212A}-\x{212D}\x{212F}-\x{2134})"
    R"(\x{2139}\x{213C}-\x{213F}\x{2145}-\x{2149}\x{214E}\x{2183}\x{2184}\x{2C00}-\x{2C7B}\x{2C7E}-\x{2CE4})"
    R"(\x{2CEB}-\x{2CEE}\x{2CF2}\x{2CF3}\x{A640}-\x{A66D}\x{A680}-\x{A69B}\x{A722}-\x{A76F}\x{A771}-\x{A787})"
    R"(\x{A78B}-\x{A78E}\x{AB70}-\x{ABBF}\x{FB00}-\x{FB06}\x{FB13}-\x{FB17}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A})"
    R"(\x{10400}-\x{1044F}\x{104B0}-\x{104D3}\x{104D8}-\x{104FB}\x{10C80}-\x{10CB2}\x{10CC0}-\x{10CF2})"
    R"(\x{118A0}-\x{118DF}\x{1E900}-\x{1E943})";

constexpr const char *EastAsian = R"([\x{4E00}-\x{9FA5}\x{800}-\x{4E00}\x{AC00}-\x{D7FF}]+)";

// English contractions.
constexpr const char *Contractions = R"((?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]))";

// qwen2 and llama-bpe differ in how many digits make a piece, qwen2 and qwen35 in whether marks stay with letters.
std::string words(const std::string &digits, const std::string &letters = R"(\p{L})")
{
    return Contractions + std::string(R"(|[^\r\n\p{L}\p{N}]?[)") + letters + "]+|" + digits + R"(| ?[^\s)" + letters +
           R"(\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
}

// Words with their upper case in front and contractions behind. Letters without case, and marks, are of both.
constexpr const char *UpperLetters = R"([\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}])",
                     *LowerLetters = R"([\p{Ll}\p{Lm}\p{Lo}\p{M}])";

std::string casedWords(const std::string &upper, const std::string &lower, const std::string &contractions,
                       const std::string &signEnds)
{
    const std::string start = R"([^\r\n\p{L}\p{N}]?)", ending = contractions + "?";
    return start + upper + "*" + lower + "+" + ending + "|" + start + upper + "+" + lower + "*" + ending +
           R"(|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[)" + signEnds + R"(]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
}

// GPT-4o and gpt-oss: o200k_base (github.com/openai/tiktoken).
std::string o200kWords() { return casedWords(UpperLetters, LowerLetters, Contractions, R"(\r\n/)"); }

// Moonlight and Kimi K2: Chinese characters by themselves (the pat_str of tokenization_moonshot.py; PCRE2 has no
// intersection of classes, so a look-ahead keeps the Chinese out).
std::string kimiWords()
{
    const auto withoutHan = [](const char *letters) { return R"((?:(?!\p{Han}))" + std::string(letters) + ")"; };
    return R"(\p{Han}+|)" +
           casedWords(withoutHan(UpperLetters), withoutHan(LowerLetters), "(?i:'s|'t|'re|'ve|'m|'ll|'d)", R"(\r\n)");
}

using Rules = std::map<std::string, PreTokenizerRule, std::less<>>;

void add(Rules &rules, std::initializer_list<const char *> names, const PreTokenizerRule &rule)
{
    for (const char *name : names)
        rules.emplace(name, rule);
}

// GPT-2's (github.com/openai/gpt-2, encoder.py), which many took.
constexpr const char *Gpt2Words = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

void addDeepseek(Rules &rules)
{
    const PreTokenizerRule llm{{
        R"([\r\n])",
        R"(\s?[)" + std::string(CasedLetters) + "]+",
        R"(\s?[!-/:-~\x{FF01}-\x{FF0F}\x{FF1A}-\x{FF5E}\x{2018}-\x{201F}\x{3000}-\x{3002}]+)",
        R"((?<!\s)\s++$)", // means \s+$, in linear time
        EastAsian,
        R"(\p{N}+)",
    }};
    const PreTokenizerRule coder{{
        R"([\r\n])",
        R"(\s?\p{L}+)",
        R"(\s?\p{P}+)",
        EastAsian,
        R"(\p{N})",
    }};
    const PreTokenizerRule v3{{
        R"(\p{N}{1,3})",
        R"([\x{4E00}-\x{9FA5}\x{3040}-\x{309F}\x{30A0}-\x{30FF}]+)",
        R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|)"
        R"( ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
    }};
    add(rules, {"deepseek-llm"}, llm);
    add(rules, {"deepseek-coder"}, coder);
    add(rules, {"deepseek-v3", "hunyuan-dense", "joyai-llm"}, v3);
}

// The names are those that llama.cpp writes and reads; those in a line share a rule there too. NFC: the vocabularies of
// Qwen and of GPT-NeoX, which is OLMo's.
Rules makeRules()
{
    Rules rules;
    const std::string threeDigits = words(R"(\p{N}{1,3})"), oneDigit = words(R"(\p{N})");
    add(rules, {"qwen2", "deepseek-r1-qwen"}, {.expressions = {oneDigit}, .composes = true});
    add(rules, {"qwen35"}, {.expressions = {words(R"(\p{N})", R"(\p{L}\p{M})")}, .composes = true});
    add(rules, {"hunyuan", "megrez", "stablelm2"}, {.expressions = {oneDigit}});
    add(rules, {"falcon-h1", "falcon3", "lfm2", "llama-bpe", "llama-v3", "llama3", "midm-2.0", "pixtral"},
        {.expressions = {threeDigits}, .wholePieces = true, .beginsWithBos = true});
    add(rules, {"chatglm-bpe", "dbrx", "glm4", "smaug-bpe"}, {.expressions = {threeDigits}});
    add(rules,
        {"a.x-4.0", "exaone4", "gigachat", "gpt-2", "granite-docling", "jais", "mellum", "mpt", "phi-2", "trillion"},
        {.expressions = {Gpt2Words}});
    add(rules, {"olmo"}, {.expressions = {Gpt2Words}, .composes = true});
    add(rules, {"codeshell", "exaone", "minerva-7b", "refact", "smollm", "starcoder"},
        {.expressions = {R"(\p{N})", Gpt2Words}});
    add(rules, {"kimi-k2"}, {.expressions = {kimiWords()}});
    // llama.cpp counts fewer letters here; the makers' own rule is what models were trained with.
    add(rules, {"gpt-4o"}, {.expressions = {o200kWords()}});
    // What llama.cpp does where a file names none.
    add(rules, {"default"}, {.expressions = {R"([\p{P}\$\+<=>\^~\|]+)", Gpt2Words, R"(\p{N}+)", "[0-9][0-9][0-9]"}});
    addDeepseek(rules);
    return rules;
}

const Rules &rules()
{
    static const Rules table = makeRules();
    return table;
}

} // namespace

const PreTokenizerRule *findPreTokenizerRule(std::string_view name)
{
    const auto found = rules().find(name);
    return found == rules().end() ? nullptr : &found->second;
}

std::string supportedPreTokenizers()
{
    std::string names;
    for (const auto &[name, rule] : rules())
        names += (names.empty() ? "" : ", ") + name;
    return names;
}

// All of Qwen had one rule until 3.5, and nobody but Llama 3 begins with that token.
PreTokenizerName preTokenizerOf(const GgufFile &file)
{
    const std::string said = file.stringOr("tokenizer.ggml.pre", "");
    if (!said.empty())
        return {said};
    const std::vector<std::string> *tokens = file.strings("tokenizer.ggml.tokens");
    const std::string architecture = file.stringOr("general.architecture", "");
    if (architecture.starts_with("qwen"))
        return {architecture.starts_with("qwen35") ? "qwen35" : "qwen2", false};
    if (tokens && std::ranges::find(*tokens, "<|begin_of_text|>") != tokens->end())
        return {"llama-bpe", false};
    return {"default", false};
}

} // namespace deepscope
