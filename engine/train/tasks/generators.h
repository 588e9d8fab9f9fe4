// What makes the problems of the lab's tasks, each in a file of its name.
#pragma once

#include "train/draws.h"
#include "train/tasks/problem.h"

namespace deepscope {

Problem makeSum(Draws &draws);
Problem makeCountdown(Draws &draws);
Problem makeCups(Draws &draws);

} // namespace deepscope
