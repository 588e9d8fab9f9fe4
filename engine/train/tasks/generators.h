// What makes the problems of the lab's tasks, each in a file of its name.
#pragma once

#include "train/draws.h"
#include "train/tasks/problem.h"

namespace deepscope {

Problem makeSum(RandomDraws &draws);
Problem makeCountdown(RandomDraws &draws);
Problem makeCups(RandomDraws &draws);

} // namespace deepscope
