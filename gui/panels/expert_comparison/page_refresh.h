// Tells a page when to compute its picture anew: at once when it comes into view or a person selects something, and of
// a run that streams twice a second. A page that nobody sees computes nothing.
#pragma once

#include "models/selection.h"

#include <QTimer>

class QWidget;

namespace deepscope {

class PageRefresh : public QObject {
    Q_OBJECT

public:
    PageRefresh(const RunStore &store, const Selection &selection, QWidget *page);

signals:
    void due();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void now();

    QWidget *m_page;
    bool m_stale = true;
    QTimer m_later;
};

} // namespace deepscope
