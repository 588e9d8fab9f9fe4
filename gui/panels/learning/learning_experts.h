// The experts while the model learns: how busy each expert of a layer is from step to step, and how far the load of
// each layer has moved, from step 0 or between thought and answer.
#pragma once

#include "api/lab.h"
#include "models/expert_shift.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QComboBox;
class QStackedLayout;

namespace deepscope {

class ElidedLabel;
class PanelMessageView;
class StepHeatmap;

class LearningExperts : public QWidget {
    Q_OBJECT

public:
    explicit LearningExperts(QWidget *parent = nullptr);

    // Another model, and no steps so far. Layers are numbered as the model numbers them; no expert layers: it says so.
    void setModel(int expertLayers, int firstExpertLayer, int experts);
    // Steps rise; one that was there before replaces what came after it, as when a run goes back to its best state.
    void append(uint32_t step, const ExpertShares &shares);
    void setStep(std::optional<uint32_t> step); // marked in both pictures

    int layer() const { return m_layer; } // the model's number
    void setLayer(int layer);
    SharePart part() const;
    void setPart(SharePart part);
    enum class Shift { FromStart, ThoughtAnswer };
    Shift shift() const;
    void setShift(Shift shift);

    StepHeatmap *load() const { return m_load; }     // experts downwards
    StepHeatmap *shifts() const { return m_shifts; } // layers downwards, in nats
    QString words() const;                           // on what is pointed at

signals:
    void stepChosen(uint32_t step); // a column was clicked

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHalf(const QString &title, std::vector<QComboBox *> boxes, StepHeatmap *map);
    void refresh(); // when it is shown
    void refreshLoad();
    void refreshShifts();
    void compareAnew();
    void refreshMessage();
    std::optional<double> shiftOf(int place, int layer) const;
    QString loadWords(int place, int expert) const;
    QString shiftWords(int place, int layer) const;

    ShareHistory m_history;
    std::vector<std::optional<double>> m_shiftValues; // [step][layer], as far as they were asked for
    bool m_modelKnown = false;
    int m_layer = 0;
    QStackedLayout *m_stack;
    QBoxLayout *m_halves;
    PanelMessageView *m_message;
    QComboBox *m_layerBox, *m_partBox, *m_shiftBox;
    StepHeatmap *m_load, *m_shifts;
    ElidedLabel *m_words;
};

} // namespace deepscope
