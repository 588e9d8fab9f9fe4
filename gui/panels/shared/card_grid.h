// Cards beside each other, as many as have room, in rows that are as full as each other.
#pragma once

#include <QWidget>

#include <vector>

class QGridLayout;

namespace deepscope {

class CardGrid : public QWidget {
    Q_OBJECT

public:
    explicit CardGrid(QWidget *parent = nullptr);

    void
    setCards(const std::vector<QWidget *> &cards); // it owns them; earlier ones that are not among these are let go
    int columns() const { return m_columns; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    QGridLayout *m_grid;
    std::vector<QWidget *> m_cards;
    int m_columns = 0;
};

} // namespace deepscope
