// What would help against a problem: the button beside its sentence.
#pragma once

#include "app/actions.h"
#include "app/message_bar.h"
#include "app/opening.h"

#include <QCoreApplication>

namespace deepscope {

class RecordedExamples;

class ProblemOffers {
    Q_DECLARE_TR_FUNCTIONS(deepscope::ProblemOffers)

public:
    // All that is given must outlive it.
    ProblemOffers(const Actions &actions, Opening &opening, Workbench &workbench, RecordedExamples &examples)
        : m_actions(actions), m_opening(opening), m_workbench(workbench), m_examples(examples)
    {
    }

    // What failed with another file or other options, or what can be done without it.
    Offer offerFor(const UserProblem &problem);

private:
    Offer offerForModel(const UserProblem &problem);

    const Actions &m_actions;
    Opening &m_opening;
    Workbench &m_workbench;
    RecordedExamples &m_examples;
};

} // namespace deepscope
