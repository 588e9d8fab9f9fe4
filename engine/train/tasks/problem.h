// What is asked, and how it is worked out.
#pragma once

#include <string>

namespace deepscope {

// `note`, `thought` and `firstStep` are empty where nobody knows how to work it out.
struct Problem {
    std::string key; // the content without its wording: equal keys are the same problem
    std::string question;
    std::string note;      // the work as a page of somebody's notes has it: no question, no tags
    std::string thought;   // the whole work, step by step
    std::string firstStep; // of the thought
    std::string answer;
};

} // namespace deepscope
