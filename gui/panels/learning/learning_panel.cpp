#include "learning_panel.h"

#include "models/lab_story.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/elided_label.h"
#include "panels/shared/panel_message.h"

#include <QEvent>
#include <QLabel>
#include <QPaintEvent>
#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace deepscope {

namespace {

constexpr int LinesOfStory = 2; // always, so that nothing moves when it says more

} // namespace

LearningPanel::LearningPanel(const LabHistory &history, StepSelection &steps, QWidget *parent)
    : QWidget(parent), m_history(history), m_steps(steps), m_headline(new QLabel), m_text(new QLabel),
      m_story(makeStory()), m_empty(new EmptyLearning), m_preparing(new PanelMessageView),
      m_curves(new CurveGrid(history, steps)), m_words(new ElidedLabel), m_pages(new QStackedLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_story);
    column->addLayout(m_pages, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_preparing);
    m_pages->addWidget(makeCurves());
    setFocusProxy(m_curves);
    connect(&history, &LabHistory::runChanged, this, &LearningPanel::refresh);
    connect(&history, &LabHistory::stepsChanged, this, &LearningPanel::refresh);
    connect(&history, &LabHistory::heldOutChanged, this, &LearningPanel::refresh);
    connect(&history, &LabHistory::stateChanged, this, &LearningPanel::refresh);
    connect(m_curves, &CurveGrid::wordsChanged, this, &LearningPanel::refreshWords);
    connect(&steps, &StepSelection::chosenChanged, this, &LearningPanel::refreshWords);
    refresh();
}

QWidget *LearningPanel::makeStory()
{
    auto *story = new QWidget;
    auto *column = new QVBoxLayout(story);
    column->setContentsMargins(4 * Step, 3 * Step, 4 * Step, 0);
    column->setSpacing(Step);
    m_headline->setFont(titleFont(font()));
    m_headline->setObjectName("labHeadline");
    m_text->setObjectName("labStory");
    m_text->setWordWrap(true);
    m_headline->setWordWrap(true);
    m_text->setAlignment(Qt::AlignTop);
    m_text->setMinimumHeight(LinesOfStory * fontMetrics().lineSpacing());
    for (QLabel *label : {m_headline, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    m_headline->setMinimumWidth(1);
    return story;
}

QWidget *LearningPanel::makeCurves()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *scroll = new PanelScroll;
    scroll->setContent(m_curves);
    column->addWidget(scroll, 1);
    column->addWidget(m_words);
    return page;
}

QString LearningPanel::headline() const { return m_headline->text(); }
QString LearningPanel::story() const { return m_text->text(); }
QString LearningPanel::words() const { return m_words->text(); }

void LearningPanel::refresh()
{
    const LabStory story = storyOf(m_history);
    const bool trouble = story.mood == LabStory::Mood::Trouble;
    m_headline->setText(story.headline);
    m_text->setText(story.text);
    m_text->setAccessibleName(story.headline + QStringLiteral(". ") + story.text);
    const Palette color = Palette::of(palette());
    QPalette own;
    own.setColor(QPalette::WindowText, color(trouble ? Role::Warning : Role::Text));
    m_headline->setPalette(own);
    const bool preparing = m_history.steps().empty() && m_history.isRunning();
    const bool nothing = m_history.steps().empty() && !preparing;
    m_story->setVisible(trouble || !(nothing || preparing));
    if (preparing)
        m_preparing->setMessage({PanelMessage::Kind::Working, story.headline, story.text,
                                 m_history.begun() ? -1 : m_history.preparing().fraction});
    m_pages->setCurrentIndex(nothing ? 0 : preparing ? 1 : 2);
    refreshWords();
}

void LearningPanel::refreshWords()
{
    const QString pointed = m_curves->words();
    if (!pointed.isEmpty())
        m_words->setText(pointed);
    else if (m_steps.chosen())
        m_words->setText(tr("The answers of step %1 are shown. Esc goes back to the newest.").arg(*m_steps.chosen()),
                         true);
    else
        m_words->setText(tr("Point at a step to read all curves there; click it to see its answers."), true);
}

void LearningPanel::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), Palette::of(palette())(Role::Panel));
}

void LearningPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace deepscope
