// What is known of the model that is selected in the browser. Its height does not depend on the words.
#pragma once

#include "models/listed_model.h"

#include <QWidget>

class QLabel;

namespace deepscope {

class QuietLabel;

class ModelDetails : public QWidget {
    Q_OBJECT

public:
    explicit ModelDetails(QWidget *parent = nullptr);

    void showModel(const ListedModel &model, const QString &sentence);
    void showNothing();
    QString sentence() const;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    QLabel *m_name, *m_sentence;
    QuietLabel *m_facts, *m_path, *m_remarks;
    QString m_fullPath, m_allRemarks;
};

} // namespace deepscope
