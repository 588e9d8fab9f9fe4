#include "comparison_model.h"

#include "comparison_words.h"
#include "paint/number_format.h"

#include <cmath>

namespace deepscope {

QString ComparisonModel::columnName(int column)
{
    const QString names[] = {tr("expert"),     tr("A \u2212 B"), tr("interval of A \u2212 B"),
                             tr("holds"),      tr("nPMI"),       tr("interval of nPMI"),
                             tr("share in A"), tr("share in B")};
    return names[column];
}

void ComparisonModel::setComparison(const SetComparison &comparison)
{
    // The same experts once more: whoever reads the table keeps the place.
    const bool sameRows = comparison.experts.size() == m_comparison.experts.size() && !comparison.experts.empty() &&
                          comparison.experts.front().layer == m_comparison.experts.front().layer &&
                          comparison.experts.back().expert == m_comparison.experts.back().expert;
    if (!sameRows)
        beginResetModel();
    m_comparison = comparison;
    if (!sameRows)
        endResetModel();
    else
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ComparisonModel::rowOf(int layer, int expert) const
{
    const auto found = std::ranges::find_if(
        m_comparison.experts, [&](const ExpertComparison &one) { return one.layer == layer && one.expert == expert; });
    return found == m_comparison.experts.end() ? -1 : int(found - m_comparison.experts.begin());
}

const ExpertComparison *ComparisonModel::expert(int layer, int expert) const
{
    const int row = rowOf(layer, expert);
    return row < 0 ? nullptr : &m_comparison.experts[size_t(row)];
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_comparison.experts.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString ComparisonModel::text(const ExpertComparison &one, int column) const
{
    const bool none = one.a.chosen + one.b.chosen == 0;
    switch (column) {
    case ExpertColumn:
        return QString("L%1 \u00b7 %2").arg(one.layer).arg(one.expert);
    case DifferenceColumn:
        return formatSigned(one.difference);
    case DifferenceIntervalColumn:
        return intervalWords(one.differenceInterval);
    case HoldsColumn:
        return none ? tr("not chosen") : m_comparison.few() ? tr("too few") : holdsWords(m_comparison, one);
    case InformationColumn:
        return one.information ? formatSigned(*one.information) : QString("\u2013");
    case InformationIntervalColumn:
        return one.information ? intervalWords(one.informationInterval) : QString("\u2013");
    case ShareAColumn:
        return formatShare(one.a.value());
    default:
        return formatShare(one.b.value());
    }
}

QVariant ComparisonModel::sortValue(const ExpertComparison &one, int column) const
{
    const auto sizeOf = [](const ConfidenceInterval &interval) { return interval.high - interval.low; };
    switch (column) {
    case ExpertColumn:
        return one.layer * 1'000'000 + one.expert;
    case DifferenceColumn:
        return std::abs(one.difference);
    case DifferenceIntervalColumn:
        return sizeOf(one.differenceInterval);
    case HoldsColumn:
        return (m_comparison.holds(one) ? 10 - int(one.repeats) : 0) - one.falseDiscoveryRate;
    case InformationColumn:
        return one.information ? std::abs(*one.information) : -1;
    case InformationIntervalColumn:
        return sizeOf(one.informationInterval);
    case ShareAColumn:
        return one.a.value();
    default:
        return one.b.value();
    }
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ExpertComparison &one = m_comparison.experts[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(one, index.column());
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return comparisonWords(m_comparison, one);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == HoldsColumn ? Qt::AlignLeft : Qt::AlignRight));
    case SortRole:
        return sortValue(one, index.column());
    case LayerRole:
        return one.layer;
    case ExpertRole:
        return one.expert;
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == HoldsColumn ? Qt::AlignLeft : Qt::AlignRight));
    const QString names[] = {tr("Expert"), tr("A \u2212 B"), tr("95 %"), tr("Holds"),
                             tr("nPMI"),   tr("95 %"),       tr("A"),    tr("B")};
    const QString explanations[] = {
        tr("Layer and expert"),
        tr("Risk difference: the share of A's tokens that chose the expert, less that of B's"),
        tr("Newcombe's hybrid score interval, for one expert by itself. It takes tokens as independent, which "
           "neighbours "
           "are not quite: the halves are the check."),
        tr("Stands at a false discovery rate of 5 % among all experts (Benjamini and Hochberg); and where each half of "
           "the tokens, blocks of 8 in turn, says so by itself"),
        tr("Normalised pointwise mutual information of the expert and set A: −1 never together, 0 independent, 1 "
           "only "
           "together"),
        tr("Wilson's limits of both shares, carried over to nPMI (square and add)"),
        tr("Share of A's tokens that chose the expert"),
        tr("Share of B's tokens that chose the expert")};
    return role == Qt::DisplayRole   ? QVariant(names[section])
           : role == Qt::ToolTipRole ? QVariant(explanations[section])
                                     : QVariant();
}

QString ComparisonModel::asText(const QList<int> &rows, QChar separator) const
{
    QStringList lines = {QStringList{"layer", "expert", "chosen_a", "tokens_a", "chosen_b", "tokens_b", "difference",
                                     "difference_low", "difference_high", "npmi", "npmi_low", "npmi_high", "p",
                                     "false_discovery_rate", "halves"}
                             .join(separator)};
    const auto number = [](double value) { return QString::number(value, 'g', 9); };
    for (const int row : rows) {
        const ExpertComparison &one = m_comparison.experts[size_t(row)];
        QStringList cells;
        for (const int value : {one.layer, one.expert, one.a.chosen, one.a.tokens, one.b.chosen, one.b.tokens})
            cells << QString::number(value);
        cells << number(one.difference) << number(one.differenceInterval.low) << number(one.differenceInterval.high)
              << (one.information ? number(*one.information) : QString()) << number(one.informationInterval.low)
              << number(one.informationInterval.high) << number(one.probability) << number(one.falseDiscoveryRate)
              << QString::number(2 - int(one.repeats));
        lines << cells.join(separator);
    }
    return lines.join('\n') + '\n';
}

} // namespace deepscope
