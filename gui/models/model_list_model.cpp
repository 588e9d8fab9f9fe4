#include "model_list_model.h"

#include "models/engine_words.h"
#include "paint/number_format.h"

#include <algorithm>

namespace deepscope {

namespace {

// Best first: what fits whole, what fits with less by how much, what is not known yet, what does not fit.
double fitRank(const ListedModel &model)
{
    if (!model.reason().isEmpty())
        return 5;
    if (!model.check)
        return 3;
    if (!model.check->fits())
        return 4;
    return model.check->fitsWhole() ? 0 : 2 - double(model.check->context) / model.check->whole.context;
}

QString searchText(const ModelEntry &entry)
{
    const std::string parts[] = {entry.name,         entry.repository, entry.architecture,
                                 entry.quantisation, entry.path,       modelSourceName(entry.source)};
    QString text;
    for (const std::string &part : parts)
        text += QString::fromStdString(part) + u'\n';
    return text;
}

} // namespace

void ModelListModel::clear()
{
    beginResetModel();
    m_models.clear();
    endResetModel();
}

void ModelListModel::add(const ModelEntry &entry)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_models.push_back({entry, std::nullopt});
    endInsertRows();
}

void ModelListModel::setCheck(const QString &path, const ModelCheck &check)
{
    const int row = rowOf(path);
    if (row < 0)
        return;
    m_models[size_t(row)].check = check;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void ModelListModel::setDevice(const QString &name)
{
    m_device = name;
    if (rowCount() > 0)
        emit dataChanged(index(0, FitColumn), index(rowCount() - 1, FitColumn));
}

int ModelListModel::rowOf(const QString &path) const
{
    const auto found = std::find_if(m_models.begin(), m_models.end(), [wanted = path.toStdString()](const auto &model) {
        return model.entry.path == wanted;
    });
    return found == m_models.end() ? -1 : int(found - m_models.begin());
}

int ModelListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_models.size()); }

int ModelListModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ModelListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ListedModel &model = at(index.row());
    const bool isNumber = index.column() == SizeColumn || index.column() == ContextColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(model, index.column());
    case Qt::ToolTipRole:
        return pathLines(model);
    case Qt::TextAlignmentRole:
        return int(isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case SortRole:
        return sortKey(model, index.column());
    case SearchRole:
        return searchText(model.entry);
    case PathRole:
        return QString::fromStdString(model.entry.path);
    case DefaultRole:
        return model.isDefault();
    case OpenableRole:
        return model.reason().isEmpty();
    default:
        return {};
    }
}

QVariant ModelListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section == SizeColumn || section == ContextColumn ? Qt::AlignRight | Qt::AlignVCenter
                                                                     : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Name"),         tr("Source"),  tr("Architecture"), tr("Size"),
                             tr("Quantisation"), tr("Context"), tr("Fits")};
    return names[section];
}

QString ModelListModel::text(const ListedModel &model, int column) const
{
    const ModelEntry &entry = model.entry;
    switch (column) {
    case NameColumn:
        return QString::fromStdString(entry.name);
    case SourceColumn:
        return engineText(modelSourceName(entry.source));
    case ArchitectureColumn:
        return QString::fromStdString(entry.architecture);
    case SizeColumn:
        return formatBytes(entry.fileBytes);
    case QuantisationColumn:
        return QString::fromStdString(entry.quantisation);
    case ContextColumn:
        return entry.contextLength > 0 ? formatExactCount(entry.contextLength) : QString();
    case FitColumn:
        return fitWords(model, m_device);
    default:
        return {};
    }
}

QVariant ModelListModel::sortKey(const ListedModel &model, int column) const
{
    switch (column) {
    case SizeColumn:
        return qulonglong(model.entry.fileBytes);
    case ContextColumn:
        return model.entry.contextLength;
    case FitColumn:
        return fitRank(model);
    default:
        return text(model, column);
    }
}

} // namespace deepscope
