// The regular expressions by which the families of byte-level BPE vocabularies split a text before merging.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

struct PreTokenizerRule {
    std::vector<std::string> expressions; // PCRE2 syntax, applied one after the other
    bool wholePieces = false;             // a piece that is in the vocabulary as a whole is taken without merging
};

// By the name in tokenizer.ggml.pre; nullptr: not supported.
const PreTokenizerRule *findPreTokenizerRule(std::string_view name);
std::string supportedPreTokenizers(); // "deepseek-coder, deepseek-llm, ..."

} // namespace deepscope
