#include "before_after.h"

#include "answer_card.h"
#include "fixed_questions.h"
#include "models/lab_groups.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/card_grid.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/panel_message.h"
#include "panels/shared/panel_scroll.h"

#include <QLabel>
#include <QSlider>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace deepscope {

namespace {

constexpr int NarrowestBeside = 160 * Step; // below, the list stands above the answers

QString stepTitle(uint32_t step) { return BeforeAfter::tr("Step %1").arg(formatExactCount(step)); }

bool isRight(const LabAnswer *answer) { return answer && standing(*answer) == AnswerStanding::Right; }

} // namespace

BeforeAfter::BeforeAfter(QWidget *parent)
    : QWidget(parent), m_stack(new QStackedLayout(this)), m_message(new PanelMessageView), m_list(new PanelScroll),
      m_questions(new FixedQuestions), m_summary(new ElidedLabel), m_title(new ElidedLabel), m_turn(new ElidedLabel),
      m_words(new ElidedLabel), m_slider(new QSlider(Qt::Horizontal)), m_stepWords(new QLabel),
      m_before(new AnswerCard), m_after(new AnswerCard)
{
    setFocusProxy(m_questions);
    setAccessibleName(tr("Before and after"));
    m_list->setContent(m_questions);
    auto *left = new QVBoxLayout;
    left->setSpacing(0);
    left->addWidget(m_summary);
    left->addWidget(m_list, 1);
    m_halves = new QBoxLayout(QBoxLayout::LeftToRight);
    m_halves->setSpacing(2 * Step);
    m_halves->addLayout(left, 2);
    m_halves->addWidget(makeAnswers(), 3);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_halves, 1);
    layout->addWidget(m_words);
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);

    connect(m_slider, &QSlider::valueChanged, this, [this] {
        letGo();
        showAnswers();
    });
    connect(m_questions, &FixedQuestions::chosen, this, [this](int question, int snapshot) {
        setQuestion(question);
        if (snapshot >= 0)
            m_slider->setValue(snapshot);
    });
    connect(m_questions, &FixedQuestions::hovered, this, &BeforeAfter::showWords);
    listenTo(m_before);
    listenTo(m_after);
    showWords({});
    clear();
}

void BeforeAfter::listenTo(AnswerCard *card)
{
    connect(card, &AnswerCard::chosen, this, [this, card] { choose(card, -1); });
    connect(card, &AnswerCard::tokenChosen, this, [this, card](int token) { choose(card, token); });
    connect(card, &AnswerCard::tokenHovered, this, [this, card](int token) { showWords(card->tokenWords(token)); });
}

void BeforeAfter::choose(AnswerCard *card, int token)
{
    const bool isNew = token < 0 || !card->isChosen();
    letGo();
    card->setChosen(true, token);
    showWords(card->tokenWords(token));
    if (isNew)
        emit answerChosen(m_snapshots[size_t(card == m_before ? 0 : place())].step, m_question);
}

void BeforeAfter::letGo()
{
    m_before->setChosen(false);
    m_after->setChosen(false);
}

void BeforeAfter::showWords(const QString &words)
{
    m_words->setText(words.isEmpty() ? tr("Full: right. Hollow: wrong. The taller, the longer the thought.") : words,
                     words.isEmpty());
}

QWidget *BeforeAfter::makeAnswers()
{
    m_slider->setPageStep(1);
    m_slider->setAccessibleName(tr("Step"));
    auto *walk = new QHBoxLayout;
    walk->setContentsMargins(2 * Step, 0, 2 * Step, Step);
    walk->setSpacing(2 * Step);
    walk->addWidget(m_slider, 1);
    walk->addWidget(m_stepWords);
    auto *grid = new CardGrid;
    grid->setCards({m_before, m_after});
    auto *content = new QWidget;
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(2 * Step, 0, 2 * Step, 2 * Step);
    inner->addWidget(grid);
    inner->addStretch(1);
    auto *scroll = new PanelScroll;
    scroll->setContent(content);
    auto *right = new QWidget;
    auto *layout = new QVBoxLayout(right);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_turn);
    layout->addLayout(walk);
    layout->addWidget(scroll, 1);
    return right;
}

void BeforeAfter::clear()
{
    m_message->setMessage({PanelMessage::Kind::Empty, tr("No step is recorded yet"),
                           tr("Some questions are asked again and again, and never learned from: here you will see how "
                              "their answers change.")});
    setSnapshots({});
}

int BeforeAfter::place() const { return std::clamp(m_slider->value(), 0, std::max(0, int(m_snapshots.size()) - 1)); }

std::optional<uint32_t> BeforeAfter::step() const
{
    if (m_snapshots.empty())
        return std::nullopt;
    return m_snapshots[size_t(place())].step;
}

void BeforeAfter::setSnapshots(std::vector<LabFixedAnswers> snapshots)
{
    const bool atLast = place() + 1 >= int(m_snapshots.size());
    const uint32_t before = step().value_or(0);
    m_snapshots = std::move(snapshots);
    m_questions->setSnapshots(m_snapshots);
    m_question = std::clamp(m_question, 0, std::max(0, m_questions->questionCount() - 1));
    const int last = std::max(0, int(m_snapshots.size()) - 1);
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, last);
        m_slider->setValue(last);
    }
    if (!atLast)
        setStep(before);
    showAnswers();
    m_stack->setCurrentIndex(m_questions->questionCount() > 0 ? 1 : 0);
}

void BeforeAfter::setQuestion(int question)
{
    if (question < 0 || question >= m_questions->questionCount())
        return;
    if (question != m_question)
        letGo();
    m_question = question;
    showAnswers();
    reveal(*m_questions, m_questions->rowRect(question));
}

void BeforeAfter::setStep(uint32_t step)
{
    const auto after = std::ranges::upper_bound(m_snapshots, step, {}, &LabFixedAnswers::step);
    m_slider->setValue(std::max(0, int(after - m_snapshots.begin()) - 1));
}

const LabAnswer *BeforeAfter::answerAt(int snapshot, int question) const
{
    const auto &groups = m_snapshots[size_t(snapshot)].groups;
    if (size_t(question) >= groups.size() || groups[size_t(question)].answers.empty())
        return nullptr;
    return &groups[size_t(question)].answers.front();
}

void BeforeAfter::showAnswers()
{
    if (m_questions->questionCount() == 0)
        return;
    const LabFixedAnswers &now = m_snapshots[size_t(place())];
    int right = 0;
    for (int question = 0; question < m_questions->questionCount(); ++question)
        right += isRight(answerAt(place(), question)) ? 1 : 0;
    m_summary->setText(tr("Step %1: %2 of %3 right").arg(formatExactCount(now.step)).arg(right).arg(now.groups.size()));
    m_questions->setChosen(m_question, place());
    m_title->setText(m_questions->words(m_question, -1));
    m_turn->setText(turnWords(), true);
    m_stepWords->setText(
        tr("step %1 of %2").arg(formatExactCount(now.step), formatExactCount(m_snapshots.back().step)));
    const auto fill = [&](AnswerCard *card, int snapshot) {
        const LabAnswer *answer = shown(snapshot);
        card->setVisible(answer != nullptr);
        if (answer)
            card->setAnswer(stepTitle(m_snapshots[size_t(snapshot)].step), *answer, AnswerCard::Figures::WithoutReward);
    };
    fill(m_before, 0);
    fill(m_after, place());
    m_after->setVisible(m_after->isVisibleTo(this) && place() > 0);
}

// The last change of its standing is what counts: before that it may have been right by luck.
QString BeforeAfter::turnWords() const
{
    if (m_questions->questionCount() == 0)
        return {};
    const int last = int(m_snapshots.size()) - 1;
    const bool right = isRight(shown(last));
    int since = last;
    while (since > 0 && isRight(shown(since - 1)) == right)
        --since;
    const QString step = formatExactCount(m_snapshots[size_t(since)].step);
    if (since == 0)
        return right ? tr("Right from the start.") : tr("Not right at any recorded step so far.");
    return right ? tr("Right since step %1.").arg(step) : tr("Wrong again since step %1.").arg(step);
}

QString BeforeAfter::words() const { return m_words->text(); }

void BeforeAfter::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_halves->setDirection(width() < NarrowestBeside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace deepscope
