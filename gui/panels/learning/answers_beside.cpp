#include "answers_beside.h"

#include "answer_card.h"
#include "models/lab_groups.h"
#include "paint/number_format.h"
#include "paint/type_scale.h"
#include "panels/shared/card_grid.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/panel_message.h"
#include "panels/shared/panel_scroll.h"
#include "panels/shared/scale_bar.h"
#include "panels/shared/token_text_view.h"

#include <QStackedLayout>
#include <QVBoxLayout>

#include <cmath>

namespace deepscope {

namespace {

double strongestPush(const LabGroup &group)
{
    double strongest = 0;
    for (const LabAnswer &answer : group.answers)
        for (const float push : answer.pushes)
            strongest = std::max(strongest, std::abs(double(push)));
    return strongest;
}

} // namespace

AnswersBeside::AnswersBeside(QWidget *parent)
    : QWidget(parent), m_stack(new QStackedLayout(this)), m_message(new PanelMessageView), m_question(new ElidedLabel),
      m_grades(new ElidedLabel), m_words(new ElidedLabel), m_legend(new ScaleBar), m_scroll(new PanelScroll),
      m_grid(new CardGrid)
{
    setAccessibleName(tr("Answers beside each other"));
    m_legend->setColors(&ColorScale::tint);
    auto *content = new QWidget;
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(2 * Step, Step, 2 * Step, 2 * Step);
    inner->addWidget(m_grid);
    inner->addStretch(1);
    m_scroll->setContent(content);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_question);
    layout->addWidget(m_grades);
    layout->addWidget(m_legend);
    layout->addSpacing(Step);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_words);
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    clear();
}

void AnswersBeside::clear()
{
    m_message->setMessage({PanelMessage::Kind::Empty, tr("No question is chosen"),
                           tr("Choose an answer on the board, and all answers to its question stand here beside each "
                              "other.")});
    setGroup({}, 0);
}

void AnswersBeside::setGroup(const LabGroup &group, uint32_t step)
{
    const size_t count = group.answers.size();
    while (m_cards.size() < count) {
        auto *card = new AnswerCard;
        const int answer = int(m_cards.size());
        connect(card, &AnswerCard::chosen, this, [this, answer] { choose(answer, -1); });
        connect(card, &AnswerCard::tokenChosen, this, [this, answer](int token) { choose(answer, token); });
        connect(card, &AnswerCard::tokenHovered, this, [this, card](int token) { showWords(card->tokenWords(token)); });
        m_cards.push_back(card);
    }
    m_cards.resize(count);
    m_grid->setCards({m_cards.begin(), m_cards.end()});

    const double strongest = strongestPush(group);
    m_scaleEnd = strongest > 0 ? roundScaleEnd(strongest) : 0;
    for (size_t i = 0; i < count; ++i) {
        m_cards[i]->setAnswer(tr("Answer %1").arg(i + 1), group.answers[i], AnswerCard::Figures::WithReward);
        m_cards[i]->setPushScale(m_scaleEnd);
        m_cards[i]->setChosen(false);
    }
    const auto text = [](const std::string &from) { return QString::fromStdString(from).simplified(); };
    m_question->setText(
        tr("Step %1 · %2 · right answer %3").arg(formatExactCount(step), text(group.question), text(group.expected)));
    m_grades->setText(groupWords(gradesOf(group)), true);
    const QString end = QString::number(m_scaleEnd, 'g', 3);
    m_legend->setVisible(m_scaleEnd > 0);
    m_legend->setScale(tr("a token is pushed down"), '-' + end, '+' + end + ' ' + tr("up"));
    m_quietWords = m_scaleEnd > 0 ? tr("Point at a token to see how this step pushes it.")
                   : step == 0    ? tr("Nothing was learned at step 0: this is the model as it came.")
                                  : whyQuiet(group);
    showWords({});
    m_stack->setCurrentIndex(count > 0 ? 1 : 0);
}

void AnswersBeside::showWords(const QString &words)
{
    m_words->setText(words.isEmpty() ? m_quietWords : words, words.isEmpty());
}

void AnswersBeside::setChosen(int answer, int token)
{
    for (int i = 0; i < int(m_cards.size()); ++i)
        m_cards[size_t(i)]->setChosen(i == answer, token);
    if (answer < 0 || answer >= int(m_cards.size()))
        return;
    AnswerCard *card = m_cards[size_t(answer)];
    m_grid->layout()->activate();
    m_scroll->ensureWidgetVisible(card, 0, 2 * Step);
    for (const TokenTextView *text : card->texts())
        if (const QRect rect = text->tokenRect(uint32_t(std::max(0, token))); token >= 0 && !rect.isEmpty())
            reveal(*text, rect);
    showWords(card->tokenWords(token));
}

void AnswersBeside::choose(int answer, int token)
{
    const bool isNew = token < 0 || !m_cards[size_t(answer)]->isChosen();
    setChosen(answer, token);
    if (isNew)
        emit answerChosen(answer);
    if (token >= 0)
        emit tokenChosen(answer, token);
}

QString AnswersBeside::words() const { return m_words->text(); }

QString AnswersBeside::gradeWords() const { return m_grades->text(); }

} // namespace deepscope
