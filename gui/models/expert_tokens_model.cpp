#include "expert_tokens_model.h"

#include "models/engine_words.h"
#include "paint/number_format.h"
#include "paint/token_text.h"

#include <algorithm>

namespace deepscope {

namespace {

constexpr int ContextTokens = 8; // on each side

} // namespace

void ExpertTokensModel::setExpert(const Run *run, int layer, int expert, TokenRange range)
{
    if (run == m_run && layer == m_layer && expert == m_expert && range == m_range)
        return;
    beginResetModel();
    m_run = run && layer >= 0 && expert >= 0 ? run : nullptr;
    m_layer = layer;
    m_expert = expert;
    m_range = range;
    m_tokens = m_run ? find(range.begin, range.end) : std::vector<int>();
    endResetModel();
}

bool ExpertTokensModel::continues(const Run *run, TokenRange range) const
{
    return run == m_run && range.begin == m_range.begin && range.end >= m_range.end;
}

void ExpertTokensModel::extend(int end)
{
    if (!m_run || end <= m_range.end)
        return;
    const std::vector<int> more = find(m_range.end, end);
    m_range.end = end;
    if (more.empty())
        return;
    const int first = int(m_tokens.size());
    beginInsertRows({}, first, first + int(more.size()) - 1);
    m_tokens.insert(m_tokens.end(), more.begin(), more.end());
    endInsertRows();
}

std::vector<int> ExpertTokensModel::find(int begin, int end) const
{
    std::vector<int> tokens;
    for (int token = std::max(begin, 0); token < std::min(end, m_run->size()); ++token)
        if (m_run->chose(token, m_layer, m_expert))
            tokens.push_back(token);
    return tokens;
}

int ExpertTokensModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_tokens.size()); }

int ExpertTokensModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString ExpertTokensModel::text(int token, int column) const
{
    switch (column) {
    case PlaceColumn:
        return QString::number(token);
    case BeforeColumn:
        return m_run->text({token - ContextTokens, token}, true).replace('\n', ' ');
    case TokenColumn:
        return visibleTokenText(m_run->bytes(token));
    case AfterColumn:
        return m_run->text({token + 1, token + 1 + ContextTokens}, true).replace('\n', ' ');
    default:
        return formatWeight(double(m_run->weightOf(token, m_layer, m_expert)));
    }
}

QVariant ExpertTokensModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_run)
        return {};
    const int token = m_tokens[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(token, index.column());
    case Qt::ToolTipRole:
        return tr("Token %1, %2: weight %3, %4 of the %5 chosen experts")
            .arg(token)
            .arg(phaseWord(m_run->phase(token)))
            .arg(double(m_run->weightOf(token, m_layer, m_expert)), 0, 'g', 6)
            .arg(formatOrdinal(m_run->rankOf(token, m_layer, m_expert)))
            .arg(m_run->experts(token, m_layer).size());
    case Qt::TextAlignmentRole: {
        const bool left = index.column() == TokenColumn || index.column() == AfterColumn;
        return int(Qt::AlignVCenter | (left ? Qt::AlignLeft : Qt::AlignRight));
    }
    case TokenRole:
        return token;
    case PhaseRole:
        return int(m_run->phase(token));
    default:
        return {};
    }
}

QVariant ExpertTokensModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr const char *names[] = {QT_TR_NOOP("Place"), QT_TR_NOOP("Before"), QT_TR_NOOP("Token"),
                                            QT_TR_NOOP("After"), QT_TR_NOOP("Weight")};
    return tr(names[section]);
}

int ExpertTokensModel::rowOf(int token) const
{
    const auto found = std::lower_bound(m_tokens.begin(), m_tokens.end(), token);
    return found == m_tokens.end() || *found != token ? -1 : int(found - m_tokens.begin());
}

} // namespace deepscope
