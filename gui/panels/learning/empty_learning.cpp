#include "empty_learning.h"

#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"
#include "panels/shared/suggestion_button.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace deepscope {

namespace {

constexpr int ColumnWidth = 120 * Step;

} // namespace

EmptyLearning::EmptyLearning(QWidget *parent)
    : PanelScroll(parent), m_start(new QPushButton(tr("&Start"))), m_offers(new QWidget),
      m_rows(new QVBoxLayout(m_offers))
{
    auto *title = new QLabel(tr("Watch a model learn to think"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    title->setFont(large);
    title->setAlignment(Qt::AlignHCenter);
    auto *words = new QuietLabel;
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignHCenter);
    words->setText(tr("A small model answers questions, several times each. An answer of the right form is rewarded a "
                      "little, a right one much more; how to think, nobody shows it. Watch whether it finds out "
                      "that thinking pays."));
    m_start->setObjectName("start");
    m_start->setDefault(true);
    m_start->setMinimumWidth(40 * Step);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(2 * Step);

    auto *narrow = new QWidget;
    narrow->setMaximumWidth(ColumnWidth);
    auto *column = new QVBoxLayout(narrow);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4 * Step);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(words);
    column->addWidget(m_start, 0, Qt::AlignHCenter);
    column->addWidget(m_offers);
    column->addStretch(3);
    auto *page = new QWidget;
    auto *centre = new QHBoxLayout(page);
    centre->setContentsMargins(4 * Step, 4 * Step, 4 * Step, 4 * Step);
    centre->addStretch(1);
    centre->addWidget(narrow, 1000);
    centre->addStretch(1);
    setContent(page);
    setFocusProxy(m_start);
    m_offers->hide();
    connect(m_start, &QPushButton::clicked, this, &EmptyLearning::startWanted);
}

void EmptyLearning::setOffers(const QList<Offer> &goOn, const QList<Offer> &watch)
{
    // One of them may be what led here: they go when its own signal has come back.
    for (QWidget *old : m_offers->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
        m_rows->removeWidget(old);
        old->setParent(nullptr);
        old->deleteLater();
    }
    addOffers(tr("Watch a recorded run"), watch, &EmptyLearning::watchWanted);
    addOffers(tr("Go on with a run of yours"), goOn, &EmptyLearning::goOnWanted);
    m_offers->setVisible(!goOn.isEmpty() || !watch.isEmpty());
}

void EmptyLearning::addOffers(const QString &heading, const QList<Offer> &offers,
                              void (EmptyLearning::*chosen)(const QString &))
{
    if (offers.isEmpty())
        return;
    auto *label = new QuietLabel;
    label->setText(heading);
    m_rows->addSpacing(2 * Step);
    m_rows->addWidget(label);
    for (const Offer &offer : offers) {
        auto *button = new SuggestionButton(offer.title);
        button->setObjectName("offer");
        button->setToolTip(offer.title);
        button->setAccessibleName(heading + QStringLiteral(": ") + offer.title);
        m_rows->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, path = offer.path, chosen] { emit(this->*chosen)(path); });
    }
}

} // namespace deepscope
