// What the person points at, shared by all panels; no panel knows another. Setting an equal value emits nothing.
#pragma once

#include "run_store.h"

#include <vector>

namespace deepscope {

// -1 = any. `layer` is the model's layer number from 0, dense layers included.
struct Focus {
    int token = -1;
    int layer = -1;
    int expert = -1;

    bool empty() const { return token < 0 && layer < 0 && expert < 0; }
    bool hasExpert() const { return layer >= 0 && expert >= 0; }
    bool operator==(const Focus &) const = default;
};

class Selection : public QObject {
    Q_OBJECT

public:
    // Follows the store's current run: another run clears everything and follows again.
    explicit Selection(const RunStore &store, QObject *parent = nullptr);

    const Focus &focus() const { return m_focus; }
    void setFocus(Focus focus); // clamped to the run; a click: ends follow mode, enters the back history
    const Focus &hover() const { return m_hover; }
    void setHover(Focus hover);
    void clearHover() { setHover({}); }

    // Range of statistics; empty = the whole run. Clamped to the run.
    const TokenRange &range() const { return m_range; }
    void setRange(TokenRange range);
    void clearRange() { setRange({}); }
    TokenRange rangeOrAll() const; // the range, else all tokens of the run

    // Shared by every picture with tokens on its x axis.
    const VisibleRange &visible() const { return m_visible; }
    void setVisible(VisibleRange visible);        // by the person: ends follow mode; clamped to the axis
    void zoom(double factor, double aroundToken); // factor > 1 shows fewer tokens
    void pan(double tokens);
    void showAll();
    // The widest range in which tokens can be read; following shows no more. The strip tells it.
    void setReadable(double tokens);
    void showReadable(int token); // this token and those after it, not narrower than they can be read

    bool follow() const { return m_follow; }
    void setFollow(bool follow);

    // Of a run that is played: the last token that is written, as if those after it did not exist yet. -1 = all are.
    int playHead() const { return m_playHead; }
    void setPlayHead(int token);

    // Keys. Each returns false when there was nothing to do.
    bool stepTo(int token) { return stepTo({token, m_focus.layer, m_focus.expert}); }
    bool stepToken(int delta);
    bool stepLayer(int delta);
    bool stepExpert(int delta); // the token's strongest first; behind a layer's last expert comes the next layer
    bool stepSentence(int delta);
    bool stepPhase(int delta);
    bool extendRange(int delta); // the focused token is one end of the range, and the other moves
    bool extendRangeByPhase(int delta);
    bool clearOneLevel(); // Esc: expert, then layer, then token, then range; a range chosen last goes first
    bool canGoBack() const { return m_position > 0; }
    bool canGoForward() const { return m_position + 1 < m_history.size(); }
    bool back();
    bool forward();

    // An expert is focused: its tokens are lit in chat and strip, the others fade.
    bool expertFocused() const { return m_focus.hasExpert(); }
    bool lit(int token) const; // true as well when no expert is focused

signals:
    void restarted(); // another run is current: before anything else that changes with it
    void focusChanged(const deepscope::Focus &focus);
    void hoverChanged(const deepscope::Focus &hover);
    void rangeChanged(const deepscope::TokenRange &range);
    void visibleChanged(const deepscope::VisibleRange &visible);
    void followChanged(bool follow);
    void historyChanged();
    void playHeadChanged(int token);
    void clicked(); // by setFocus(), also on what is focused already

private:
    const Run *run() const { return m_store.current(); }
    int tokenCount() const { return run() ? run()->size() : 0; }
    double axisLength() const;
    Focus clamped(Focus focus) const;
    void restart();
    void followEnd();
    void enterHistory(const Focus &focus, bool step);
    void applyFocus(const Focus &focus);
    bool stepTo(Focus focus);
    int movingEnd() const;
    bool extendTo(int token);
    void applyVisible(VisibleRange visible);
    void reveal(int token);

    const RunStore &m_store;
    Focus m_focus, m_hover;
    TokenRange m_range;
    bool m_rangeIsNewest = false; // chosen after what is focused
    VisibleRange m_visible;
    double m_readable;
    bool m_follow = true;
    int m_playHead = -1;
    std::vector<Focus> m_history = {Focus{}};
    size_t m_position = 0;
    bool m_stepping = false; // the newest entry came from a key; the next key replaces it
};

} // namespace deepscope
