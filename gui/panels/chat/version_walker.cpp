#include "panels/chat/version_walker.h"

#include "paint/type_scale.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace deepscope {

VersionWalker::VersionWalker(QWidget *parent)
    : QWidget(parent), m_previous(new QToolButton), m_next(new QToolButton), m_words(new QLabel)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Step);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    for (QToolButton *button : {m_previous, m_next}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    m_previous->setArrowType(layoutDirection() == Qt::RightToLeft ? Qt::RightArrow : Qt::LeftArrow);
    m_next->setArrowType(layoutDirection() == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow);
    m_previous->setToolTip(tr("The version before"));
    m_next->setToolTip(tr("The next version"));
    m_previous->setAccessibleName(m_previous->toolTip());
    m_next->setAccessibleName(m_next->toolTip());
    row->addWidget(m_previous);
    row->addWidget(m_words);
    row->addWidget(m_next);
    connect(m_previous, &QToolButton::clicked, this, [this] { walk(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { walk(1); });
    hide();
}

void VersionWalker::setVersions(const std::vector<uint32_t> &runs, int place)
{
    m_runs = runs;
    m_place = place;
    setVisible(runs.size() > 1);
    m_words->setText(tr("%1 of %2").arg(place + 1).arg(runs.size()));
    m_words->setAccessibleName(tr("Version %1 of %2").arg(place + 1).arg(runs.size()));
    m_previous->setEnabled(place > 0);
    m_next->setEnabled(place + 1 < int(runs.size()));
}

QString VersionWalker::words() const { return m_words->text(); }

void VersionWalker::walk(int by)
{
    const int place = m_place + by;
    if (place >= 0 && place < int(m_runs.size()))
        emit wanted(m_runs[size_t(place)], by > 0);
}

} // namespace deepscope
