// The small form behind the composer's settings button: presets, sampling, seed, length,
// where an answer ends, what the model is told first, chat template, earlier turns.
#pragma once

#include "panels/chat/generation_presets.h"
#include "panels/chat/generation_settings.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QToolButton;

namespace deepscope {

class PanelScroll;

class GenerationPopover : public QFrame {
    Q_OBJECT
public:
    explicit GenerationPopover(QWidget *parent = nullptr);

    void setSettings(const GenerationSettings &settings);
    GenerationSettings settings() const;
    void setAdvice(const std::optional<Sampling> &advice, const QString &source);

    // Of a person, beside those that are known.
    void setOwnPresets(const std::vector<GenerationPreset> &presets);
    QComboBox *presetBox() const { return m_preset; }

    void setContext(const QString &words); // of the model in use, and what it takes; empty = there is none

    // Of the turns that go with the next question: what their thoughts take or would take; 0 = they have none.
    void setThoughtTokens(uint32_t tokens);

    void popUpAbove(const QWidget *anchor);

signals:
    void changed();
    void presetKept(const deepscope::GenerationPreset &preset);
    void presetRemoved(const QString &name);
    void planWanted(); // of another context

private:
    void buildForm();
    void updateEnabled();
    Sampling sampling() const;
    void setSampling(const Sampling &sampling);
    QWidget *makePresets();
    QWidget *makeContext();
    void choosePreset(int index);
    void showPreset();
    void keepPreset();

    PanelScroll *m_scroll; // on a small screen
    QCheckBox *m_advised;
    QDoubleSpinBox *m_temperature;
    QDoubleSpinBox *m_topP;
    QSpinBox *m_topK;
    QDoubleSpinBox *m_minP;
    QDoubleSpinBox *m_repetition, *m_presence, *m_frequency;
    QLineEdit *m_seed;
    QSpinBox *m_maxTokens, *m_thoughtLimit;
    QPlainTextEdit *m_stops, *m_system;
    QLabel *m_context;
    QToolButton *m_changeContext;
    QComboBox *m_template;
    QCheckBox *m_earlierTurns, *m_keepsThoughts;
    QComboBox *m_preset;
    QToolButton *m_keepPreset, *m_removePreset;
    std::vector<GenerationPreset> m_presets; // as they stand in the box
    std::optional<Sampling> m_advice;
};

} // namespace deepscope
