// The small form behind the composer's settings button: sampling, seed, length, chat template, earlier turns.
#pragma once

#include "panels/chat/generation_settings.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
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
    void setAdvice(const std::optional<Sampling> &advice, const QString &source);

    void popUpAbove(const QWidget *anchor);

signals:
    void changed();

private:
    void buildForm();
    void updateEnabled();

    QCheckBox *m_advised;
    QDoubleSpinBox *m_temperature;
    QDoubleSpinBox *m_topP;
    QSpinBox *m_topK;
    QDoubleSpinBox *m_minP;
    QLineEdit *m_seed;
    QSpinBox *m_maxTokens;
    QComboBox *m_template;
    QCheckBox *m_earlierTurns;
    std::optional<Sampling> m_advice;
};

} // namespace deepscope
