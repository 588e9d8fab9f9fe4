// What a person tries with the experts of the shown model, and what the engine says to it. The window carries its
// questions to the engine and the answers back.
#pragma once

#include "expert_survey.h"
#include "expert_switches.h"
#include "router_weighing.h"
#include "second_reading.h"

namespace deepscope {

struct ExpertTrials {
    explicit ExpertTrials(const RunStore &store)
        : switches(store), reading(store, switches), weighing(store), survey(store)
    {
    }

    void stop() // what the engine is asked: something else needs it alone
    {
        reading.stop();
        survey.stop();
        weighing.want(-1);
    }

    ExpertSwitches switches;
    SecondReading reading;
    RouterWeighing weighing;
    ExpertSurvey survey;
};

} // namespace deepscope
