// The shown text as two files of one model read it: how far what they say is apart, token by token, and how many
// experts of each layer they share.
#pragma once

#include "models/file_comparison.h"
#include "panels/shared/focus_bars.h"
#include "panels/shared/panel_scroll.h"

class QPushButton;

namespace deepscope {

class ElidedLabel;
class QuietLabel;

class FilesPage : public PanelScroll {
    Q_OBJECT

public:
    FilesPage(const RunStore &store, Selection &selection, FileComparison &files, QWidget *parent = nullptr);

    BarList *bars() const { return m_bars; }
    QPushButton *chooseButton() const { return m_choose; }
    QPushButton *compareButton() const { return m_compare; }
    QString heading() const;

signals:
    void fileWanted(); // a person wishes to choose the other one

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeControls();
    void refresh();
    QString room() const;
    void showResult(const Run &run, const ModelComparison &result);
    void showLayers(const ModelComparison &result);
    void showTokens(const Run &run, const ModelComparison &result);

    const RunStore &m_store;
    FileComparison &m_files;
    QPushButton *m_choose, *m_compare;
    ElidedLabel *m_name;
    QuietLabel *m_heading;
    FocusBars *m_bars;
};

} // namespace deepscope
