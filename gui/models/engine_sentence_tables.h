// The sentences of the engine, for engine_sentences.h alone and its test. One that the engine adds is added here.
#pragma once

#include <QCoreApplication>

#include <array>
#include <span>

namespace deepscope {

// %1, %2 … stand where the engine puts something in. With a full stop it is a sentence; without, it stands behind a
// file's name and a colon (its first letter is a capital where the name is left out), or within another one.
struct SentenceTemplate {
    const char *english;
    // The places that hold words of the engine too, "12"; behind a '#' at its beginning the others hold figures alone.
    const char *nested = "";
};

std::span<const SentenceTemplate> modelFileSentences();
std::span<const SentenceTemplate> catalogSentences();
std::span<const SentenceTemplate> fileSentences();
std::span<const SentenceTemplate> recordingSentences();
std::span<const SentenceTemplate> deviceSentences();
std::span<const SentenceTemplate> runSentences();
std::span<const SentenceTemplate> templateSentences();
std::span<const SentenceTemplate> alterationSentences();
std::span<const SentenceTemplate> labSentences();

inline auto sentenceTables()
{
    return std::array{modelFileSentences(), catalogSentences(),    fileSentences(),
                      recordingSentences(), deviceSentences(),     runSentences(),
                      templateSentences(),  alterationSentences(), labSentences()};
}

} // namespace deepscope
