// A number of tokens, or automatic. Steps go by doubling, because contexts come in powers of two.
#pragma once

#include <QSpinBox>

namespace deepscope {

class ContextBox : public QSpinBox {
    Q_OBJECT

public:
    explicit ContextBox(QWidget *parent = nullptr);

    void setModelContext(uint32_t tokens); // the most that can be chosen; 0 = unknown
    void setAutomatic(uint32_t tokens);    // what automatic means now; 0 = unknown

    void stepBy(int steps) override;

protected:
    void focusInEvent(QFocusEvent *event) override;
    StepEnabled stepEnabled() const override;

private:
    int next(int value) const;
    int previous(int value) const;
};

} // namespace deepscope
