#include "app/model_table.h"

#include "models/model_list_model.h"
#include "paint/palette.h"
#include "paint/type_scale.h"
#include "panels/shared/quiet_label.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

namespace deepscope {

namespace {

constexpr int Padding = 2 * Step; // left and right of a cell's words

class ModelDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
        QStyleOptionViewItem words = option;
        words.rect.adjust(Padding, 0, -Padding, 0);
        words.state &= ~QStyle::State_HasFocus; // rows are selected, not cells
        QStyledItemDelegate::paint(painter, words, index);
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * Padding, 0);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (!index.data(ModelListModel::OpenableRole).toBool())
            option->palette.setColor(QPalette::Text, Palette::of(option->palette)(Role::QuietText));
    }
};

// Its words stand as far from the edge as those of the cells.
class ModelHeader : public QHeaderView {
public:
    explicit ModelHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionsClickable(true);
        setHighlightSections(false);
        setMinimumSectionSize(6 * Step);
    }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int section) const override
    {
        QHeaderView::initStyleOptionForIndex(option, section);
        const QString space(2, QChar(QChar::Nbsp));
        option->text = space + option->text + space;
    }
    QSize sectionSizeFromContents(int section) const override
    {
        return QHeaderView::sectionSizeFromContents(section) + QSize(2 * Padding, Step);
    }
};

} // namespace

ModelTable::ModelTable(QWidget *parent) : QuietTable(tr("Models"), parent), m_hint(new QuietLabel(viewport()))
{
    setObjectName(QStringLiteral("modelTable"));
    setHorizontalHeader(new ModelHeader(this));
    setItemDelegate(new ModelDelegate(this));
    setSortingEnabled(true);
    fitRows();
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setTextElideMode(Qt::ElideMiddle); // names differ at their ends
    m_hint->setObjectName(QStringLiteral("modelHint"));
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
}

void ModelTable::setModel(QAbstractItemModel *model)
{
    QuietTable::setModel(model);
    QHeaderView *header = horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ModelListModel::NameColumn, QHeaderView::Stretch);
    header->setSortIndicator(-1, Qt::AscendingOrder); // as they were found, until a person sorts them
    const auto place = [this] { placeHint(); };
    connect(model, &QAbstractItemModel::rowsInserted, this, place);
    connect(model, &QAbstractItemModel::rowsRemoved, this, place);
    connect(model, &QAbstractItemModel::modelReset, this, place);
}

void ModelTable::setHint(const QString &text)
{
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
    placeHint();
}

QString ModelTable::hint() const { return m_hint->text(); }

void ModelTable::placeHint()
{
    const int rows = model() ? model()->rowCount() : 0;
    const int top = rows * verticalHeader()->defaultSectionSize() + 4 * Step;
    const QRect room = viewport()->rect().adjusted(3 * Step, top, -3 * Step, 0);
    m_hint->setGeometry(room.x(), room.y(), qMax(0, room.width()), qMax(0, room.height()));
}

// Return opens the model: the dialog's default button does it.
void ModelTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->ignore();
    else if (event->matches(QKeySequence::Copy))
        emit copyRequested();
    else
        QuietTable::keyPressEvent(event);
}

void ModelTable::resizeEvent(QResizeEvent *event)
{
    QuietTable::resizeEvent(event);
    placeHint();
}

void ModelTable::changeEvent(QEvent *event)
{
    QuietTable::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

void ModelTable::fitRows() { verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * Step); }

} // namespace deepscope
