#include "map_page.h"

#include "expert_map.h"
#include "overview_plot.h"
#include "paint/type_scale.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace deepscope {

MapPage::MapPage(const RunStore &store, Selection &selection, const RangeRouting &routing, QWidget *parent)
    : QWidget(parent), m_map(new ExpertMap(store, selection)), m_overview(new OverviewPlot(store, selection, routing)),
      m_stack(new QStackedLayout), m_pictures(new QButtonGroup(this)), m_unit(new QComboBox), m_phase(new QComboBox)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeControls());
    layout->addLayout(m_stack, 1);
    m_stack->addWidget(m_map);
    m_stack->addWidget(m_overview);
    connect(m_pictures, &QButtonGroup::idClicked, this, [this](int id) { setPicture(Picture(id)); });
    connect(m_map, &ExpertMap::overviewWanted, this, [this] { goTo(Picture::Overview); });
    connect(m_overview, &OverviewPlot::placeWanted, this, [this] { goTo(Picture::Tokens); });
    connect(m_unit, &QComboBox::currentIndexChanged, this, &MapPage::applyMeasure);
    connect(m_phase, &QComboBox::currentIndexChanged, this, &MapPage::applyMeasure);
    setPicture(Picture::Tokens);
}

QWidget *MapPage::makeControls()
{
    auto *controls = new QWidget;
    auto *layout = new QHBoxLayout(controls);
    layout->setContentsMargins(2 * Step, Step / 2, 2 * Step, 0);
    layout->setSpacing(Step);
    const auto addButton = [&](Picture picture, const QString &text, const QString &toolTip) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(toolTip);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_pictures->addButton(button, int(picture));
        layout->addWidget(button);
    };
    addButton(Picture::Tokens, tr("Tokens"), tr("Each token and its experts (Enter in the overview)"));
    addButton(Picture::Overview, tr("Overview"), tr("All layers and all experts at once (Enter in the map)"));
    layout->addStretch();

    m_unit->addItems({tr("by tokens"), tr("by weight")});
    m_unit->setAccessibleName(tr("Share by"));
    m_unit->setToolTip(tr("By tokens: the share of the tokens that chose the expert.\n"
                          "By weight: the expert's part of all gate weight in its layer."));
    m_phase->addItem(tr("all phases"));
    for (const Phase phase : {Phase::Prompt, Phase::Think, Phase::Answer})
        m_phase->addItem(phaseName(phase));
    m_phase->setAccessibleName(tr("Phase"));
    m_phase->setToolTip(tr("Which of the selected tokens are counted"));
    for (QComboBox *box : {m_unit, m_phase}) {
        // They give way in a narrow panel.
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        box->setMinimumWidth(10 * Step);
        layout->addWidget(box);
    }
    return controls;
}

MapPage::Picture MapPage::picture() const { return Picture(m_stack->currentIndex()); }

void MapPage::setPicture(Picture picture)
{
    const bool overview = picture == Picture::Overview;
    m_pictures->button(int(picture))->setChecked(true);
    m_stack->setCurrentIndex(int(picture));
    m_unit->setVisible(overview);
    m_phase->setVisible(overview);
    setFocusProxy(m_stack->currentWidget());
    emit pictureChanged();
}

void MapPage::goTo(Picture picture)
{
    setPicture(picture);
    m_stack->currentWidget()->setFocus();
}

void MapPage::applyMeasure()
{
    LoadMeasure measure;
    measure.unit = LoadUnit(m_unit->currentIndex());
    if (m_phase->currentIndex() > 0)
        measure.phase = Phase(m_phase->currentIndex() - 1);
    m_overview->setMeasure(measure);
    emit measureChanged();
}

} // namespace deepscope
