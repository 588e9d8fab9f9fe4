#include "panels/shared/suggestion_button.h"

#include "paint/type_scale.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace deepscope {

namespace {

constexpr int Margin = 4 * Step; // on both sides of the text

} // namespace

SuggestionButton::SuggestionButton(const QString &question, QWidget *parent) : QPushButton(parent)
{
    setObjectName(QStringLiteral("suggestion"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);      // a button as such does not shrink
    setText(QString(question).replace(u'&', QStringLiteral("&&"))); // a question has no access key
    setAccessibleName(question);
    setToolTip(tr("Ask: %1").arg(question));
}

QSize SuggestionButton::sizeHint() const { return QPushButton::sizeHint() + QSize(2 * Margin, 2 * Step); }
QSize SuggestionButton::minimumSizeHint() const { return {30 * Step, sizeHint().height()}; }

void SuggestionButton::paintEvent(QPaintEvent *)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text = fontMetrics().elidedText(option.text, Qt::ElideRight, width() - 2 * Margin, Qt::TextShowMnemonic);
    QStylePainter(this).drawControl(QStyle::CE_PushButton, option);
}

} // namespace deepscope
