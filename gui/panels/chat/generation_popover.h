// The small form behind the composer's settings button: sampling, seed, length, memory of earlier turns.
#pragma once

#include "panels/chat/generation_settings.h"

#include <QFrame>

class QCheckBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace deepscope {

class GenerationPopover : public QFrame {
    Q_OBJECT
public:
    explicit GenerationPopover(QWidget *parent = nullptr);

    void setSettings(const GenerationSettings &settings);
    GenerationSettings settings() const;

    void popUpAbove(const QWidget *anchor);

signals:
    void changed();

private:
    void buildForm();
    void updateEnabled();

    QDoubleSpinBox *m_temperature;
    QDoubleSpinBox *m_topP;
    QSpinBox *m_topK;
    QDoubleSpinBox *m_minP;
    QLineEdit *m_seed;
    QSpinBox *m_maxTokens;
    QCheckBox *m_earlierTurns;
};

} // namespace deepscope
