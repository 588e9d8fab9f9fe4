#include "load_view.h"

#include "models/engine_words.h"
#include "paint/type_scale.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

namespace deepscope {

LoadView::LoadView(const RunStore &store, Selection &selection, QWidget *parent)
    : PanelScroll(parent), m_plot(new LoadPlot(store, selection)), m_phase(new QComboBox)
{
    m_phase->addItem(tr("all phases"));
    for (const Phase phase : {Phase::Prompt, Phase::Think, Phase::Answer})
        m_phase->addItem(phaseWord(phase));
    m_phase->setAccessibleName(tr("Phase"));
    m_phase->view()->setAccessibleName(tr("Phase"));
    m_phase->setToolTip(tr("Which of the selected tokens are counted"));
    auto *label = new QLabel(tr("Load b&y"));
    label->setBuddy(m_phase);
    auto *controls = new QHBoxLayout;
    controls->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    controls->setSpacing(Step);
    controls->addWidget(label);
    controls->addWidget(m_phase);
    controls->addStretch();
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, Step / 2, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(controls);
    layout->addWidget(m_plot);
    layout->addStretch();
    setContent(page);
    setFocusProxy(m_plot);
    connect(m_phase, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_plot->setPhase(index > 0 ? std::optional(Phase(index - 1)) : std::nullopt); });
}

} // namespace deepscope
