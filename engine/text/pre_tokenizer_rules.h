// The regular expressions by which the families of byte-level BPE vocabularies split a text before merging.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deepscope {

class GgufFile;

struct PreTokenizerRule {
    std::vector<std::string> expressions; // PCRE2 syntax, applied one after the other
    bool wholePieces = false;             // a piece that is in the vocabulary as a whole is taken without merging
    bool composes = false;                // the makers' tokenizers bring texts to the form NFC first
    bool beginsWithBos = false;           // where a file does not say whether texts do
};

// By the name in tokenizer.ggml.pre; nullptr: not supported.
const PreTokenizerRule *findPreTokenizerRule(std::string_view name);
std::string supportedPreTokenizers(); // "deepseek-coder, deepseek-llm, ..."

struct PreTokenizerName {
    std::string name;
    bool said = true; // by the file; else what its kind of vocabulary has, or "default"
};
PreTokenizerName preTokenizerOf(const GgufFile &file); // of byte-level BPE

} // namespace deepscope
