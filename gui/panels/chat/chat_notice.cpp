#include "panels/chat/chat_notice.h"

#include "paint/palette.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace deepscope {

namespace {

constexpr int StressMilliseconds = 600;
constexpr int Side = 12; // as the composer's
constexpr int Radius = 8;
constexpr int BarWidth = 4;

} // namespace

ChatNoticeBar::ChatNoticeBar(QWidget *parent)
    : QFrame(parent), m_sentence(new QLabel), m_box(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      m_choices(new QBoxLayout(QBoxLayout::LeftToRight))
{
    setObjectName(QStringLiteral("chatNotice"));
    setAccessibleName(tr("About the next question"));
    m_sentence->setObjectName(QStringLiteral("chatNoticeText"));
    m_sentence->setAccessibleName(tr("About the next question"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText); // sentences hold names of files
    m_box->setContentsMargins(Side + 20, 8, Side + 8, 8);
    m_box->setSpacing(8);
    m_choices->setSpacing(8);
    m_choices->setAlignment(Qt::AlignLeft);
    m_box->addWidget(m_sentence, 1);
    m_box->addLayout(m_choices);
    makeButtons();
    showChoices();
    m_stress.setSingleShot(true);
    m_stress.setInterval(StressMilliseconds);
    connect(&m_stress, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    hide();
}

void ChatNoticeBar::setNotice(const ChatNotice &notice)
{
    const bool news = notice.sentence != m_notice.sentence;
    m_notice = notice;
    m_sentence->setText(notice.sentence);
    m_sentence->setAccessibleDescription(notice.sentence);
    showChoices();
    arrange();
    setVisible(!notice.sentence.isEmpty());
    if (news) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    update();
}

// All buttons are there from the start: so they keep their place in the order of the Tab key.
void ChatNoticeBar::makeButtons()
{
    for (size_t place = 0; place < m_all.size(); ++place) {
        auto *button = m_all[place] = new QPushButton;
        m_choices->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, place] {
            const std::function<void()> act = m_notice.choices[place].act; // it may change the notice
            act();
        });
    }
}

void ChatNoticeBar::showChoices()
{
    for (size_t place = 0; place < m_all.size(); ++place) {
        const bool used = place < m_notice.choices.size();
        const ChatNotice::Choice choice = used ? m_notice.choices[place] : ChatNotice::Choice();
        m_all[place]->setText(QString(choice.name).replace(u'&', QStringLiteral("&&")));
        m_all[place]->setToolTip(choice.toolTip);
        m_all[place]->setFocusPolicy(used ? Qt::StrongFocus : Qt::NoFocus);
        m_all[place]->setVisible(used);
    }
}

std::vector<QPushButton *> ChatNoticeBar::buttons() const
{
    return {m_all.begin(), m_all.begin() + ptrdiff_t(m_notice.choices.size())};
}

// The buttons stand beside the sentence where it needs one line then, else below it; in a narrow window each on a line
// of its own.
void ChatNoticeBar::arrange()
{
    int buttons = 0;
    for (const QPushButton *button : this->buttons())
        buttons += button->sizeHint().width() + m_choices->spacing();
    const QMargins margins = m_box->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    const bool beside = m_sentence->fontMetrics().horizontalAdvance(m_notice.sentence) + buttons + 8 <= room;
    m_box->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_choices->setDirection(buttons <= room ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

QSize ChatNoticeBar::minimumSizeHint() const
{
    return {0, layout()->totalMinimumSize().height()}; // it never makes the window wider
}

void ChatNoticeBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    arrange();
}

void ChatNoticeBar::stress()
{
    m_stress.start();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

// A box as wide as the composer's; one that stands in the way has a bar of the warning's colour.
void ChatNoticeBar::paintEvent(QPaintEvent *)
{
    const Palette colours = Palette::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(Side + 1, 0, -Side - 1, 0);
    painter.setPen(m_stress.isActive() ? QPen(colours(Role::Warning), 2) : QPen(colours(Role::Line), 1));
    painter.setBrush(colours(Role::Raised));
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Radius, Radius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours(m_notice.refuses ? Role::Warning : Role::Axis));
    painter.drawRoundedRect(QRectF(box.left() + 8, box.top() + 9, BarWidth, box.height() - 18), 2, 2);
}

} // namespace deepscope
