#include "answer_card.h"

#include "models/engine_sentences.h"
#include "models/lab_groups.h"
#include "paint/number_format.h"
#include "paint/token_text.h"
#include "paint/type_scale.h"
#include "panels/shared/token_text_view.h"
#include "standing_paint.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace deepscope {

namespace {

constexpr double Radius = 6;

QLabel *wordsLabel(const QFont &font)
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(font);
    label->setContentsMargins(2, 0, 2, 0); // as the text of a token view
    return label;
}

void paintText(QLabel *label, const QColor &text)
{
    QPalette changed = label->palette();
    changed.setColor(QPalette::WindowText, text);
    label->setPalette(changed);
}

// Neighbouring tokens of one phase, as places [begin, end) in LabAnswer::tokens.
struct Section {
    Phase phase;
    size_t begin, end;
};

std::vector<Section> sectionsOf(const LabAnswer &answer)
{
    std::vector<Section> sections;
    for (size_t i = answer.promptTokens; i < answer.tokens.size(); ++i) {
        const Phase phase = answer.tokens[i].phase;
        if (sections.empty() || sections.back().phase != phase)
            sections.push_back({phase, i, i});
        sections.back().end = i + 1;
    }
    return sections;
}

QString sectionTitle(const LabAnswer &answer, const Section &section)
{
    const auto words =
        std::count_if(answer.tokens.begin() + long(section.begin), answer.tokens.begin() + long(section.end),
                      [](const TokenTrace &token) { return !token.special; });
    const QString name = section.phase == Phase::Think ? AnswerCard::tr("Thought") : AnswerCard::tr("Answer");
    return words == 0 ? AnswerCard::tr("%1, empty").arg(name)
                      : AnswerCard::tr("%1, %2").arg(name, formatPlural(words, Noun::Token));
}

} // namespace

AnswerCard::AnswerCard(QWidget *parent)
    : QFrame(parent), m_title(new QLabel), m_advantage(new QLabel), m_figures(wordsLabel(smallFont(font()))),
      m_fault(wordsLabel(smallFont(font()))), m_sign(new StandingSign), m_column(new QVBoxLayout(this)),
      m_scale(ColorScale::tint(Palette::of(palette())))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("An answer")); // until it has one
    m_title->setTextFormat(Qt::PlainText);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    m_advantage->setFont(strong);
    auto *head = new QHBoxLayout;
    head->setSpacing(Step);
    head->addWidget(m_sign);
    head->addWidget(m_title, 1);
    head->addWidget(m_advantage);
    m_column->setContentsMargins(3 * Step, 2 * Step, 3 * Step, 2 * Step);
    m_column->setSpacing(Step);
    m_column->addLayout(head);
    m_column->addWidget(m_figures);
    m_column->addWidget(m_fault);
    m_column->addStretch(1);
    applyColors();
}

void AnswerCard::setAnswer(const QString &title, const LabAnswer &answer, Figures figures)
{
    const bool rewarded = figures == Figures::WithReward;
    const AnswerStanding stands = standing(answer);
    m_title->setText(title);
    m_sign->setStanding(stands);
    m_advantage->setText(rewarded ? formatSigned(answer.advantage) : QString());
    m_advantage->setToolTip(rewarded ? tr("Advantage: its reward against the others of its group") : QString());
    QStringList parts{standingWords(stands)};
    if (rewarded)
        parts << tr("reward %1").arg(formatWeight(answer.reward));
    if (answer.truncated)
        parts << tr("cut off");
    // Lines break between the parts alone.
    m_figures->setText(parts.replaceInStrings(QStringLiteral(" "), QChar(QChar::Nbsp)).join(QStringLiteral(" · ")));
    m_fault->setText(engineSentence(answer.fault));
    m_fault->setVisible(!answer.fault.empty());

    m_first = int(answer.promptTokens);
    m_hasPushes = answer.pushes.size() + answer.promptTokens == answer.tokens.size() && !answer.pushes.empty();
    m_tokens.clear();
    for (size_t i = answer.promptTokens; i < answer.tokens.size(); ++i)
        m_tokens.push_back({visibleTokenText(answer.tokens[i].bytes), answer.tokens[i].logprob,
                            m_hasPushes ? answer.pushes[i - answer.promptTokens] : 0});
    m_chosenToken = -1;
    showSections(answer);
    setAccessibleName(title);
    setAccessibleDescription(answerWords(answer) + ' ' + answerText(answer) + ' ' + m_fault->text());
}

void AnswerCard::addSection()
{
    auto *title = wordsLabel(smallFont(font()));
    auto *text = new TokenTextView(TokenTextView::Format::Plain);
    m_column->insertWidget(m_column->count() - 1, title);
    m_column->insertWidget(m_column->count() - 1, text);
    connect(text, &TokenTextView::tokenHovered, text, &TokenTextView::setHover);
    connect(text, &TokenTextView::tokenHovered, this, &AnswerCard::tokenHovered);
    connect(text, &TokenTextView::tokenClicked, this, &AnswerCard::tokenChosen);
    m_sectionTitles.push_back(title);
    m_sectionTexts.push_back(text);
}

void AnswerCard::showSections(const LabAnswer &answer)
{
    const std::vector<Section> sections = sectionsOf(answer);
    while (m_sectionTexts.size() < sections.size())
        addSection();
    m_texts.clear();
    m_phases.clear();
    for (size_t i = 0; i < m_sectionTexts.size(); ++i) {
        const bool used = i < sections.size();
        m_sectionTitles[i]->setVisible(used);
        m_sectionTexts[i]->setVisible(used);
        if (!used)
            continue;
        TokenSpans spans;
        for (size_t token = sections[i].begin; token < sections[i].end; ++token)
            spans.append(uint32_t(token), answer.tokens[token].bytes);
        spans.finish();
        m_sectionTitles[i]->setText(sectionTitle(answer, sections[i]));
        m_sectionTexts[i]->showTokens(spans);
        m_sectionTexts[i]->setAccessibleName(m_sectionTitles[i]->text());
        m_texts.push_back(m_sectionTexts[i]);
        m_phases.push_back(sections[i].phase);
    }
    showMarks();
    applyColors();
}

void AnswerCard::setPushScale(double end)
{
    m_scaleEnd = end;
    showMarks();
}

void AnswerCard::setChosen(bool chosen, int token)
{
    m_chosen = chosen;
    m_chosenToken = chosen ? token : -1;
    showMarks();
    update();
}

void AnswerCard::showMarks()
{
    for (TokenTextView *text : m_texts) {
        TokenMarks marks;
        marks.focus = m_chosenToken;
        marks.ground = [this](uint32_t token) { return tint(int(token)); };
        text->setMarks(marks);
        text->refreshLit();
    }
}

QColor AnswerCard::tint(int token) const
{
    const int place = token - m_first;
    if (!m_hasPushes || !(m_scaleEnd > 0) || place < 0 || place >= tokenCount())
        return {};
    const double push = double(m_tokens[size_t(place)].push) / m_scaleEnd;
    return push == 0 ? QColor() : QColor(m_scale.at(0.5 + push / 2));
}

QString AnswerCard::tokenWords(int token) const
{
    const int place = token - m_first;
    if (place < 0 || place >= tokenCount())
        return {};
    const Token &shown = m_tokens[size_t(place)];
    QStringList parts{tr("“%1”").arg(shown.text)};
    if (m_hasPushes) {
        const QString size = QString::number(std::abs(double(shown.push)), 'g', 2);
        parts << (shown.push > 0   ? tr("pushed up by %1").arg(size)
                  : shown.push < 0 ? tr("pushed down by %1").arg(size)
                                   : tr("not pushed"));
    }
    parts << tr("it had a probability of %1").arg(formatShare(std::exp(double(shown.logprob))));
    return parts.join(QStringLiteral(", "));
}

QString AnswerCard::headWords() const
{
    const QString figures = m_figures->text().replace(QChar::Nbsp, u' ');
    return QStringList{m_title->text(), figures, m_advantage->text()}.join(QStringLiteral(" | "));
}

void AnswerCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette color = Palette::of(palette());
    const Qt::PenStyle line = hasFocus() && !m_chosen ? Qt::DotLine : Qt::SolidLine;
    painter.setPen(QPen(color(m_chosen || hasFocus() ? Role::Focus : Role::Line), m_chosen ? 2 : 1, line));
    painter.setBrush(color(Role::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Radius, Radius);
}

void AnswerCard::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit chosen();
}

// Left and Right go through the tokens, Enter and Space choose the answer.
void AnswerCard::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    const bool back = event->key() == Qt::Key_Left, on = event->key() == Qt::Key_Right;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (plain && enter) {
        emit chosen();
    } else if (plain && (back || on) && !m_tokens.empty()) {
        const int next =
            m_chosenToken < 0 ? (on ? m_first : m_first + tokenCount() - 1) : m_chosenToken + (on ? 1 : -1);
        emit tokenChosen(std::clamp(next, m_first, m_first + tokenCount() - 1));
    } else {
        QFrame::keyPressEvent(event);
    }
}

void AnswerCard::applyColors()
{
    const Palette color = Palette::of(palette());
    m_scale = ColorScale::tint(color);
    paintText(m_figures, color(Role::QuietText));
    paintText(m_fault, color(Role::Warning));
    for (size_t i = 0; i < m_phases.size(); ++i)
        paintText(m_sectionTitles[i], color.phase(m_phases[i]));
}

void AnswerCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    applyColors();
    showMarks();
}

} // namespace deepscope
