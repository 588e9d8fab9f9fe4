// What a plan of the memory is asked for: context, number format of the cache, answers at once.
#pragma once

#include "models/planned_model.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace deepscope {

class PlanBoxes : public QWidget {
    Q_OBJECT

public:
    explicit PlanBoxes(QWidget *parent = nullptr);

    void setModel(const PlannedModel &model); // types of cache whose plan it does not know cannot be chosen
    PlanWish wish() const;
    void setWish(const PlanWish &wish); // not told as a change

    QSpinBox *contextBox() const { return m_context; }
    QComboBox *cacheBox() const { return m_cache; }
    QSpinBox *sequencesBox() const { return m_sequences; }

signals:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColors();

    QSpinBox *m_context;
    QComboBox *m_cache;
    QSpinBox *m_sequences;
};

} // namespace deepscope
