#include "sets_page.h"

#include "comparison_maps.h"
#include "comparison_table.h"
#include "models/comparison_words.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/panel_message.h"
#include "panels/shared/quiet_label.h"
#include "set_chooser.h"

#include <QAbstractItemView>
#include <QButtonGroup>
#include <QComboBox>
#include <QMenu>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace deepscope {

namespace {

constexpr int LowPage = 75 * Step;

} // namespace

SetsPage::SetsPage(const RunStore &store, Selection &selection, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection), m_counter(store),
      m_a(new SetChooser("A", store, selection)), m_b(new SetChooser("B", store, selection)),
      m_views(new QButtonGroup(this)), m_sort(new QComboBox), m_copy(new QToolButton),
      m_firstDifference(new QToolButton), m_summary(QuietLabel::paragraph()), m_summaryLine(new ElidedLabel),
      m_stack(new QStackedLayout), m_message(new PanelMessageView), m_table(new ComparisonTable(m_model, selection)),
      m_maps(new ComparisonMaps(selection))
{
    m_a->setRule(m_counter.ruleA());
    m_b->setRule(m_counter.ruleB());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Step, 0, 0);
    layout->setSpacing(Step);
    layout->addWidget(m_a);
    layout->addWidget(m_b);
    layout->addLayout(makeControls());
    layout->addWidget(m_summary);
    layout->addWidget(m_summaryLine);
    layout->addLayout(m_stack, 1);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_maps);
    m_stack->addWidget(m_message);
    setView(View::Table);

    for (const SetChooser *chooser : {m_a, m_b})
        connect(chooser, &SetChooser::changed, this, &SetsPage::applyRules);
    connect(&m_counter, &SetCounter::changed, this, &SetsPage::showComparison);
    connect(m_views, &QButtonGroup::idClicked, this, [this](int id) { setView(View(id)); });
    showComparison();
}

QHBoxLayout *SetsPage::makeControls()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    row->setSpacing(Step);
    const auto add = [&](QToolButton *button, const QString &text, const QString &toolTip) {
        button->setText(text);
        button->setToolTip(toolTip);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        row->addWidget(button);
    };
    auto *table = new QToolButton, *maps = new QToolButton;
    add(table, tr("Table"), tr("Every expert with its differences and how sure they are"));
    add(maps, tr("Maps"), tr("The shares of A and of B and their difference, all layers and experts"));
    for (QToolButton *button : {table, maps}) {
        button->setCheckable(true);
        m_views->addButton(button, int(button == table ? View::Table : View::Maps));
    }
    row->addStretch();
    add(m_firstDifference, tr("First Difference"),
        tr("Goes to the first token and layer of the common beginning whose experts differ"));
    row->addWidget(m_sort);
    add(m_copy, tr("Copy"), tr("The whole table in its order, with all numbers in full"));
    connect(m_firstDifference, &QToolButton::clicked, this, [this] {
        if (const auto &routing = m_counter.sharedRouting(); routing && routing->different > 0)
            m_selection.setFocus({routing->firstToken, routing->firstLayer, -1});
    });
    fillSort();
    fillCopyMenu();
    return row;
}

void SetsPage::fillSort()
{
    const QString name = tr("Sorted by");
    for (int column = 0; column < ComparisonModel::ColumnCount; ++column)
        m_sort->addItem(ComparisonModel::columnName(column));
    m_sort->setAccessibleName(name);
    m_sort->view()->setAccessibleName(name);
    m_sort->setToolTip(
        tr("What the rows are sorted by; a click on a heading does it too, and a second turns it round"));
    m_sort->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_sort->setMinimumContentsLength(5);
    m_sort->setCurrentIndex(m_table->sortColumn());
    connect(m_sort, &QComboBox::activated, m_table, &ComparisonTable::sortBy);
    connect(m_table, &ComparisonTable::sorted, m_sort, &QComboBox::setCurrentIndex);
}

void SetsPage::fillCopyMenu()
{
    m_copy->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_copy);
    menu->addAction(tr("Copy with &Tabs"), this, [this] { m_table->copyAll('\t'); });
    menu->addAction(tr("Copy with &Commas (CSV)"), this, [this] { m_table->copyAll(','); });
    m_copy->setMenu(menu);
}

void SetsPage::setView(View view)
{
    m_views->button(int(view))->setChecked(true);
    m_sort->setVisible(view == View::Table);
    if (m_stack->currentWidget() != m_message)
        m_stack->setCurrentIndex(int(view));
}

void SetsPage::applyRules()
{
    m_counter.setRules(m_a->rule(), m_b->rule());
    emit rulesChanged();
}

void SetsPage::showComparison()
{
    const QString problem = comparisonProblem(m_counter);
    const bool counting = m_counter.state() == SetCounter::State::Counting;
    if (counting && m_model.rowCount() > 0)
        return; // what is seen stays until the new figures are complete
    m_model.setComparison(m_counter.comparison());
    m_maps->setComparison(m_counter);
    const bool counted = m_counter.state() == SetCounter::State::Counted;
    if (!problem.isEmpty())
        m_message->setMessage({PanelMessage::Kind::Empty, tr("Nothing to compare"), problem});
    else if (counting)
        m_message->setMessage({PanelMessage::Kind::Working, tr("Counting"), {}, m_counter.counted()});
    m_stack->setCurrentIndex(counted ? m_views->checkedId() : 2);
    const QString parting = m_counter.parting().isEmpty() ? QString() : '\n' + m_counter.parting();
    m_words = counted ? comparisonSummary(m_counter) + parting : m_counter.parting();
    showSummary();
    m_copy->setEnabled(counted);
    m_firstDifference->setVisible(m_counter.sharedRouting() && m_counter.sharedRouting()->different > 0);
    emit wordsChanged();
}

// A low page keeps its room for the rows; the tool tip has the whole of it then.
void SetsPage::showSummary()
{
    const bool low = height() < LowPage;
    m_summary->setText(m_words);
    m_summaryLine->setText(QString(m_words).replace('\n', ' '), true);
    m_summary->setVisible(!m_words.isEmpty() && !low);
    m_summaryLine->setVisible(!m_words.isEmpty() && low);
}

QString SetsPage::wordsFor(const Focus &focus) const
{
    const ExpertComparison *one = focus.hasExpert() ? m_model.expert(focus.layer, focus.expert) : nullptr;
    return one ? comparisonWords(m_model.comparison(), *one) : QString();
}

QString SetsPage::hint() const
{
    return tr("A: %1; B: %2").arg(setWords(m_counter.ruleA()), setWords(m_counter.ruleB()));
}

void SetsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_counter.setActive(true);
}

void SetsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showSummary();
}

void SetsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_counter.setActive(false);
}

} // namespace deepscope
