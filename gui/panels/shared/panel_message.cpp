#include "panel_message.h"

#include "models/engine_sentences.h"
#include "models/imported_run.h"
#include "paint/number_format.h"
#include "paint/palette.h"
#include "paint/texts.h"
#include "paint/type_scale.h"

#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

namespace deepscope {

namespace {

using Kind = PanelMessage::Kind;

PanelMessage working(const RunStore &store, const QString &otherwise)
{
    const Activity &activity = store.activity();
    return {Kind::Working, activity.doing.isEmpty() ? otherwise : activity.doing, {}, activity.fraction};
}

PanelMessage importedMessage(const Run &run)
{
    return {Kind::Empty, tr("This turn was imported"), importedSentence(run)};
}

} // namespace

PanelMessage modelMessage(const RunStore &store, const QString &what)
{
    if (store.shownModel())
        return {};
    if (!store.activity().doing.isEmpty())
        return working(store, {});
    return {Kind::Empty, tr("No model is loaded"), tr("Open a model or a recorded run, and %1 here.").arg(what)};
}

PanelMessage tokensMessage(const RunStore &store, const QString &what)
{
    const Run *run = store.current();
    if (!run) {
        const PanelMessage message = modelMessage(store, what);
        if (message.kind != Kind::None)
            return message;
        return {Kind::Empty, tr("No tokens yet"), tr("%1, and %2 here.").arg(store.invitation(), what)};
    }
    if (run->size() > 0)
        return {};
    if (isImported(*run))
        return importedMessage(*run);
    if (run->state() == RunState::Failed)
        return {Kind::Error, tr("The run failed"), engineSentence(run->failure())};
    if (run->state() == RunState::Finished)
        return {Kind::Empty, tr("This run has no tokens"), tr("It ended before its first token.")};
    return working(store, tr("Reading the question"));
}

PanelMessage expertsMessage(const RunStore &store, const QString &what)
{
    if (const Run *run = store.current(); run && isImported(*run))
        return importedMessage(*run);
    const LoadedModel *model = store.shownModel();
    if (model && model->info.expertLayers() == 0)
        return {Kind::Empty, tr("This model has no experts"),
                tr("%1 is dense: every token passes through the whole of each of its %2.")
                    .arg(QString::fromStdString(model->info.name), formatPlural(model->info.layers, Noun::Layer))};
    if (model && !model->abilities.withoutRouting.empty())
        return {Kind::Empty, tr("The experts are not known"), engineSentence(model->abilities.withoutRouting)};
    return tokensMessage(store, what);
}

PanelMessageView::PanelMessageView(QWidget *parent)
    : QWidget(parent), m_title(new QLabel), m_detail(new QLabel), m_progress(new QProgressBar)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * Step, 2 * Step, 4 * Step, 2 * Step);
    layout->setSpacing(Step);
    layout->addStretch();
    for (QLabel *label : {m_title, m_detail}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setForegroundRole(QPalette::WindowText); // whatever the ground is
        layout->addWidget(label);
    }
    m_title->setFont(titleFont(font()));
    m_progress->setTextVisible(false);
    m_progress->setMinimumWidth(15 * Step); // on Windows it would ask for much more, and so would the window
    m_progress->setMaximumWidth(60 * Step);
    m_progress->setMaximumHeight(Step);
    m_progress->setAccessibleName(tr("Progress"));
    QSizePolicy policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(policy);
    auto *line = new QHBoxLayout;
    line->addStretch();
    line->addWidget(m_progress, 1);
    line->addStretch();
    layout->addLayout(line);
    layout->addStretch();
    m_progress->hide();
    m_patience.setSingleShot(true);
    m_patience.setInterval(200);
    connect(&m_patience, &QTimer::timeout, m_progress, &QWidget::show);
    applyColors();
}

void PanelMessageView::setMessage(const PanelMessage &message)
{
    m_message = message;
    m_title->setText(message.title);
    m_detail->setText(message.detail);
    m_detail->setVisible(!message.detail.isEmpty());
    m_detail->setTextInteractionFlags(message.kind == Kind::Error ? Qt::TextSelectableByMouse : Qt::NoTextInteraction);
    setAccessibleName(message.title);
    setAccessibleDescription(message.detail);
    if (message.kind == Kind::Working) {
        m_progress->setRange(0, message.fraction < 0 ? 0 : 1000);
        m_progress->setValue(int(message.fraction * 1000));
        if (!m_progress->isVisible() && !m_patience.isActive())
            m_patience.start();
    } else {
        m_patience.stop();
        m_progress->hide();
    }
    applyColors();
}

void PanelMessageView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

void PanelMessageView::applyColors()
{
    const Palette color = Palette::of(palette());
    const auto paint = [](QLabel *label, const QColor &text) {
        QPalette changed = label->palette();
        if (changed.color(QPalette::WindowText) == text)
            return;
        changed.setColor(QPalette::WindowText, text);
        label->setPalette(changed);
    };
    paint(m_title, color(m_message.kind == Kind::Error ? Role::Error : Role::Text));
    paint(m_detail, color(Role::QuietText));
}

} // namespace deepscope
