#include "set_chooser.h"

#include "models/run_making.h"
#include "paint/type_scale.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace deepscope {

namespace {

using Where = TokenSetRule::Where;
using Runs = TokenSetRule::Runs;

constexpr int AnyToken = 0, OwnWords = 6; // between them the classes, in their order, and behind them the labels
constexpr int LongestQuestion = 40;       // letters in the list

} // namespace

SetChooser::SetChooser(const QString &name, const RunStore &store, const Selection &selection, QWidget *parent)
    : QWidget(parent), m_store(store), m_selection(selection),
      m_where(makeBox(tr("Set %1: where").arg(name),
                      tr("Where in the run. Selected range: the range of tokens that is selected now; choose it once "
                         "more to take another.\nCommon beginning: the tokens that this run and that of the other set "
                         "begin with."))),
      m_run(makeBox(tr("Set %1: run").arg(name),
                    tr("Of which run. Every run: all that are open and have the same layers and experts."))),
      m_which(makeBox(
          tr("Set %1: which tokens").arg(name),
          tr("Which of these tokens, by their text. Own words: separated by commas, with a name for them if "
             "you like: \u201csteps: carry, write\u201d\nLabelled: tokens that you labelled (Edit, Label Tokens)."))),
      m_words(new QLineEdit)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * Step, 0, 2 * Step, 0);
    layout->setSpacing(Step);
    auto *label = new QLabel(name);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    label->setBuddy(m_where);
    label->setMinimumWidth(4 * Step); // both lines begin at one place
    layout->addWidget(label);
    layout->addWidget(m_where, 2);
    layout->addWidget(m_run, 3);
    layout->addWidget(m_which, 2);
    layout->addWidget(m_words, 2);
    m_where->addItems({tr("anywhere"), tr("prompt"), tr("thought"), tr("answer"), tr("selected range"),
                       tr("common beginning"), tr("after the beginning")});
    m_which->addItem(tr("all tokens"));
    for (const TokenClass which :
         {TokenClass::Digit, TokenClass::Word, TokenClass::Punctuation, TokenClass::Blank, TokenClass::Tag})
        m_which->addItem(classWords(which));
    m_which->addItem(tr("own words"));
    m_words->setAccessibleName(tr("Set %1: own words").arg(name));
    m_words->setPlaceholderText(tr("carry, write"));
    m_words->setMinimumWidth(15 * Step);
    fillRuns();
    showRule(m_rule);

    connect(&store, &RunStore::runAdded, this, &SetChooser::fillRuns);
    connect(&store, &RunStore::runsReleased, this, &SetChooser::fillRuns);
    connect(&store, &RunStore::currentRunChanged, this, &SetChooser::fillRuns);
    connect(&store, &RunStore::labelsChanged, this, &SetChooser::fillLabels);
    connect(&store, &RunStore::runAdded, this, &SetChooser::fillLabels);
    connect(m_where, &QComboBox::activated, this, &SetChooser::takeRange);
    for (QComboBox *box : {m_where, m_run, m_which})
        connect(box, &QComboBox::currentIndexChanged, this, &SetChooser::read);
    connect(m_words, &QLineEdit::textChanged, this, &SetChooser::read);
}

QComboBox *SetChooser::makeBox(const QString &name, const QString &toolTip)
{
    auto *box = new QComboBox(this);
    box->setAccessibleName(name);
    box->view()->setAccessibleName(name);
    box->setToolTip(toolTip);
    // It gives way in a narrow panel.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    box->setMinimumWidth(10 * Step);
    return box;
}

void SetChooser::fillRuns()
{
    const QSignalBlocker quiet(m_run);
    m_run->clear();
    m_run->addItem(tr("shown run"), QVariant::fromValue(-1));
    m_run->addItem(tr("every run"), QVariant::fromValue(-2));
    for (uint32_t number = 0; number < m_store.freeNumber(); ++number)
        if (const Run *run = m_store.run(number); run && run->hasExperts()) {
            const QString question = run->question().simplified();
            m_run->addItem(
                tr("run %1: %2")
                    .arg(number)
                    .arg(question.size() > LongestQuestion ? question.left(LongestQuestion) + u'…' : question),
                int(number));
            m_run->setItemData(m_run->count() - 1, makingLines(*run).join('\n'), Qt::ToolTipRole);
        }
    const int chosen = m_rule.runs == Runs::Shown ? -1 : m_rule.runs == Runs::Every ? -2 : int(m_rule.run);
    if (m_run->findData(chosen) < 0) // it was let go; the comparison says so
        m_run->addItem(tr("run %1").arg(chosen), chosen);
    m_run->setCurrentIndex(m_run->findData(chosen));
}

// Behind what every run has; one that is chosen stays, also when no token has it any more.
void SetChooser::fillLabels()
{
    const QSignalBlocker quiet(m_which);
    while (m_which->count() > OwnWords + 1)
        m_which->removeItem(m_which->count() - 1);
    QStringList names = m_store.labelNames();
    if (!m_rule.labelled.isEmpty() && !names.contains(m_rule.labelled))
        names << m_rule.labelled;
    for (const QString &name : names)
        m_which->addItem(tr("labelled \u201c%1\u201d").arg(name), name);
    m_which->setCurrentIndex(whichOf(m_rule));
}

int SetChooser::whichOf(const TokenSetRule &rule) const
{
    if (!rule.labelled.isEmpty())
        return m_which->findData(rule.labelled);
    return rule.which ? 1 + int(*rule.which) : rule.words.isEmpty() ? AnyToken : OwnWords;
}

void SetChooser::setRule(const TokenSetRule &rule)
{
    if (rule == m_rule)
        return;
    showRule(rule);
    emit changed();
}

void SetChooser::showRule(const TokenSetRule &rule)
{
    m_rule = rule;
    fillRuns();
    const QSignalBlocker quietWhere(m_where), quietWhich(m_which), quietWords(m_words);
    m_where->setCurrentIndex(int(rule.where));
    fillLabels();
    if (!rule.words.isEmpty())
        m_words->setText(rule.label.isEmpty() ? rule.words.join(", ") : rule.label + ": " + rule.words.join(", "));
    m_words->setVisible(m_which->currentIndex() == OwnWords);
}

// Also where it is chosen already: another range may be selected by now.
void SetChooser::takeRange()
{
    if (Where(m_where->currentIndex()) != Where::Range || m_rule.range == m_selection.range())
        return;
    m_rule.range = m_selection.range();
    emit changed();
}

void SetChooser::read()
{
    const TokenSetRule before = m_rule;
    m_rule.where = Where(m_where->currentIndex());
    if (m_rule.where == Where::Range && before.where != Where::Range)
        m_rule.range = m_selection.range();
    const int run = m_run->currentData().toInt();
    m_rule.runs = run == -1 ? Runs::Shown : run == -2 ? Runs::Every : Runs::One;
    m_rule.run = run < 0 ? 0 : uint32_t(run);
    const int which = m_which->currentIndex();
    m_rule.which = which > AnyToken && which < OwnWords ? std::optional(TokenClass(which - 1)) : std::nullopt;
    m_rule.labelled = m_which->currentData().toString();
    readWords(which == OwnWords ? m_words->text() : QString(), m_rule);
    m_words->setVisible(which == OwnWords);
    if (m_rule != before)
        emit changed();
}

} // namespace deepscope
