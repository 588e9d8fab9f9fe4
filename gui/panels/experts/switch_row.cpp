#include "switch_row.h"

#include "paint/type_scale.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace deepscope {

namespace {

const char *buttonText(ExpertSwitch what)
{
    static constexpr const char *texts[] = {QT_TR_NOOP("As It Is"), QT_TR_NOOP("Off"), QT_TR_NOOP("Forced"), "× 0.5",
                                            "× 2"};
    return texts[size_t(what)];
}

QString buttonWords(ExpertSwitch what)
{
    static constexpr const char *words[] = {
        QT_TRANSLATE_NOOP("deepscope::SwitchRow", "The router chooses this expert as it was made to"),
        QT_TRANSLATE_NOOP("deepscope::SwitchRow", "The router never chooses this expert"),
        QT_TRANSLATE_NOOP("deepscope::SwitchRow", "The router always chooses this expert"),
        QT_TRANSLATE_NOOP("deepscope::SwitchRow", "Where it is chosen, its weight is halved"),
        QT_TRANSLATE_NOOP("deepscope::SwitchRow", "Where it is chosen, its weight is doubled"),
    };
    return SwitchRow::tr(words[size_t(what)]);
}

} // namespace

SwitchRow::SwitchRow(ExpertSwitches &switches, QWidget *parent)
    : QWidget(parent), m_switches(switches), m_buttons(new QButtonGroup(this))
{
    setAccessibleName(tr("What is done with this expert"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    layout->setSpacing(Step);
    for (int what = 0; what < ExpertSwitchCount; ++what) {
        auto *button = new QToolButton;
        button->setText(tr(buttonText(ExpertSwitch(what))));
        button->setToolTip(buttonWords(ExpertSwitch(what)));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_buttons->addButton(button, what);
        layout->addWidget(button);
    }
    layout->addStretch();
    connect(m_buttons, &QButtonGroup::idClicked, this, [this](int what) {
        m_switches.set(m_layer, m_expert, ExpertSwitch(what));
        refresh(); // also where it was refused
    });
    connect(&switches, &ExpertSwitches::changed, this, &SwitchRow::refresh);
    refresh();
}

QAbstractButton *SwitchRow::button(ExpertSwitch what) const { return m_buttons->button(int(what)); }

void SwitchRow::setExpert(int layer, int expert)
{
    m_layer = layer;
    m_expert = expert;
    refresh();
}

void SwitchRow::refresh()
{
    setVisible(m_expert >= 0 && m_switches.offered());
    const std::optional<ExpertSwitch> now = m_expert < 0 ? std::nullopt : m_switches.of(m_layer, m_expert);
    m_buttons->setExclusive(false); // none is down where a list says something else
    for (QAbstractButton *button : m_buttons->buttons())
        button->setChecked(now && m_buttons->id(button) == int(*now));
    m_buttons->setExclusive(true);
}

void SwitchRow::fillMenu(QMenu &menu, ExpertSwitches &switches, int layer, int expert)
{
    menu.addSection(tr("Layer %1, expert %2").arg(layer).arg(expert));
    auto *group = new QActionGroup(&menu);
    for (int what = 0; what < ExpertSwitchCount; ++what) {
        QAction *action = menu.addAction(tr(buttonText(ExpertSwitch(what))), &switches,
                                         [=, &switches] { switches.set(layer, expert, ExpertSwitch(what)); });
        action->setToolTip(buttonWords(ExpertSwitch(what)));
        action->setCheckable(true);
        action->setChecked(switches.of(layer, expert) == ExpertSwitch(what));
        group->addAction(action);
    }
}

void SwitchRow::fillRouterMenu(QMenu &menu, ExpertSwitches &switches, const ModelInfo &model, int layer)
{
    const auto of = layer < 0 ? std::nullopt : std::optional(uint32_t(layer));
    const std::optional<uint32_t> used = switches.rule(of, RouterAction::Used);
    auto *group = new QActionGroup(&menu);
    for (uint32_t number = 1; number <= std::min(model.experts, 2 * model.expertsUsed); ++number) {
        const bool own = number == model.expertsUsed;
        QAction *action = menu.addAction(
            own ? tr("%1 Experts a Token, as It Is").arg(number) : tr("%1 a Token").arg(number), &switches,
            [=, &switches] { switches.setRule(of, RouterAction::Used, own ? std::nullopt : std::optional(number)); });
        action->setCheckable(true);
        action->setChecked(used.value_or(model.expertsUsed) == number);
        group->addAction(action);
    }
    menu.addSeparator();
    const auto addRule = [&](const QString &text, RouterAction rule) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(switches.rule(of, rule).has_value());
        connect(action, &QAction::triggered, &switches,
                [=, &switches](bool on) { switches.setRule(of, rule, on ? std::optional(0U) : std::nullopt); });
    };
    if (model.selectionBias)
        addRule(tr("Without Selection Bias"), RouterAction::NoBias);
    if (model.expertGroups > 1)
        addRule(tr("Without Groups"), RouterAction::NoGroups);
}

} // namespace deepscope
