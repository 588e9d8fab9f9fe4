#include "candidates_model.h"

#include "paint/number_format.h"
#include "paint/token_text.h"

#include <cmath>

namespace deepscope {

void CandidatesModel::setToken(const Run *run, int token)
{
    if (run == m_run && token == m_token)
        return;
    beginResetModel();
    const bool valid = run && token >= 0 && token < run->size();
    m_run = valid ? run : nullptr;
    m_token = valid ? token : -1;
    endResetModel();
}

int CandidatesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_run ? 0 : int(m_run->candidates(m_token).size());
}

int CandidatesModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString CandidatesModel::text(const Candidate &candidate, int column) const
{
    switch (column) {
    case TokenColumn:
        return candidate.bytes.empty() ? tr("id %1").arg(candidate.token) : visibleTokenText(candidate.bytes);
    case ProbabilityColumn:
        return formatShare(std::exp(double(candidate.logprob)));
    case LogprobColumn:
        return formatLogprob(double(candidate.logprob));
    default:
        return QString::number(candidate.token);
    }
}

QVariant CandidatesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_run)
        return {};
    const Candidate &candidate = m_run->candidates(m_token)[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(candidate, index.column());
    case Qt::ToolTipRole:
        return tr("Token id %1, probability %2, log-probability %3")
            .arg(candidate.token)
            .arg(std::exp(double(candidate.logprob)), 0, 'g', 6)
            .arg(double(candidate.logprob), 0, 'g', 6);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == TokenColumn ? Qt::AlignLeft : Qt::AlignRight));
    case ShareRole:
        return std::exp(double(candidate.logprob));
    case ChosenRole:
        return candidate.token == m_run->tokenId(m_token);
    default:
        return {};
    }
}

QVariant CandidatesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr const char *names[] = {QT_TR_NOOP("Token"), QT_TR_NOOP("Probability"), QT_TR_NOOP("Logprob"),
                                            QT_TR_NOOP("Id")};
    return tr(names[section]);
}

} // namespace deepscope
