// What the middle of Learning shows before anything was learned: what would happen, Start, runs to go on with, and runs
// to watch for who has no patience or no device.
#pragma once

#include "panels/shared/panel_scroll.h"

#include <QList>

class QPushButton;
class QVBoxLayout;

namespace deepscope {

class EmptyLearning : public PanelScroll {
    Q_OBJECT

public:
    struct Offer {
        QString title;
        QString path;
    };

    explicit EmptyLearning(QWidget *parent = nullptr);

    void setOffers(const QList<Offer> &goOn, const QList<Offer> &watch);

signals:
    void startWanted();
    void goOnWanted(const QString &path);
    void watchWanted(const QString &path);

private:
    void addOffers(const QString &heading, const QList<Offer> &offers, void (EmptyLearning::*chosen)(const QString &));

    QPushButton *m_start;
    QWidget *m_offers;
    QVBoxLayout *m_rows;
};

} // namespace deepscope
