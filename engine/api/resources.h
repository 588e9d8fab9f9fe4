// What comes with the program: beside it, in its bundle or, for a build that was never installed, in its source folder.
#pragma once

#include <string>
#include <vector>

namespace deepscope {

// The path of a file or folder, "default.gguf" for instance; empty = it is not installed.
std::string resourcePath(const std::string &name);

// "weak-domains" becomes the file of questions, JSON lines, that are harder than what the default model learned; other
// paths stay as they are. Throws Error(File) when it is not installed.
std::string resolveQuestionsPath(const std::string &path);

// The recorded runs, by the names of their files; empty when none are installed. Never throws.
std::vector<std::string> recordedExamples();

} // namespace deepscope
