// The one owner of what a run of the lab said of itself, while it goes on or as a record holds it. Panels read it and
// follow its signals. Of the boards it keeps the newest and the one that was asked for last.
#pragma once

#include "api/lab.h"
#include "turning_point.h"

#include <QObject>

#include <memory>
#include <span>

namespace deepscope {

// Of a record, all but its boards.
struct ShownLabRun {
    LabBegun begun;
    std::vector<LabStep> steps; // without boards
    std::vector<LabHeldOut> heldOut;
    std::vector<LabFixedAnswers> fixedAnswers;
};

class LabHistory : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // A run was asked for: what was shown before goes. One that goes on with an earlier run shows its past.
    void expect(std::shared_ptr<const ShownLabRun> past = {});
    void take(std::vector<LabEvent> events); // in order; a burst of them costs one signal each
    void show(const ShownLabRun &run);       // a record: nothing more comes

    bool isLive() const { return m_live; } // of this session, also when it has ended
    bool isRunning() const { return m_live && m_state.kind != LabState::Kind::Ended; }
    bool isEmpty() const { return !m_begun && !m_live; }
    const std::optional<LabBegun> &begun() const { return m_begun; }
    const LoadProgress &preparing() const { return m_preparing; }
    const LabState &state() const { return m_state; }
    const std::vector<LabStep> &steps() const { return m_steps; } // without boards, in order
    uint32_t lastStep() const;                                    // that was made
    const LabStep *step(uint32_t number) const;                   // null = there is none
    const std::vector<LabHeldOut> &heldOut() const { return m_heldOut; }
    const LabHeldOut *best() const; // by held-out match; null = nothing was measured
    const std::vector<LabFixedAnswers> &fixedAnswers() const { return m_fixedAnswers; }
    const std::optional<TurningPoint> &turningPoint() const { return m_turningPoint; }

    // Null: it is not here; askForBoard() fetches it, and boardArrived() tells.
    const std::vector<LabGroup> *board(uint32_t step) const;
    void askForBoard(uint32_t step);
    void putBoard(uint32_t step, std::vector<LabGroup> board); // as asked for; empty: none was kept

signals:
    void runChanged();   // another run, or it has begun
    void stepsChanged(); // figures came, or went back to the best
    void heldOutChanged();
    void fixedAnswersChanged();
    void stateChanged(); // and what is being prepared
    void boardWanted(uint32_t step);
    void boardArrived(uint32_t step);
    void allocated(const deepscope::MemoryAccount &account);
    void saved(const deepscope::LabSaved &saved);

private:
    struct Changes {
        bool run = false, steps = false, heldOut = false, fixedAnswers = false, state = false;
    };
    struct Board {
        uint32_t step = 0;
        std::vector<LabGroup> groups;
    };

    void clear();
    void takeEvent(LabEvent event, Changes &changes);
    void takeStep(LabStep step, Changes &changes);
    void dropAfter(uint32_t step, Changes &changes);
    void tell(const Changes &changes);

    bool m_live = false;
    std::optional<LabBegun> m_begun;
    LoadProgress m_preparing;
    LabState m_state{LabState::Kind::Ended, 0, 0, {}, {}};
    std::vector<LabStep> m_steps;
    std::vector<LabHeldOut> m_heldOut;
    std::vector<LabFixedAnswers> m_fixedAnswers;
    std::optional<TurningPoint> m_turningPoint;
    std::optional<Board> m_newest, m_fetched;
};

} // namespace deepscope
