#include "app/model_details.h"

#include "models/engine_sentences.h"
#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"

#include <QDir>
#include <QEvent>
#include <QVBoxLayout>

namespace deepscope {

namespace {

constexpr int SentenceLines = 2;

QString remarksOf(const ListedModel &model)
{
    QStringList lines;
    if (model.check)
        for (const std::string &remark : model.check->remarks)
            lines << engineSentence(remark);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

ModelDetails::ModelDetails(QWidget *parent)
    : QWidget(parent), m_name(new QLabel), m_sentence(new QLabel), m_facts(new QuietLabel), m_path(new QuietLabel),
      m_remarks(new QuietLabel)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Step);
    for (QLabel *label : std::initializer_list<QLabel *>{m_name, m_facts, m_path, m_sentence, m_remarks}) {
        label->setTextFormat(Qt::PlainText); // names come from files
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        column->addWidget(label);
    }
    column->addStretch();
    m_remarks->setObjectName(QStringLiteral("remarks"));
    m_sentence->setObjectName(QStringLiteral("fitSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    fit();
}

void ModelDetails::showModel(const ListedModel &model, const QString &sentence)
{
    m_name->setText(QString::fromStdString(model.entry.name));
    m_facts->setText(factsLine(model));
    m_sentence->setText(sentence);
    m_sentence->setToolTip(m_sentence->text());
    m_allRemarks = remarksOf(model);
    m_fullPath = model.isDefault() ? QString() : QDir::toNativeSeparators(QString::fromStdString(model.entry.path));
    fit();
}

void ModelDetails::showNothing()
{
    for (QLabel *label : std::initializer_list<QLabel *>{m_name, m_facts, m_sentence})
        label->clear();
    m_fullPath.clear();
    m_allRemarks.clear();
    fit();
}

QString ModelDetails::sentence() const { return m_sentence->text(); }

void ModelDetails::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void ModelDetails::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ModelDetails::fit()
{
    m_name->setFont(titleFont(font()));
    m_name->setFixedHeight(QFontMetrics(m_name->font()).height());
    for (QuietLabel *label : {m_facts, m_path, m_remarks})
        label->setFixedHeight(fontMetrics().height());
    m_sentence->setFixedHeight(SentenceLines * fontMetrics().lineSpacing());
    setFixedHeight(m_name->height() + m_facts->height() + m_path->height() + m_sentence->height() +
                   m_remarks->height() + 5 * Step);
    m_path->setText(fontMetrics().elidedText(m_fullPath, Qt::ElideMiddle, width())); // both ends tell most
    m_path->setToolTip(m_fullPath);
    const qsizetype more = m_allRemarks.count(QLatin1Char('\n'));
    const QString first = m_allRemarks.section(QLatin1Char('\n'), 0, 0);
    const QString shown = more > 0 ? tr("%1 remarks: %2").arg(more + 1).arg(first) : first;
    m_remarks->setText(fontMetrics().elidedText(shown, Qt::ElideRight, width()));
    m_remarks->setToolTip(m_allRemarks);
    m_path->setVisible(!m_fullPath.isEmpty());
}

} // namespace deepscope
