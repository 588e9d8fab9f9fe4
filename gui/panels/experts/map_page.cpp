#include "map_page.h"

#include "expert_map.h"
#include "models/engine_words.h"
#include "overview_plot.h"
#include "paint/glyph_icon.h"
#include "paint/type_scale.h"

#include <QAbstractItemView>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace deepscope {

MapPage::MapPage(const RunStore &store, Selection &selection, const RangeRouting &routing, QWidget *parent)
    : QWidget(parent), m_map(new ExpertMap(store, selection, routing)),
      m_overview(new OverviewPlot(store, selection, routing)), m_stack(new QStackedLayout(this)),
      m_switch(new QWidget(this)), m_toggle(new QToolButton), m_pictures(new QButtonGroup(this)), m_unit(new QComboBox),
      m_phase(new QComboBox)
{
    m_stack->addWidget(m_map);
    m_stack->addWidget(makeOverviewPage());
    fillSwitch();
    connect(m_map, &ExpertMap::overviewWanted, this, [this] { goTo(Picture::Overview); });
    connect(m_overview, &OverviewPlot::placeWanted, this, [this] { goTo(Picture::Tokens); });
    connect(m_unit, &QComboBox::currentIndexChanged, this, &MapPage::applyMeasure);
    connect(m_phase, &QComboBox::currentIndexChanged, this, &MapPage::applyMeasure);
    setPicture(Picture::Tokens);
}

void MapPage::fillSwitch()
{
    auto *layout = new QHBoxLayout(m_switch);
    layout->setContentsMargins(2 * Step, 0, Step, 0);
    layout->setSpacing(Step);
    const QString overview = tr("All layers and all experts at once (Enter in the map)");
    const auto add = [&](QToolButton *button, const QString &toolTip) {
        button->setToolTip(toolTip);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(button);
    };
    const auto addPicture = [&](Picture picture, const QString &text, const QString &toolTip) {
        auto *button = new QToolButton;
        button->setText(text);
        m_pictures->addButton(button, int(picture));
        add(button, toolTip);
    };
    addPicture(Picture::Tokens, tr("Tokens"), tr("Each token and its experts (Enter in the overview)"));
    addPicture(Picture::Overview, tr("Overview"), overview);
    m_toggle->setIcon(glyphIcon(Glyph::Overview));
    m_toggle->setAccessibleName(tr("Overview"));
    m_toggle->setObjectName("overview");
    m_toggle->hide();
    add(m_toggle, overview);
    connect(m_pictures, &QButtonGroup::idClicked, this, [this](int id) { setPicture(Picture(id)); });
    connect(m_toggle, &QToolButton::clicked, this,
            [this](bool on) { setPicture(on ? Picture::Overview : Picture::Tokens); });
}

void MapPage::fitSwitch(int width)
{
    int needed = 4 * Step;
    for (const QAbstractButton *button : m_pictures->buttons())
        needed += button->sizeHint().width();
    m_toggle->setVisible(width < needed);
    for (QAbstractButton *button : m_pictures->buttons())
        button->setVisible(width >= needed);
}

QWidget *MapPage::makeOverviewPage()
{
    m_unit->addItems({tr("tokens"), tr("weight")});
    m_unit->setAccessibleName(tr("Share by"));
    m_unit->setToolTip(tr("Tokens: the share of the tokens that chose the expert.\n"
                          "Weight: the expert's part of all gate weight in its layer."));
    m_phase->addItem(tr("all phases"));
    for (const Phase phase : {Phase::Prompt, Phase::Think, Phase::Answer})
        m_phase->addItem(phaseWord(phase));
    m_phase->setAccessibleName(tr("Phase"));
    m_phase->setToolTip(tr("Which of the selected tokens are counted"));

    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, Step / 2, 0, 0);
    layout->setSpacing(0);
    auto *controls = new QHBoxLayout;
    controls->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    controls->setSpacing(Step);
    const auto addChoice = [&](const QString &name, QComboBox *box) {
        auto *label = new QLabel(name);
        label->setBuddy(box);
        // It gives way in a narrow panel.
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        box->setMinimumWidth(10 * Step);
        box->view()->setAccessibleName(box->accessibleName());
        controls->addWidget(label);
        controls->addWidget(box);
    };
    addChoice(tr("Share b&y"), m_unit);
    addChoice(tr("of"), m_phase);
    controls->addStretch();
    layout->addLayout(controls);
    layout->addWidget(m_overview, 1);
    return page;
}

MapPage::Picture MapPage::picture() const { return Picture(m_stack->currentIndex()); }

void MapPage::setPicture(Picture picture)
{
    m_pictures->button(int(picture))->setChecked(true);
    m_toggle->setChecked(picture == Picture::Overview);
    m_stack->setCurrentIndex(int(picture));
    setFocusProxy(shown());
    emit pictureChanged();
}

QWidget *MapPage::shown() const { return picture() == Picture::Tokens ? static_cast<QWidget *>(m_map) : m_overview; }

void MapPage::goTo(Picture picture)
{
    setPicture(picture);
    shown()->setFocus();
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
