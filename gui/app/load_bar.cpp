#include "app/load_bar.h"

#include "models/engine_sentences.h"
#include "panels/shared/elided_label.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace deepscope {

namespace {

constexpr int ShowAfterMilliseconds = 200;
constexpr int SayHowLongAfterMilliseconds = 2000;

} // namespace

LoadBar::LoadBar(QWidget *parent) : QFrame(parent), m_doing(new ElidedLabel), m_progress(new QProgressBar)
{
    setObjectName(QStringLiteral("loadBar"));
    setFrameShape(QFrame::StyledPanel);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setMinimumWidth(60); // on Windows it would ask for much more, and so would the window
    m_progress->setMaximumHeight(8);
    m_progress->setAccessibleName(tr("Progress of loading the model"));
    auto *cancel = new QPushButton(tr("Cancel"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 8, 8, 8);
    row->setSpacing(12);
    row->addWidget(m_doing, 2);
    row->addWidget(m_progress, 1);
    row->addWidget(cancel);
    hide();

    connect(cancel, &QPushButton::clicked, this, &LoadBar::cancelled);
    connect(&m_timer, &QTimer::timeout, this, &LoadBar::tick);
}

void LoadBar::begin(const QString &name)
{
    m_name = name;
    m_step.clear();
    m_progress->setValue(0);
    m_elapsed.start();
    m_timer.start(ShowAfterMilliseconds);
}

void LoadBar::setProgress(const LoadProgress &progress)
{
    m_step = engineSentence(progress.doing);
    m_progress->setValue(static_cast<int>(progress.fraction * m_progress->maximum()));
}

void LoadBar::end()
{
    m_timer.stop();
    hide();
}

void LoadBar::tick()
{
    QString text = m_step.isEmpty() ? tr("Loading %1 …").arg(m_name) : tr("Loading %1: %2").arg(m_name, m_step);
    if (m_elapsed.elapsed() >= SayHowLongAfterMilliseconds)
        text += tr(" (%1 s)").arg(m_elapsed.elapsed() / 1000);
    m_doing->setText(text);
    show();
}

} // namespace deepscope
