// Two sets of tokens, and the experts they choose differently: as a table or as maps.
#pragma once

#include "models/comparison_model.h"
#include "models/selection.h"
#include "models/set_counter.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QStackedLayout;
class QToolButton;

namespace deepscope {

class ComparisonMaps;
class ComparisonTable;
class ElidedLabel;
class PanelMessageView;
class QuietLabel;
class SetChooser;

class SetsPage : public QWidget {
    Q_OBJECT

public:
    SetsPage(const RunStore &store, Selection &selection, QWidget *parent = nullptr);

    enum class View { Table, Maps };
    void setView(View view);

    SetChooser *setA() const { return m_a; }
    SetChooser *setB() const { return m_b; }
    ComparisonTable *table() const { return m_table; }
    ComparisonMaps *maps() const { return m_maps; }
    QComboBox *sortBox() const { return m_sort; }
    QToolButton *copyButton() const { return m_copy; }
    QToolButton *differenceButton() const { return m_firstDifference; } // of two runs that begin alike
    QButtonGroup *views() const { return m_views; }                     // ids are View
    const QString &summary() const { return m_words; }
    QString wordsFor(const Focus &focus) const;
    QString hint() const;

signals:
    void wordsChanged();
    void rulesChanged(); // of A or B

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QHBoxLayout *makeControls();
    void fillSort();
    void fillCopyMenu();
    void applyRules();
    void showComparison();
    void showSummary();

    const RunStore &m_store;
    Selection &m_selection;
    SetCounter m_counter;
    ComparisonModel m_model;
    SetChooser *m_a, *m_b;
    QButtonGroup *m_views;
    QComboBox *m_sort;
    QToolButton *m_copy, *m_firstDifference;
    QuietLabel *m_summary;
    ElidedLabel *m_summaryLine; // in its place where the page is low
    QStackedLayout *m_stack;
    PanelMessageView *m_message;
    ComparisonTable *m_table;
    ComparisonMaps *m_maps;
    QString m_words; // the summary
};

} // namespace deepscope
