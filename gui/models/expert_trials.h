// What a person tries with the experts of the shown model, and what the engine says to it. The window carries its
// questions to the engine and the answers back.
#pragma once

#include "expert_survey.h"
#include "expert_switches.h"
#include "file_comparison.h"
#include "router_weighing.h"
#include "second_reading.h"

namespace deepscope {

struct ExpertTrials {
    // Where no engine answers, nothing is `offered`: runs are looked at alone.
    explicit ExpertTrials(const RunStore &store, bool offered = true)
        : switches(store, offered), reading(store, switches), weighing(store, offered), survey(store), files(store)
    {
    }

    void stop() // what the engine is asked: something else needs it alone
    {
        reading.stop();
        survey.stop();
        weighing.want(-1);
    }
    void follow() // that has ended without anything new
    {
        if (reading.state() != SecondReading::State::There)
            reading.restart();
        if (!weighing.isKnown())
            weighing.restart();
    }

    ExpertSwitches switches;
    SecondReading reading;
    RouterWeighing weighing;
    ExpertSurvey survey;
    FileComparison files;
};

} // namespace deepscope
