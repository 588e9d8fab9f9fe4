// Models whose file is in order and whose content is not.
#include "gguf_draft.h"
#include "malformed_files.h"

#include <limits>

namespace deepscope {

namespace {

using Change = std::function<void(GgufDraft &)>;
using Texts = std::vector<std::string>;
using Numbers = std::vector<int64_t>;

const char *const Expert = "ds2v3_new_f16"; // experts in groups, query latent, YaRN, byte-level BPE

struct Case {
    const char *name;
    Change change;
    const char *part; // of the sentence
};

std::vector<MalformedFile> toFiles(const char *group, const char *model, const std::vector<Case> &cases)
{
    std::vector<MalformedFile> files;
    for (const Case &item : cases)
        files.push_back({std::string(group) + ": " + item.name,
                         [model, change = item.change] {
                             GgufDraft draft = GgufDraft::golden(model);
                             change(draft);
                             return draft.bytes();
                         },
                         item.part});
    return files;
}

Change set(const std::string &key, GgufValue value)
{
    return [=](GgufDraft &draft) { draft.set(key, value); };
}
Change setNumber(const std::string &key, uint64_t value) { return set("deepseek2." + key, value); }
Change setReal(const std::string &key, double value) { return set("deepseek2." + key, value); }
Change remove(const std::string &key)
{
    return [=](GgufDraft &draft) { draft.remove(key); };
}

template <typename T>
Change changeArray(const std::string &key, std::function<void(T &)> change)
{
    return [=](GgufDraft &draft) { change(draft.array<T>(key)); };
}

Change setShape(const std::string &name, std::vector<uint64_t> shape)
{
    return [=](GgufDraft &draft) {
        GgufDraft::Tensor &tensor = draft.tensor(name);
        tensor.shape = shape;
        tensor.data.resize(tensor.bytes());
    };
}

constexpr double NotANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double Endless = std::numeric_limits<double>::infinity();

std::vector<Case> wrongSizes()
{
    return {
        {"no architecture", remove("general.architecture"), "key 'general.architecture' is missing"},
        {"architecture a number", set("general.architecture", uint64_t(2)), "holds a whole number where a text"},
        {"unknown architecture", set("general.architecture", std::string("mamba")), "'mamba' is not supported"},
        {"architecture with a line end", set("general.architecture", std::string("a\nb")), "'a?b' is not supported"},
        {"no layer count", remove("deepseek2.block_count"), "key 'deepseek2.block_count' is missing"},
        {"no layers", setNumber("block_count", 0), "'deepseek2.block_count' is 0"},
        {"more layers than tensors", setNumber("block_count", 0xffffffffU), "is missing"},
        {"layers beyond 32 bits", setNumber("block_count", uint64_t(1) << 40), "at most 4294967295"},
        {"negative layers", set("deepseek2.block_count", int64_t(-1)), "is -1; it must not be negative"},
        {"no heads", setNumber("attention.head_count", 0), "'deepseek2.attention.head_count' is 0"},
        {"heads that do not divide", setNumber("attention.head_count", 3), "where the metadata asks for"},
        {"heads that overflow", setNumber("attention.head_count", 0xffffffffU), "too wide"},
        {"context 0", setNumber("context_length", 0), "'deepseek2.context_length' is 0"},
        {"endless context", setNumber("context_length", 0xffffffffU), "at most 268435456 are supported"},
        {"no context", remove("deepseek2.context_length"), "'deepseek2.context_length' is missing"},
        {"embedding 0", setNumber("embedding_length", 0), "'deepseek2.embedding_length' is 0"},
        {"other embedding", setNumber("embedding_length", 65), "where the metadata asks for 65"},
        {"no vocabulary of any size",
         [](GgufDraft &d) { d.remove("tokenizer.ggml.tokens").remove("deepseek2.vocab_size"); },
         "'deepseek2.vocab_size' is missing"},
        {"latent 0", setNumber("attention.kv_lora_rank", 0), "'deepseek2.attention.kv_lora_rank' is 0"},
        {"odd rotary width", setNumber("rope.dimension_count", 7), "an even number is needed"},
        {"rotary part wider than the head", setNumber("rope.dimension_count", 64), "must be larger than"},
        {"feed-forward width 0", setNumber("feed_forward_length", 0), "'deepseek2.feed_forward_length' is 0"},
        {"width a text", set("deepseek2.feed_forward_length", std::string("wide")),
         "holds a text where a whole number"},
    };
}

std::vector<Case> wrongRules()
{
    return {
        {"epsilon 0", setReal("attention.layer_norm_rms_epsilon", 0), "is not above 0"},
        {"epsilon not a number", setReal("attention.layer_norm_rms_epsilon", NotANumber), "is not a finite number"},
        {"rotary base not a number", setReal("rope.freq_base", NotANumber), "is not a finite number"},
        {"negative rotary base", setReal("rope.freq_base", -10000), "'deepseek2.rope.freq_base' is not above 1"},
        {"endless rotary base", setReal("rope.freq_base", Endless), "is not a finite number"},
        {"unknown scaling", set("deepseek2.rope.scaling.type", std::string("longrope")), "is 'longrope'; supported: "},
        {"scaling below 1", setReal("rope.scaling.factor", 0.5),
         "'deepseek2.rope.scaling.factor' is missing or below 1"},
        {"scaling of no context", setNumber("rope.scaling.original_context_length", 0), "is 0; at least 1"},
        {"top-k above the experts", setNumber("expert_used_count", 17), "is 17, but there are 16 experts"},
        {"top-k 0", setNumber("expert_used_count", 0), "'deepseek2.expert_used_count' is 0"},
        {"top-k above the groups", setNumber("expert_used_count", 9), "the groups in use hold 8 experts"},
        {"huge expert count", setNumber("expert_count", 0xffffffffU), "at most"},
        {"groups that do not divide", setNumber("expert_group_count", 3), "3 groups"},
        {"more groups in use than there are", setNumber("expert_group_used_count", 5), "but there are 4 groups"},
        {"unknown gate", setNumber("expert_gating_func", 9), "is 9; supported: 1 (softmax), 2 (sigmoid)"},
        {"more dense layers than layers", setNumber("leading_dense_block_count", 99), "is 99, but there are"},
        {"huge shared experts", setNumber("expert_shared_count", 0xffffffffU), "is too large"},
        {"no tensors", [](GgufDraft &draft) { draft.tensors.clear(); }, "is missing"},
        {"no embedding", [](GgufDraft &draft) { draft.removeTensor("token_embd.weight"); },
         "tensor 'token_embd.weight' is missing"},
        {"embedding turned", setShape("token_embd.weight", {584, 64}),
         "is 584 x 64 where the metadata asks for 64 x 584"},
        {"norm too short", setShape("output_norm.weight", {63}), "'output_norm.weight' is 63"},
        {"fewer experts than announced", setShape("blk.1.ffn_down_exps.weight", {32, 64, 15}), "x 15 where"},
        {"norm of another type",
         [](GgufDraft &draft) {
             GgufDraft::Tensor &norm = draft.tensor("output_norm.weight");
             norm.type = TensorType::Q8_0;
             norm.data.resize(norm.bytes());
         },
         "norms and biases must be F32, F16 or BF16"},
    };
}

std::vector<Case> wrongBytePairs()
{
    const auto texts = [](const char *key, std::function<void(Texts &)> change) {
        return changeArray<Texts>(std::string("tokenizer.ggml.") + key, std::move(change));
    };
    return {
        {"no kind", remove("tokenizer.ggml.model"), "key 'tokenizer.ggml.model' is missing"},
        {"unknown kind", set("tokenizer.ggml.model", std::string("rwkv")), "'rwkv' is not supported"},
        {"no tokens", remove("tokenizer.ggml.tokens"), "tokenizer.ggml.tokens"},
        {"tokens that are numbers", set("tokenizer.ggml.tokens", GgufArray(Numbers{1, 2})), "an array of texts"},
        {"fewer tokens", texts("tokens", [](Texts &t) { t.pop_back(); }),
         "'token_embd.weight' is 64 x 584 where the metadata asks for 64 x 583"},
        {"no merges", remove("tokenizer.ggml.merges"), "has no merges"},
        {"unknown pre-tokenizer", set("tokenizer.ggml.pre", std::string("none such")), "'none such'"},
        {"pre-tokenizer with a line end", set("tokenizer.ggml.pre", std::string("a\nb")), "is not supported"},
        {"chat template a number", set("tokenizer.chat_template", uint64_t(1)), "'tokenizer.chat_template' holds"},
    };
}

} // namespace

std::vector<MalformedFile> truncatedModels()
{
    const GgufDraft draft = GgufDraft::golden(Expert);
    GgufDraft bare = draft;
    bare.tensors.clear();
    const size_t magic = 4, version = 8, counts = 24, header = draft.header().size(), keys = bare.header().size();
    const std::vector<std::pair<const char *, size_t>> cuts = {
        {"in the magic", magic - 1},
        {"after the magic", magic},
        {"after the version", version},
        {"after the tensor count", counts - 8},
        {"after the counts", counts},
        {"in the length of a name", counts + 4},
        {"in the name of a key", counts + 8 + 3},
        {"after the name of a key", counts + 8 + 20},
        {"after the type of a key", counts + 8 + 20 + 4},
        {"in the value of a key", counts + 8 + 20 + 4 + 8 + 2},
        {"in an array", keys / 2},
        {"after the keys", keys - 32},
        {"in the tensor list", (keys + header) / 2},
        {"in the last tensor of the list", header - 40},
        {"after the header", header},
        {"after one byte of data", header + 1},
        {"in the middle of the data", size_t(draft.fileBytes() / 2)},
        {"before the last value", size_t(draft.fileBytes() - 64)},
    };
    std::vector<MalformedFile> files;
    for (const auto &[name, size] : cuts)
        files.push_back({std::string("truncated: ") + name,
                         [size = size] {
                             std::vector<uint8_t> bytes = GgufDraft::golden(Expert).bytes();
                             bytes.resize(size);
                             return bytes;
                         },
                         size < magic ? "not a GGUF file" : "is damaged or incomplete"});
    return files;
}

std::vector<MalformedFile> inconsistentModels()
{
    std::vector<MalformedFile> files = toFiles("model", Expert, wrongSizes());
    for (MalformedFile &file : toFiles("model", Expert, wrongRules()))
        files.push_back(std::move(file));
    return files;
}

std::vector<MalformedFile> inconsistentTokenizers() { return toFiles("byte pairs", Expert, wrongBytePairs()); }

} // namespace deepscope
