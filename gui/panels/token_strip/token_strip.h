// The spine of the window: one cell a token over the full width, prompt | think | answer.
#pragma once

#include "panels/shared/data_panel.h"

#include <optional>

class QComboBox;
class QLabel;
class QToolButton;

namespace deepscope {

class AttentionReading;
class ExpertSwitches;
class Playback;
class ScaleBar;
class SecondReading;
struct ExpertTrials;
class TokenStripPlot;

class TokenStrip : public DataPanel {
    Q_OBJECT

public:
    TokenStrip(const RunStore &store, Selection &selection, Playback &playback, ExpertTrials &trials,
               AttentionReading &attention, QWidget *parent = nullptr);

    TokenStripPlot *plot() const { return m_plot; }
    QComboBox *colorBox() const { return m_colorBox; }
    QToolButton *followButton() const { return m_follow; }
    // Says that experts are altered while the strip shows what that does, and takes it back: the banner in the panel of
    // the experts may be out of sight.
    QToolButton *alteredButton() const { return m_altered; }

signals:
    void colorsChanged(); // of tokens of the current run

protected:
    PanelMessage message() const override;
    QString wordsFor(const Focus &focus) const override;
    QString hint() const override;
    PanelView openView() const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeControls();
    void describe();
    void describeExperts();
    void followReading();
    void showAltered();
    QString title() const;

    Playback &m_playback;
    const ExpertSwitches &m_switches;
    const SecondReading &m_reading;
    const AttentionReading &m_attention;
    std::optional<int> m_colorBefore; // of a person, while the change is shown by itself
    TokenStripPlot *m_plot;
    ElidedLabel *m_title;
    ScaleBar *m_scale;
    QLabel *m_colorLabel;
    QComboBox *m_colorBox;
    QToolButton *m_altered;
    QToolButton *m_showAll;
    QToolButton *m_follow;
};

} // namespace deepscope
