// What a terminal does in its own way on each system.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace deepscope::cli {

// The arguments of main in UTF-8; Windows gives main those of its own code page.
std::vector<std::string> readArguments(int count, char **arguments);

// Makes output take UTF-8, byte by byte: a line feed that a model wrote stays one.
void prepareOutput();

bool isTerminal(std::FILE *stream);
bool progressIsSeen(); // whether standard error is a terminal

} // namespace deepscope::cli
