// The map by token and the overview of all layers and experts: two pictures of one place, one shown at a time.
#pragma once

#include "models/range_routing.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QStackedLayout;
class QToolButton;

namespace deepscope {

class ExpertMap;
class OverviewPlot;

class MapPage : public QWidget {
    Q_OBJECT

public:
    MapPage(const RunStore &store, Selection &selection, const RangeRouting &routing, QWidget *parent = nullptr);

    enum class Picture { Tokens, Overview };
    Picture picture() const;
    void setPicture(Picture picture);

    ExpertMap *map() const { return m_map; }
    OverviewPlot *overview() const { return m_overview; }
    // Two buttons that choose the picture, or one for the overview where these would be too wide. It may be put
    // elsewhere, so that the pictures keep their height.
    QWidget *pictureSwitch() const { return m_switch; }
    void fitSwitch(int width);
    QButtonGroup *pictures() const { return m_pictures; } // ids are Picture
    QComboBox *unitBox() const { return m_unit; }
    QComboBox *phaseBox() const { return m_phase; }

signals:
    void pictureChanged();
    void measureChanged(); // of the overview

private:
    void fillSwitch();
    QWidget *makeOverviewPage();
    QWidget *shown() const;
    void goTo(Picture picture); // with the keyboard
    void applyMeasure();

    ExpertMap *m_map;
    OverviewPlot *m_overview;
    QStackedLayout *m_stack;
    QWidget *m_switch;
    QToolButton *m_toggle; // the one button
    QButtonGroup *m_pictures;
    QComboBox *m_unit, *m_phase;
};

} // namespace deepscope
