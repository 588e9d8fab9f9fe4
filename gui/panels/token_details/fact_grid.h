// Names and values in two columns; values can be selected and copied.
#pragma once

#include <QWidget>

#include <utility>
#include <vector>

class QGridLayout;
class QLabel;

namespace deepscope {

class FactGrid : public QWidget {
    Q_OBJECT

public:
    struct Fact {
        QString name, value, words; // words: tool tip
        bool code = false;          // token ids and bytes in monospace
    };

    explicit FactGrid(QWidget *parent = nullptr);

    void setFacts(const std::vector<Fact> &facts);
    QString value(const QString &name) const; // empty = no such fact

protected:
    void changeEvent(QEvent *event) override;

private:
    void addRow();
    void applyColors();

    QGridLayout *m_layout;
    std::vector<std::pair<QLabel *, QLabel *>> m_rows;
};

} // namespace deepscope
