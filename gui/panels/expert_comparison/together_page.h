// Which experts of a layer the same tokens choose: a map in which those that go together stand beside each other.
#pragma once

#include "models/co_activation.h"
#include "models/selection.h"

#include <QWidget>

class QComboBox;

namespace deepscope {

class CellMap;
class QuietLabel;
struct CellPlace;

class TogetherPage : public QWidget {
    Q_OBJECT

public:
    TogetherPage(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    CellMap *map() const { return m_map; }
    QComboBox *layerBox() const { return m_layer; }
    QComboBox *orderBox() const { return m_order; }
    const std::vector<int> &order() const { return m_places; } // experts, as rows and columns have them
    QString heading() const;
    QString wordsFor(const Focus &focus) const; // of the pair under the pointer, or of the focused expert

signals:
    void wordsChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    const Run *run() const; // one with experts, else null
    void fillLayers();
    void refresh();
    void showOrdered();
    void followFocus();
    int placeOf(int expert) const;
    QString pairWords(int one, int other) const;

    const RunStore &m_store;
    Selection &m_selection;
    CoActivation m_counts;
    std::vector<int> m_places;
    int m_pointedAt = -1; // the other expert of the pair under the pointer; -1 = none
    QComboBox *m_layer, *m_order;
    QuietLabel *m_heading;
    CellMap *m_map;
};

} // namespace deepscope
