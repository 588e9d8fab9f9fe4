// Every byte that is allocated, with its name: a map and a list of the same, from the whole down to single tensors.
#pragma once

#include "models/memory_tree.h"
#include "models/selection.h"
#include "panels/shared/panel_scroll.h"

class QBoxLayout;
class QComboBox;
class QPushButton;

namespace deepscope {

class BarList;
class MemoryMap;
class QuietLabel;

class BytesView : public PanelScroll {
    Q_OBJECT

public:
    BytesView(const RunStore &store, const MemoryAccounts &accounts, Selection &selection, QWidget *parent = nullptr);

    void refresh();
    MemoryMap *map() const { return m_map; }
    BarList *list() const { return m_list; }
    QComboBox *orderBox() const { return m_order; }
    QPushButton *upButton() const { return m_up; }
    QString sums() const; // the lines above and below: what is allocated, and what the heaps have
    QString pointedWords() const { return m_pointed; }
    QString table() const; // all of it, as text

signals:
    void pointedChanged();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeControls();
    MemoryNode tree() const;
    void point(int child, const QString &words);
    void open(int child);
    void showNode();
    void showHeaps();
    void mark();

    const RunStore &m_store;
    const MemoryAccounts &m_accounts;
    Selection &m_selection;
    QPushButton *m_up;
    QComboBox *m_order;
    QuietLabel *m_sum, *m_heaps;
    MemoryMap *m_map;
    BarList *m_list;
    QBoxLayout *m_both; // side by side where there is room
    MemoryNode m_root;
    QStringList m_path; // of the node that is open, below the root
    int m_hoveredChild = -1;
    QString m_pointed;
};

} // namespace deepscope
