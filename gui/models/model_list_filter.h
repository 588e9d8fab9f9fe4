// The list of models as a person sorts and filters it. The default model stays first in every order.
#pragma once

#include <QSortFilterProxyModel>

namespace deepscope {

class ModelListFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ModelListFilter(QObject *parent = nullptr);

    // Every word must stand somewhere in name, repository, architecture, quantisation, source or path.
    void setWords(const QString &words);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
};

} // namespace deepscope
