#include "app/first_steps.h"

#include "paint/palette.h"
#include "paint/type_scale.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace deepscope {

namespace {

enum { Ask, Experts, Memory };

} // namespace

FirstSteps::FirstSteps(const RunStore &store, const Selection &selection, QWidget *parent)
    : QFrame(parent), m_store(store), m_selection(selection), m_title(new QLabel), m_sentence(new QLabel),
      m_back(new QPushButton(tr("Back"))), m_next(new QPushButton(tr("Next"))), m_skip(new QToolButton)
{
    setObjectName(QStringLiteral("firstSteps"));
    setAccessibleName(tr("First steps"));
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // the panels beside it keep their width
    m_skip->setText(tr("Skip"));
    m_skip->setToolTip(tr("They are in the menu Help whenever you want them"));
    m_skip->setAutoRaise(true);
    m_skip->setFocusPolicy(Qt::StrongFocus);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_sentence);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(3 * Step, 2 * Step, 2 * Step, 2 * Step);
    row->setSpacing(2 * Step);
    row->addLayout(words, 1);
    for (QWidget *button : std::initializer_list<QWidget *>{m_back, m_next, m_skip})
        row->addWidget(button);
    hide();

    connect(m_back, &QPushButton::clicked, this, [this] { go(m_step - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { m_step + 1 < Count ? go(m_step + 1) : end(); });
    connect(m_skip, &QToolButton::clicked, this, &FirstSteps::end);
    connect(&store, &RunStore::runFinished, this, &FirstSteps::look);
    connect(&store, &RunStore::modelChanged, this, &FirstSteps::look);
    connect(&store, &RunStore::currentRunChanged, this, &FirstSteps::look);
    connect(&selection, &Selection::focusChanged, this, &FirstSteps::look);
}

void FirstSteps::begin() { go(Ask); }

void FirstSteps::go(int step)
{
    m_step = step;
    m_done = false;
    if (m_show[size_t(step)])
        m_show[size_t(step)]();
    look();
}

void FirstSteps::end()
{
    m_step = -1;
    refresh();
    emit ended();
}

void FirstSteps::setConcealed(bool concealed)
{
    m_concealed = concealed;
    refresh();
}

void FirstSteps::look()
{
    const Run *run = m_store.current();
    const Focus &focus = m_selection.focus();
    switch (m_step) {
    case Ask:
        m_done = m_done || (run && run->state() == RunState::Finished);
        break;
    case Experts:
        m_done = m_done || focus.hasExpert();
        break;
    case Memory:
        m_done = m_done || focus.token >= 0;
        break;
    default:
        break;
    }
    refresh();
}

QString FirstSteps::sentence() const
{
    const LoadedModel *model = m_store.shownModel();
    switch (m_step) {
    case Ask:
        if (!m_store.model() && !m_store.current())
            return tr("Write a question below. Until a model is open (File, Models), it waits; recorded runs can be "
                      "looked at without one.");
        return tr("Write a question below and press Enter. The model thinks first, then it answers: both are written "
                  "as they come.");
    case Experts:
        if (model && model->info.experts == 0)
            return tr("The model in use has no experts. One that has, such as the default, shows here which of them "
                      "each token woke.");
        return tr("Each column of the map is a token, each row an expert. Click one: what it was chosen for lights up "
                  "in the chat and among the tokens.");
    case Memory:
        return tr("Cache shows what the model remembers of each token, and what that saves. Click a token anywhere: "
                  "the bar shows what lay in the cache by then.");
    default:
        return {};
    }
}

QString FirstSteps::words() const { return isOn() ? m_title->text() + ": " + m_sentence->text() : QString(); }

void FirstSteps::refresh()
{
    setVisible(isOn() && !m_concealed);
    if (!isOn())
        return;
    const QString names[Count] = {tr("Ask"), tr("Watch the experts"), tr("Look at the memory")};
    const QString name = tr("%1 of %2: %3").arg(m_step + 1).arg(int(Count)).arg(names[m_step]);
    m_title->setText(m_done ? tr("%1 (done)").arg(name) : name);
    m_sentence->setText(sentence());
    m_back->setVisible(m_step > 0);
    m_next->setText(m_step + 1 < Count ? tr("Next") : tr("Finish"));
    m_skip->setVisible(m_step + 1 < Count);
    setAccessibleDescription(words());
}

void FirstSteps::paintEvent(QPaintEvent *)
{
    const Palette colours = Palette::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colours(Role::Raised));
    painter.fillRect(0, height() - 1, width(), 1, colours(Role::Line));
    painter.fillRect(0, 0, 4, height(), colours(Role::Accent));
}

} // namespace deepscope
