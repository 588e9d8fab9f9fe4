// What a person can do at the window, each by itself. The widgets that it goes through are the person's own.
#pragma once

#include "person.h"

#include <vector>

namespace deepscope::soak {

struct SoakAction {
    const char *name;
    int weight;                  // how often it is drawn, against the others
    bool (*act)(Person &person); // false: it could not be done now
};

std::vector<SoakAction> askingActions();
std::vector<SoakAction> turnActions(); // versions of a turn, and what is done with an answer
std::vector<SoakAction> chatActions(); // the list of chats
std::vector<SoakAction> fileActions(); // models, runs and chats as files
std::vector<SoakAction> expertActions();
std::vector<SoakAction> panelActions(); // what is looked at in the panels
std::vector<SoakAction> viewActions();  // layout, theme, size, settings
std::vector<SoakAction> allActions();

} // namespace deepscope::soak
